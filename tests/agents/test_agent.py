"""An agent's context is folded in time, never for nothing; what waits for an answer gets it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from agents.agent import KEEP_LINES, NARROW_CONTEXT, Agent
from agents.full import Full
from agents.model import Completion
from agents.session import Session, messages_of, transcript_of
from gothmud.clock import real_sleep
from gothmud.config import Minds
from tests.agents.fakes import NOON, FakeBody, FakeModel, later, mind, percept, senses, session, someone

RULES = Minds(musing_seconds=1000, answer_pause=0)
SAY = '{"thought":"","act":"say","to":"","where":"","thing":"","text":"Good day."}'


def agent(
    folder: Path, made: Session, body: FakeBody, model: Any = None, *, full: bool = True, context: int = 1000
) -> Agent:
    who = mind(folder, model or FakeModel(SAY), body)
    return Agent(who, made, Full(who, made, 0.8), RULES, full=full, context=context)


def tokens(made: Session) -> int:
    """A token is four characters, as a rule of thumb has it."""
    return len(transcript_of(made.entries)) // 4


def talk(made: Session, count: int, length: int = 40) -> None:
    for number in range(count):
        made.add(
            "percept",
            f"Line {number} {'x' * length}\n",
            city_time=NOON,
            data={"percept": {"called": "Mira", "mine": False}},
        )
    made.known_tokens = tokens(made)


async def live_until_idle(living: Agent, body: FakeBody) -> None:
    task = asyncio.create_task(living.live())
    for _ in range(30):
        await real_sleep(0)
        if task.done():
            break
    task.cancel()
    done = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(done[0], asyncio.CancelledError), done
    assert body.waits


@pytest.mark.parametrize(("full", "limit"), [(True, 800), (False, 800)])
def test_a_full_context_is_folded_below_its_limit(tmp_path: Path, full: bool, limit: int) -> None:
    made = session(tmp_path)
    living = agent(tmp_path, made, FakeBody(senses()), full=full)
    talk(made, 60)
    assert tokens(made) < limit
    living._fold_if_full()
    assert made.count == 61
    talk(made, 60)
    assert tokens(made) >= limit
    living._fold_if_full()
    assert [each.kind for each in made.entries] == ["header", "compaction"]
    assert tokens(made) < limit
    text = made.entries[1].text
    assert text.count("Line ") == KEEP_LINES
    assert ("Mira" in text) is full
    assert messages_of(made.entries)[0]["content"].startswith("You are Ada.\n")


@pytest.mark.parametrize("rounds", [1, 4])
def test_long_lines_are_folded_below_the_limit_too(tmp_path: Path, rounds: int) -> None:
    made = session(tmp_path)
    living = agent(tmp_path, made, FakeBody(senses()), context=2000)
    for number in range(rounds):
        talk(made, 3 if number else KEEP_LINES, 600)
        living._fold_if_full()
    assert tokens(made) < 1600


def test_a_small_model_is_folded_earlier(tmp_path: Path) -> None:
    made = session(tmp_path)
    living = agent(tmp_path, made, FakeBody(senses()), full=False, context=100_000)
    made.known_tokens = NARROW_CONTEXT - 1
    living._fold_if_full()
    assert made.count == 1
    made.known_tokens = NARROW_CONTEXT
    living._fold_if_full()
    assert made.count == 2


@pytest.mark.parametrize("full", [True, False])
def test_an_endpoint_that_does_not_tell_its_context_makes_nobody_forget(tmp_path: Path, full: bool) -> None:
    made = session(tmp_path)
    living = agent(tmp_path, made, FakeBody(senses()), full=full, context=0)
    talk(made, 3)
    living._fold_if_full()
    assert [each.kind for each in made.entries] == ["header", *["percept"] * 3]


def test_a_context_is_folded_though_the_endpoint_counts_no_tokens(tmp_path: Path) -> None:
    made = session(tmp_path)
    living = agent(tmp_path, made, FakeBody(senses()))
    talk(made, 200)
    made.known_tokens = 0
    living._fold_if_full()
    assert tokens(made) < 1000


def test_a_fold_is_the_same_after_reopening(tmp_path: Path) -> None:
    made = session(tmp_path)
    talk(made, 200)
    agent(tmp_path, made, FakeBody(senses()))._fold_if_full()
    made.add("percept", "After.\n", city_time=NOON)
    made.close()
    assert messages_of(Session(made.path).entries) == messages_of(made.entries)


async def test_after_a_fold_a_mind_is_told_again_where_it_is(tmp_path: Path) -> None:
    """As it is after a restart, where nothing of the context tells it any more."""
    body, made = FakeBody(senses([someone(2, "Mira")])), session(tmp_path)
    body.coming = [[percept("Good day, Ada.", seq=3)]]
    living = agent(tmp_path, made, body)
    await live_until_idle(living, body)
    talk(made, 200)
    living._fold_if_full()
    assert "You are at" not in transcript_of(made.entries)
    body.coming = [[percept("Ada?", seq=4)]]
    await live_until_idle(living, body)
    assert len(body.acts) == 2
    assert "You are at The Square." in transcript_of(made.entries)


async def test_a_question_is_answered_once_and_thinking_is_shown(tmp_path: Path) -> None:
    body, made = FakeBody(senses([someone(2, "Mira", human=True)])), session(tmp_path)
    body.coming = [[percept("Good day, Ada.", seq=3)]]
    await live_until_idle(agent(tmp_path, made, body, FakeModel(Completion(SAY, 50))), body)
    assert [(each.verb, each.text) for each in body.acts] == [("say", "Good day.")]
    assert body.thinking == [True, False]
    assert made.known_tokens == 50


async def test_an_old_line_needs_no_answer_any_more(tmp_path: Path) -> None:
    body, made = FakeBody(senses([someone(2, "Mira")])), session(tmp_path)
    body.coming = [[percept("Good day, Ada.", seq=3, at=later(minutes=-10))]]
    await live_until_idle(agent(tmp_path, made, body), body)
    assert body.acts == []


async def test_what_was_asked_before_a_restart_is_answered_without_waiting(tmp_path: Path) -> None:
    body, made = FakeBody(senses([someone(2, "Mira")])), session(tmp_path)
    living = agent(tmp_path, made, body)
    living._turns.perceive([percept("Good day, Ada.", seq=3)])
    body.coming = [[]]
    await live_until_idle(living, body)
    assert [each.verb for each in body.acts] == ["say"]
    assert body.waits[0] <= 1, f"somebody waits for an answer, and the mind listens for {body.waits[0]:.0f} s first"


async def test_somebody_who_comes_in_is_greeted_once(tmp_path: Path) -> None:
    body, made = FakeBody(senses([someone(2, "Mira", human=True)])), session(tmp_path)
    came = [percept("", kind="arrived", seq=n, at=later(minutes=n)) for n in (1, 2, 25)]
    body.coming = [[each] for each in came]
    await live_until_idle(agent(tmp_path, made, body), body)
    assert len(body.acts) == 2
