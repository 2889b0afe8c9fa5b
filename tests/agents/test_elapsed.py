"""Time in the words that people use, across midnight, month ends, years, sleep and downtime."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.elapsed import ago, daypart, hour, stretch
from tests.base.strategies import MOMENTS, QUICK

FRIDAY = datetime(2026, 3, 6, 10)


@pytest.mark.parametrize(
    ("at", "said"),
    [((0, 5), "12:05 AM"), ((15, 5), "3:05 PM"), ((12, 0), "12:00 PM"), ((10, 30), "10:30 AM"), ((23, 59), "11:59 PM")],
)
def test_the_hour_as_on_a_clock(at: tuple[int, int], said: str) -> None:
    assert hour(FRIDAY.replace(hour=at[0], minute=at[1])) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "a moment"), (0, "a moment"), (89, "a moment"), (90, "2 minutes"), (1200, "20 minutes"),
        (3569, "59 minutes"), (3580, "an hour"), (3600, "an hour"), (5280, "an hour"), (3 * 3600, "3 hours"),
        (20 * 3600 - 1, "20 hours"), (20 * 3600, "a day"), (30 * 3600, "a day"), (47 * 3600, "2 days"),
        (6 * 86400, "6 days"), (7 * 86400, "a week"), (15 * 86400, "2 weeks"), (27 * 86400, "3 weeks"),
        (28 * 86400, "a month"), (70 * 86400, "2 months"), (400 * 86400, "1 year, 1 month"),
    ],
)  # fmt: skip
def test_a_stretch(seconds: int, said: str) -> None:
    assert stretch(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("2026-03-06T09:30", "2026-03-06T10:00", "30 minutes ago"),
        ("2026-03-05T23:50", "2026-03-06T00:10", "20 minutes ago"),
        ("2026-02-28T23:00", "2026-03-01T02:00", "3 hours ago"),
        ("2025-12-31T23:59", "2026-01-01T00:01", "2 minutes ago"),
        ("2024-02-28T15:00", "2024-02-29T09:00", "yesterday afternoon"),
        ("2025-12-31T18:30", "2026-01-01T12:00", "yesterday evening"),
        ("2026-03-05T09:00", "2026-03-06T10:00", "yesterday morning"),
        ("2026-03-05T21:30", "2026-03-06T08:00", "last night"),
        ("2026-03-05T21:30", "2026-03-06T13:00", "yesterday evening"),
        ("2026-03-05T22:30", "2026-03-06T13:00", "last night"),
        ("2026-03-05T02:00", "2026-03-06T10:00", "the night before last"),
        ("2026-03-05T03:00", "2026-03-06T03:30", "last night"),
        ("2026-03-06T02:00", "2026-03-06T10:00", "8 hours ago"),
        ("2026-03-04T23:00", "2026-03-06T01:00", "on Wednesday"),
        ("2026-02-28T10:00", "2026-03-06T09:00", "on Saturday"),
        ("2026-02-27T23:00", "2026-03-06T01:00", "a week ago"),
        ("2026-02-13T10:00", "2026-03-06T10:00", "3 weeks ago"),
        ("2025-03-06T10:00", "2026-03-06T10:00", "a year ago"),
        ("2026-03-06T10:20", "2026-03-06T10:00", "a moment ago"),
        ("2026-03-07T10:20", "2026-03-06T10:00", "a moment ago"),
    ],
)
def test_ago(then: str, now: str, said: str) -> None:
    assert ago(datetime.fromisoformat(then), datetime.fromisoformat(now)) == said


@QUICK
@given(MOMENTS, st.timedeltas(timedelta(days=-9), timedelta(days=4000)))
def test_there_are_words_for_any_two_moments(then: datetime, gap: timedelta) -> None:
    for said in (stretch(gap), ago(then, then + gap)):
        assert said and not said.startswith("0") and "  " not in said and "60 minutes" not in said
    if timedelta(0) <= gap < timedelta(hours=6):
        assert ago(then, then + gap) == f"{stretch(gap)} ago"


def test_every_hour_has_its_part_of_the_day() -> None:
    parts = [daypart(FRIDAY.replace(hour=each)) for each in range(24)]
    assert [parts[each] for each in (0, 4, 5, 11, 12, 17, 18, 21, 22)] == [
        "night", "night", "morning", "morning", "afternoon", "afternoon", "evening", "evening", "night",
    ]  # fmt: skip
