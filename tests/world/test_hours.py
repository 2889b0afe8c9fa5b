"""Opening hours and a tram's timetable."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from world.hours import Stand, closed, is_open, lasts, next_stand, stands_at

TABLE = [Stand(room="quay", minutes=(9, 39), stands=5), Stand(room="hill", minutes=(24, 57), stands=5)]
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))


def at(clock: str) -> datetime:
    return datetime.strptime(f"2026-03-07 {clock}", "%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("span", "clock", "open_"),
    [
        ("08:00-20:00", "08:00", True), ("08:00-20:00", "19:59", True), ("08:00-20:00", "20:00", False),
        ("06:00-00:00", "23:59", True), ("06:00-00:00", "00:00", False), ("22:00-04:00", "03:59", True),
        ("22:00-04:00", "12:00", False), ("", "03:00", True),
    ],
)  # fmt: skip
def test_a_place_is_open_from_the_first_hour_to_the_last(span: str, clock: str, open_: bool) -> None:
    assert is_open(span, at(clock)) is open_


def test_a_closed_door_says_when_it_opens() -> None:
    assert closed("The Archive", "08:00-20:00") == "The Archive is closed. It is open from 08:00 to 20:00."


@given(MOMENTS)
def test_a_span_and_its_rest_make_a_day(now: datetime) -> None:
    assert lasts("08:00-20:00", now) is not lasts("20:00-08:00", now)


@pytest.mark.parametrize(
    ("clock", "stop"), [("10:08", ""), ("10:09", "quay"), ("10:13", "quay"), ("10:14", ""), ("10:59", "hill"), ("11:01", "hill"), ("11:02", "")]
)  # fmt: skip
def test_a_tram_stands_for_its_minutes_also_over_the_full_hour(clock: str, stop: str) -> None:
    assert stands_at(TABLE, at(clock)) == stop


@given(MOMENTS, st.sampled_from(["quay", "hill"]))
def test_the_tram_is_there_when_it_was_said_to_come(now: datetime, room: str) -> None:
    comes = next_stand(TABLE, room, now)
    assert comes is not None
    assert timedelta(0) < comes - now.replace(second=0, microsecond=0) <= timedelta(hours=1)
    assert stands_at(TABLE, comes) == room
    assert next_stand(TABLE, "tower", now) is None
