"""An agent's wish for a photo: rare, at hours that a restart doesn't move, once each, with words of its own or the file's."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from agents.builtin.photos import hours
from tests.agents.fakes import NOON, FakeBody, FakeModel, senses
from tests.agents.lives import NONE_ON, Life, life

DAY = NOON.date()
OWN = "The square, holding its breath"


def wishing(folder: Path, *answers: str, full: bool = True) -> Life:
    """Return somebody at the first hour of a day at which they want to take a photo."""
    on = [each for each in NONE_ON if each != "-photos"]
    body = FakeBody(senses())
    body.senses.clock.jump(next(iter(hours("ada", DAY + timedelta(days=1), 1.0))))
    return life(folder, FakeModel(*answers or ("",)), body, full=full, on=on, photos=1.0)


@pytest.mark.parametrize(
    ("answer", "own"), [(json.dumps({"caption": OWN}), True), ("{}", False), ("Error 500", False), ("[" * 3000, False)]
)
async def test_it_takes_one_with_its_own_words_or_the_files(tmp_path: Path, answer: str, own: bool) -> None:
    living = wishing(tmp_path, answer)
    deeds = await living.turns.when_due([])
    assert [each.verb for each in deeds] == ["photo"]
    assert (deeds[0].text == OWN) is own
    assert 3 <= len(deeds[0].text) <= 110


async def test_once_at_each_hour_though_the_process_starts_again(tmp_path: Path) -> None:
    first = await wishing(tmp_path, full=False).turns.when_due([])
    again = wishing(tmp_path, full=False)
    assert len(first) == 1
    assert await again.turns.when_due([]) == []
    due = await again.turns.due_at()
    assert due is not None
    assert due > again.body.senses.clock.now()


def test_the_hours_of_a_day_are_the_same_whenever_they_are_asked() -> None:
    days = [date(2026, 1, 1) + timedelta(days=each) for each in range(200)]
    assert [list(hours("ada", each, 0.1)) for each in days] == [list(hours("ada", each, 0.1)) for each in days]
    assert 30 <= sum(len(list(hours("ada", each, 0.1))) for each in days) <= 90
    assert all(not list(hours("ada", each, 0.0)) for each in days)
