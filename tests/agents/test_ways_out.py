"""Against yes and again yes: a stale talk brings a way out to mind, a lively one doesn't, and a human's never."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agents.builtin.ways_out import agrees, rules, stale
from agents.senses import Percept
from agents.session import transcript_of
from agents.view import Occasion
from gothmud import wire
from tests.agents.fakes import ME, FakeBody, FakeModel, percept, senses, someone
from tests.agents.lives import NONE_ON, SAY, Life, life

OTTO = someone(2, "Otto")
SAME = "Yes, how true that is, how very true indeed."
LIVELY = ["The bell is cracked.", "It always was, since the flood.", "Who paid for it?", "Not you, as I recall."]


def talk(*texts: str, human: bool = False) -> list[Percept]:
    """Return a talk of Otto (human or not) and me; the last line is Otto's."""
    first = len(texts) % 2
    return [
        percept(text, seq=n + 1, event=f"world-{n + 1}", who=ME if (n + 1) % 2 != first else 2, mine=(n + 1) % 2 != first,
                called="Otto", human=human and (n + 1) % 2 == first)
        for n, text in enumerate(texts)
    ]  # fmt: skip


async def thoughts(folder: Path, said: list[Percept], closing: bool = False, **fields: Any) -> list[str]:
    """Return the inner thoughts of one turn in which the last line is answered."""
    body = FakeBody(senses([OTTO], recent=said))
    body.senses.floor = wire.Floor(closing=closing)
    living: Life = life(
        folder, FakeModel(SAY), body, on=[*(each for each in NONE_ON if each != "-ways_out"), "ways_out"], **fields
    )
    await living.turns.take(Occasion("answer", said[-1]))
    return [each for each in transcript_of(living.session.entries).splitlines() if each.startswith("[inner thought]")]


@pytest.mark.parametrize(
    ("said", "is_stale"),
    [
        (talk(*LIVELY), False),
        (talk(*LIVELY[:3]), False),
        (talk(*[SAME] * 4), True),
        (talk(SAME, SAME, *LIVELY), False),
        (talk(*[f"Yes, {each.lower()}" for each in LIVELY]), True),  # new words, and nobody says no
        (talk(*[SAME] * 4, human=True), False),
    ],
)
def test_a_talk_is_stale_that_repeats_or_only_agrees(said: list[Percept], is_stale: bool) -> None:
    assert stale(said) is is_stale


def test_agreement_opens_a_line_in_whole_words() -> None:
    assert [agrees(each) for each in ("Yes.", "Exactly so!", "I agree, Ada.", "Yesterday it rained.", "True north.", "No.")] == [
        True, True, True, False, True, False,
    ]  # fmt: skip


async def test_a_way_out_comes_to_mind_and_not_twice_in_a_row(tmp_path: Path) -> None:
    found = await thoughts(tmp_path, talk(*[SAME] * 4))
    assert len(found) == 1
    usual = [text.replace("{name}", "Otto") for kind in rules().kinds.values() for text in kind]
    assert found[0].removeprefix("[inner thought] ") in usual


async def test_a_persons_own_ways_go_before_everybodys(tmp_path: Path) -> None:
    own = {kind: [f"{kind}: not with {{name}} {{today}}."] for kind in rules().kinds}
    (found,) = await thoughts(tmp_path, talk(*[SAME] * 4), ways_out=own)
    assert found.endswith(": not with Otto {today}.")


async def test_where_the_talk_should_end_leaving_comes_to_mind(tmp_path: Path) -> None:
    (found,) = await thoughts(tmp_path, talk(*LIVELY), closing=True)
    assert found.removeprefix("[inner thought] ") in rules().leave


@pytest.mark.parametrize("said", [talk(*LIVELY), talk(*[SAME] * 4, human=True)])
async def test_a_lively_talk_and_a_human_are_left_alone(tmp_path: Path, said: list[Percept]) -> None:
    assert await thoughts(tmp_path, said) == []
