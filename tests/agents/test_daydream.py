"""A daydream a day, whatever came of it and however often the process starts; what it changes is bounded."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path

import pytest

from agents.builtin.daydream import LAST, LONGEST, MOST_LINES, changed
from agents.model import Answer, Failure, Request
from tests.agents.behaving import MUSE
from tests.agents.fakes import NOON, FakeBody, FakeModel, later, percept, senses
from tests.agents.lives import NONE_ON, Life, life

WAIT = '{"thought":"","act":"wait","to":"","where":"","thing":"","text":""}'
ADDED = json.dumps({"add": "I count the bells before I answer.", "drop": "", "why": "I answer too fast."})
LINE = "- I count the bells before I answer."


def idle(folder: Path, dream: Answer | str, at: datetime = NOON, *, full: bool = True) -> Life:
    """Return somebody for whom nothing has happened for an hour."""

    def answer(request: Request) -> str:
        return str(dream) if request.purpose == "daydream" else WAIT

    model = FakeModel(dream) if isinstance(dream, Failure) else FakeModel(answer)
    body = FakeBody(senses())
    body.senses.clock.jump(at)
    living = life(folder, model, body, full=full, on=[each for each in NONE_ON if each != "-daydream"])
    living.past.quiet_since = later(hours=-1)
    return living


def dreams(living: Life) -> int:
    assert isinstance(living.mind.model, FakeModel)
    return sum(each.purpose == "daydream" for each in living.mind.model.asked)


@pytest.mark.parametrize("dream", [ADDED, "{}", "", "null", '{"why": null}', "[" * 5000, Failure("busy", "429")])
async def test_once_a_day_though_the_process_starts_again(tmp_path: Path, dream: Answer | str) -> None:
    for count in (1, 0):
        living = idle(tmp_path, dream)
        for _ in range(2):
            await living.turns.take(MUSE)
        assert dreams(living) == count
        living.session.close()
    living = idle(tmp_path, dream, later(hours=24))
    await living.turns.take(MUSE)
    assert dreams(living) == 1


async def test_what_came_of_it_stands_in_the_note_with_its_reason(tmp_path: Path) -> None:
    living = idle(tmp_path, ADDED)
    await living.turns.take(MUSE)
    assert living.vault.notes["habits"].sections == {"Habits": LINE, LAST: "- 2026-03-07: I answer too fast."}
    assert "+- I count the bells" in living.vault.history("habits")[0].diff()


async def test_an_error_is_no_reason(tmp_path: Path) -> None:
    living = idle(tmp_path, '{"add": "", "drop": "", "why": "Error 500: boom"}')
    await living.turns.take(MUSE)
    assert living.vault.notes["habits"].sections == {LAST: "- 2026-03-07: nothing came of it."}


async def test_a_small_mind_has_no_habits(tmp_path: Path) -> None:
    living = idle(tmp_path, ADDED, full=False)
    await living.turns.take(MUSE)
    assert (dreams(living), living.vault.notes) == (0, {})


@pytest.mark.parametrize(
    ("told", "habits"),
    [
        ({"add": "I sweep the floor."}, ["- a", LINE, "- I sweep the floor."]), ({"drop": LINE[2:]}, ["- a"]),
        ({"add": "Short."}, ["- a", LINE]), ({"add": "x" * (LONGEST + 1)}, ["- a", LINE]), ({}, ["- a", LINE]),
        ({"add": LINE[2:]}, ["- a", LINE]), ({"add": "Internal Server Error"}, ["- a", LINE]),
    ],
)  # fmt: skip
def test_a_line_more_or_less_at_most(told: dict[str, str], habits: list[str]) -> None:
    assert changed(["- a", LINE], told) == habits


def test_the_oldest_goes_where_there_are_too_many() -> None:
    habits = [f"- habit {each}" for each in range(MOST_LINES)]
    assert changed(habits, {"add": "I sweep the floor."}) == [*habits[1:], "- I sweep the floor."]


async def test_a_human_who_speaks_ends_it_and_it_comes_another_time(tmp_path: Path) -> None:
    living = idle(tmp_path, ADDED)
    begun = asyncio.Event()

    class Slow(FakeModel):
        async def complete(self, request: Request) -> Answer:
            if request.purpose == "daydream":
                begun.set()
                await asyncio.Event().wait()
            return await super().complete(request)

    living.mind.model = Slow(WAIT)
    turn = asyncio.create_task(living.turns.take(MUSE))
    await asyncio.wait_for(begun.wait(), 5)
    living.body.calls.put_nowait(percept("Ada!"))
    await asyncio.wait_for(turn, 5)
    assert "habits" not in living.vault.notes
