"""A mind feels time pass: the hour once a waiting turn, the last word once, in words that people use."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agents.builtin.time_sense import AGAIN, before_turn, on_event, time_notes
from agents.memory.vault import Vault
from agents.view import Standing, View
from tests.agents.fakes import ME, NOON, TOWN, later, persona, someone

TUESDAY = datetime(2026, 3, 10, 15, 5)


@pytest.fixture
def view(tmp_path: Path) -> View:
    async def aside(*_: Any, **__: Any) -> str | None:
        return None

    return View(
        persona=persona(), town=TOWN, vault=Vault(tmp_path), full=True, body=ME, now=TUESDAY, part="", weather="",
        room=None, entered=False, people=(), things=(), heard=(), last_reply=None, last_word={}, quiet_since=NOON,
        aside=aside,
    )  # fmt: skip


def texts(view: View, **fields: Any) -> list[str]:
    return [each.text for each in time_notes(with_(view, **fields))]


def with_(view: View, **fields: Any) -> View:
    return view._replace(**fields)


def told(key: str, at: datetime, *, newest: bool = True) -> Standing:
    return Standing(key, {}, at, newest)


def test_the_hour_and_the_day(view: View) -> None:
    assert texts(view) == ["[It is 3:05 PM, Tuesday.]\n"]
    assert texts(view, part="afternoon", weather="Light rain. ") == ["[It is 3:05 PM, Tuesday, afternoon. Light rain.]\n"]  # fmt: skip
    assert texts(view, now=datetime(2026, 1, 1, 0, 0)) == ["[It is 12:00 AM, Thursday.]\n"]


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(0), "A moment"), (timedelta(seconds=50), "A moment"), (timedelta(minutes=20), "20 minutes"),
        (timedelta(minutes=59, seconds=50), "An hour"), (timedelta(hours=8), "8 hours"), (timedelta(hours=50), "2 days"),
        (timedelta(days=15), "2 weeks"), (timedelta(seconds=-30), "A moment"),
    ],
)  # fmt: skip
def test_what_has_passed_since_the_last_turn(view: View, gap: timedelta, said: str) -> None:
    assert texts(view, last_reply=TUESDAY - gap) == [f"[It is 3:05 PM, Tuesday. {said} since your last turn.]\n"]


def test_a_small_model_hears_it_as_people_say_it(view: View) -> None:
    assert texts(view, full=False) == ["(It is three o'clock.)\n"]
    assert texts(view, full=False, last_reply=TUESDAY - timedelta(seconds=100)) == ["(It is three o'clock.)\n"]
    assert texts(view, full=False, last_reply=TUESDAY - timedelta(hours=3)) == ["(3 hours later. It is three o'clock.)\n"]  # fmt: skip


def test_the_hour_is_told_once_a_waiting_turn_and_again_when_it_is_old(view: View) -> None:
    at = TUESDAY - AGAIN + timedelta(seconds=1)
    assert texts(view, standing=(told("hour", at),)) == []
    assert texts(view, standing=(told("hour", TUESDAY - AGAIN),)) == ["[It is 3:05 PM now.]\n"]
    assert len(texts(view, standing=(told("hour", at, newest=False),))) == 1


async def test_before_the_first_percept_or_the_turn_it_is_the_same(view: View) -> None:
    assert await on_event(view) == await before_turn(view) == time_notes(view)
    assert [each.key for each in time_notes(view)] == ["hour"]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (TUESDAY - timedelta(minutes=20), "20 minutes ago"), (TUESDAY - timedelta(hours=3), "3 hours ago"),
        (datetime(2026, 3, 9, 20), "yesterday evening"), (datetime(2026, 3, 9, 23), "last night"),
        (datetime(2026, 3, 6, 20), "on Friday"), (datetime(2026, 2, 17, 20), "3 weeks ago"),
    ],
)  # fmt: skip
def test_the_last_word_with_who_is_here(view: View, last: datetime, said: str) -> None:
    here = (someone(2, "Mira"), someone(3, "Tom"))
    assert texts(view, people=here, last_word={2: last, 9: last})[1:] == [f"[You last spoke with Mira {said}.]\n"]
    assert texts(view, people=here, last_word={2: last}, full=False)[1:] == [f"(Ada last spoke with Mira {said}.)\n"]


def test_the_last_word_is_mentioned_once_and_not_while_one_talks(view: View) -> None:
    here, last = (someone(2, "Mira"),), TUESDAY - timedelta(hours=1)
    assert len(texts(view, people=here, last_word={2: TUESDAY - timedelta(minutes=19)})) == 1
    mentioned = told(f"word 2 {last:%F %T}", last + timedelta(minutes=30), newest=False)
    assert len(texts(view, people=here, last_word={2: last}, standing=(mentioned,))) == 1
    since = told(f"word 2 {last - timedelta(hours=1):%F %T}", last + timedelta(seconds=1), newest=False)
    assert len(texts(view, people=here, last_word={2: last}, standing=(since,))) == 2
    other = told(f"word 22 {last:%F %T}", last + timedelta(minutes=30))
    assert len(texts(view, people=here, last_word={2: last}, standing=(other,))) == 2


def test_a_clock_that_jumps_says_nothing_strange(view: View) -> None:
    ahead = later(days=30)
    assert texts(view, last_reply=ahead, people=(someone(2, "Mira"),), last_word={2: ahead}) == [
        "[It is 3:05 PM, Tuesday. A moment since your last turn.]\n"
    ]
    assert texts(view, standing=(told("hour", ahead),)) == []
