"""Time in people's words: right across midnight, sleep, month ends and downtime."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from agents.builtin.time_sense import time_notes
from agents.elapsed import ago, stretch
from agents.view import View
from tests.agents.fakes import FakeModel, later, someone
from tests.agents.lives import life

FRIDAY = datetime(1890, 2, 28, 22, 30)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(0), "a moment"),
        (timedelta(seconds=-60), "a moment"),
        (timedelta(seconds=89), "a moment"),
        (timedelta(seconds=90), "2 minutes"),
        (timedelta(minutes=20), "20 minutes"),
        (timedelta(hours=1), "an hour"),
        (timedelta(hours=9), "9 hours"),
        (timedelta(hours=20), "a day"),
        (timedelta(days=1), "a day"),
        (timedelta(days=45), "a month"),
        (timedelta(days=800), "2 years"),
    ],
)
def test_a_stretch_of_time_as_people_say_it(gap: timedelta, words: str) -> None:
    assert stretch(gap).startswith(words)


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (datetime(1890, 3, 1, 8, 40), "20 minutes ago"),
        (datetime(1890, 2, 28, 22), "last night"),
        (datetime(1890, 2, 28, 19), "yesterday evening"),
        (datetime(1890, 2, 28, 9), "yesterday morning"),
        (datetime(1890, 2, 26, 9), "on Wednesday"),
        (datetime(1890, 1, 28, 9), "a month ago"),
    ],
)
def test_when_something_was(then: datetime, words: str) -> None:
    assert ago(then, datetime(1890, 3, 1, 9)) == words


@pytest.mark.parametrize(
    ("now", "before", "line"),
    [
        (datetime(1890, 3, 1, 12), None, "[It is 12:00 PM, Saturday, noon.]\n"),
        (datetime(1890, 3, 2, 0, 5), datetime(1890, 3, 1, 23, 50), "[It is 12:05 AM, Sunday, noon. 15 minutes since your last turn.]\n"),
        (datetime(1890, 3, 1, 7, 30), FRIDAY, "[It is 7:30 AM, Saturday, noon. 9 hours since your last turn.]\n"),
        (datetime(1890, 4, 1, 9), datetime(1890, 2, 28, 9), "[It is 9:00 AM, Tuesday, noon. A month since your last turn.]\n"),
        (datetime(1890, 3, 1, 12, 0, 10), datetime(1890, 3, 1, 12), "[It is 12:00 PM, Saturday, noon. A moment since your last turn.]\n"),
    ],
)  # fmt: skip
def test_the_hour_across_midnight_sleep_and_months(
    tmp_path: Path, now: datetime, before: datetime | None, line: str
) -> None:
    (note,) = time_notes(seen(tmp_path, now=now, last_reply=before))
    assert note.text == line


def test_the_weather_is_part_of_the_hour(tmp_path: Path) -> None:
    (note,) = time_notes(seen(tmp_path, weather="Fog from the river. "))
    assert note.text == "[It is 12:00 PM, Saturday, noon. Fog from the river.]\n"


@pytest.mark.parametrize(("minutes", "told"), [(10, False), (25, True)])
def test_a_word_of_long_ago_is_mentioned(tmp_path: Path, minutes: int, told: bool) -> None:
    spoken = {2: later(minutes=-minutes)}
    notes = time_notes(seen(tmp_path, people=(someone(2, "Mira"),), last_word=spoken))
    assert [each.text for each in notes[1:]] == ["[You last spoke with Mira 25 minutes ago.]\n"] * told


def seen(folder: Path, **fields: object) -> View:
    return replace(life(folder, FakeModel("x")).turns.view(), **fields)
