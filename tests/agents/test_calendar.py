"""A feast day comes to mind once, whenever the day is first lived."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agents.builtin.calendar import before_turn, on_wake
from agents.senses import Senses
from agents.view import Standing, View
from gothmud import wire
from tests.agents.behaving import MUSE
from tests.agents.fakes import FakeModel
from tests.agents.lives import NONE_ON, SAY, life
from tests.agents.test_time_sense import TUESDAY, view, with_

__all__ = ["view"]
BELL = "Today is Bell Day. One rings once."


async def noted(view: View, **fields: Any) -> list[str]:
    found = [await hook(with_(view, **fields)) for hook in (on_wake, before_turn)]
    return [each.text for each in found if each]


async def test_a_feast_is_told_and_an_ordinary_day_is_not(view: View) -> None:
    assert await noted(view) == []
    assert await noted(view, today=BELL) == [f"[{BELL}]\n"] * 2
    assert await noted(view, today=BELL, full=False) == [f"({BELL})\n"] * 2


async def test_it_is_told_once_and_again_next_year(view: View) -> None:
    told = Standing("feast 2026-03-10", {}, TUESDAY, False)
    assert await noted(view, today=BELL, standing=(told,)) == []
    assert await noted(view, today=BELL, standing=(told,), now=TUESDAY.replace(year=2027)) != []


async def test_a_mind_that_was_told_of_the_day_lives_it(tmp_path: Path) -> None:
    living = life(tmp_path, FakeModel(SAY), on=[each for each in NONE_ON if each != "-calendar"])
    now = living.body.senses.clock.now()
    living.body.senses.take(
        wire.Time(city=now, real=datetime(2026, 1, 1, tzinfo=UTC), rate=1, paused=True, part="noon", today=BELL)
    )
    for _ in range(3):
        await living.turns.take(MUSE)
    assert [each.text for each in living.session.entries if each.kind == "note"] == [f"[{BELL}]\n"]


def test_senses_forget_the_feast_of_yesterday() -> None:
    mind = Senses()
    for today in (BELL, ""):
        mind.take(
            wire.Time(city=TUESDAY, real=datetime(2026, 1, 1, tzinfo=UTC), rate=1, paused=True, part="", today=today)
        )
        assert mind.today == today
