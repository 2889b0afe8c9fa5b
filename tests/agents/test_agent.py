"""An agent's context starts anew in time, never for nothing; what waits for an answer gets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.compaction import KEEP_LINES, NARROW_CONTEXT
from agents.model import Completion
from agents.recollection import stored
from agents.session import Session, messages_of, transcript_of
from gothmud.config import Minds
from tests.agents.fakes import NOON, FakeBody, FakeModel, later, percept, senses, someone
from tests.agents.lives import SAY, Life, life
from tests.agents.memory.vaults import draft, written

MIRA = someone(2, "Mira", human=True)


def agent(folder: Path, body: FakeBody | None = None, *, full: bool = True, context: int = 1000) -> Life:
    return life(folder, FakeModel(SAY), body, full=full, context=context)


def tokens(made: Session) -> int:
    """A token is four characters, as a rule of thumb has it."""
    return len(transcript_of(made.entries)) // 4


def talk(made: Session, count: int, length: int = 40) -> None:
    for number in range(count):
        line = f"Line {number} {'x' * length}"
        made.add("percept", f"{line}\n", city_time=NOON, data={"percept": stored(percept(line, to=3))})
    made.known_tokens = tokens(made)


@pytest.mark.parametrize("full", [True, False])
async def test_a_full_context_starts_anew_below_its_limit(tmp_path: Path, full: bool) -> None:
    living = agent(tmp_path, full=full)
    made = living.session
    talk(made, 55)
    assert tokens(made) < 800
    await living.night.compact_if_full()
    assert made.count == 56
    talk(made, 60)
    assert tokens(made) >= 800
    await living.night.compact_if_full()
    assert [each.kind for each in made.entries] == ["header", "compaction"]
    assert tokens(made) < 800
    text = made.entries[1].text
    assert text.count("Line ") == KEEP_LINES
    assert ("You know Mira." in text) is full
    assert messages_of(made.entries)[0]["content"].startswith("You are Ada.\n")


@pytest.mark.parametrize("rounds", [1, 4])
async def test_long_lines_start_anew_below_the_limit_too(tmp_path: Path, rounds: int) -> None:
    living = agent(tmp_path, context=2000)
    for number in range(rounds):
        talk(living.session, 3 if number else KEEP_LINES, 600)
        await living.night.compact_if_full()
    assert tokens(living.session) < 1600


async def test_a_small_model_starts_anew_earlier(tmp_path: Path) -> None:
    living = agent(tmp_path, full=False, context=100_000)
    living.session.known_tokens = NARROW_CONTEXT - 1
    await living.night.compact_if_full()
    assert living.session.count == 1
    living.session.known_tokens = NARROW_CONTEXT
    await living.night.compact_if_full()
    assert living.session.count == 2


@pytest.mark.parametrize("full", [True, False])
async def test_an_endpoint_that_does_not_tell_its_context_makes_nobody_forget(tmp_path: Path, full: bool) -> None:
    living = agent(tmp_path, full=full, context=0)
    talk(living.session, 3)
    await living.night.compact_if_full()
    assert [each.kind for each in living.session.entries] == ["header", *["percept"] * 3]


async def test_a_context_starts_anew_though_the_endpoint_counts_no_tokens(tmp_path: Path) -> None:
    living = agent(tmp_path)
    talk(living.session, 200)
    living.session.known_tokens = 0
    await living.night.compact_if_full()
    assert tokens(living.session) < 1000


async def test_what_was_perceived_is_said_by_nobody_else_in_a_new_context(tmp_path: Path) -> None:
    living = agent(tmp_path)
    talk(living.session, 200)
    await living.night.compact_if_full()
    living.session.add("percept", "After.\n", city_time=NOON)
    system, user = living.session.messages
    assert (system["role"], user["role"]) == ("system", "user") and "You know Mira." in system["content"]
    assert "Line 199" not in system["content"] and user["content"].startswith("[The last of it:]\nLine 1")
    assert user["content"].endswith("After.\n")


async def test_a_new_context_is_the_same_after_reopening(tmp_path: Path) -> None:
    living = agent(tmp_path)
    made = living.session
    talk(made, 200)
    await living.night.compact_if_full()
    made.add("percept", "After.\n", city_time=NOON)
    made.close()
    assert messages_of(Session(made.path).entries) == messages_of(made.entries)


async def test_in_a_new_context_a_mind_is_told_again_where_it_is(tmp_path: Path) -> None:
    """As it is after a restart, where nothing of the context tells it any more."""
    body = FakeBody(senses([MIRA]))
    body.coming = [[percept("Good day, Ada.", seq=3)]]
    living = agent(tmp_path, body)
    await living.live()
    talk(living.session, 200)
    await living.night.compact_if_full()
    assert "You are at" not in transcript_of(living.session.entries)
    body.coming = [[percept("Ada?", seq=4)]]
    await living.live()
    assert len(body.acts) == 2
    assert "You are at The Square." in transcript_of(living.session.entries)


async def test_what_the_last_lines_tell_is_not_told_again(tmp_path: Path) -> None:
    """The place, a note that came to mind: also where the process starts again after the compaction."""
    body = FakeBody(senses([MIRA]))
    body.coming = [[percept("Good day, Ada.", seq=3)]]
    living = agent(tmp_path, body, context=8000)
    written(living.vault, draft(Between_us="She owes me a lamp."))
    await living.live()
    await living.compaction.by_day()
    living.session.close()
    again = agent(tmp_path, body, context=8000)
    body.coming = [[percept("Ada?", seq=4)]]
    await again.live()
    text = transcript_of(again.session.entries)
    assert len(body.acts) == 2
    assert [text.count(each) for each in ("You are at", "owes me a lamp", "[The last of it:]")] == [1, 1, 1]


async def test_a_question_is_answered_once_and_thinking_is_shown(tmp_path: Path) -> None:
    body = FakeBody(senses([MIRA]))
    body.coming = [[percept("Good day, Ada.", seq=3)]]
    living = life(tmp_path, FakeModel(Completion(SAY, 50)), body)
    await living.live()
    assert [(each.verb, each.text) for each in body.acts] == [("say", "Good day.")]
    assert body.thinking == [True, False]
    assert living.session.known_tokens == 50


async def test_an_old_line_needs_no_answer_any_more(tmp_path: Path) -> None:
    body = FakeBody(senses([MIRA]))
    body.coming = [[percept("Good day, Ada.", seq=3, at=later(minutes=-10))]]
    await agent(tmp_path, body).live()
    assert body.acts == []


async def test_what_was_asked_before_a_restart_is_answered_without_waiting(tmp_path: Path) -> None:
    first = agent(tmp_path)
    await first.turns.perceive([percept("Good day, Ada.", seq=3)])
    first.session.close()
    again = agent(tmp_path, body := FakeBody(senses([MIRA])))
    await again.live()
    assert [each.verb for each in body.acts] == ["say"]
    assert body.waits[0] <= NOON, f"somebody waits for an answer, and the mind listens until {body.waits[0]} first"


async def test_somebody_who_comes_in_is_greeted_once(tmp_path: Path) -> None:
    body = FakeBody(senses([MIRA]))
    body.coming = [[percept("", kind="arrived", seq=n, at=later(minutes=n))] for n in (1, 2, 25)]
    await agent(tmp_path, body).live()
    assert len(body.acts) == 2


async def test_who_was_greeted_is_not_greeted_again_after_a_restart(tmp_path: Path) -> None:
    for minute, acts in ((1, 1), (2, 0), (25, 1)):
        body = FakeBody(senses([MIRA]))
        body.coming = [[percept("", kind="arrived", seq=minute, event=f"world-{minute}", at=later(minutes=minute))]]
        living = agent(tmp_path, body)
        await living.live()
        living.session.close()
        assert len(body.acts) == acts, minute


@pytest.mark.parametrize(("humans", "always", "muses"), [(0, False, False), (1, False, True), (0, True, True)])
async def test_nobody_muses_while_no_human_is_in(tmp_path: Path, humans: int, always: bool, muses: bool) -> None:
    body = FakeBody(senses())
    body.coming = [[percept("sighs.", kind="posed", seq=2)]]
    body.senses.humans, body.ends = humans, later(minutes=24)
    model = FakeModel(SAY)
    await life(tmp_path, model, body, rules=Minds(musing_seconds=300, always=always)).live()
    assert bool(model.asked) is muses
    assert {each.purpose for each in model.asked} <= {"muse"}
