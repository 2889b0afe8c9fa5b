"""When it is time for bed and for waking, for early birds, night people and people without a night."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.schedule import A_DAY, last, next_bed, next_line, night_of, phase, wakes_at
from gothmud.persona import PlanLine
from tests.agents.fakes import persona
from tests.base.strategies import MOMENTS, QUICK

CLOCKS = st.times().map(lambda each: f"{each:%H:%M}")


def at(clock: str, day: int = 7) -> datetime:
    return datetime.combine(date(2026, 3, day), time.fromisoformat(clock))


@pytest.mark.parametrize(
    ("bed", "wake", "clock", "expected"),
    [
        ("22:30", "06:30", "22:29", "day"), ("22:30", "06:30", "22:30", "bedtime"), ("22:30", "06:30", "23:29", "bedtime"),
        ("22:30", "06:30", "23:30", "late"), ("22:30", "06:30", "03:00", "late"), ("22:30", "06:30", "06:29", "late"),
        ("22:30", "06:30", "06:30", "day"), ("01:00", "09:00", "00:59", "day"), ("01:00", "09:00", "01:00", "bedtime"),
        ("01:00", "09:00", "02:00", "late"), ("01:00", "09:00", "09:00", "day"), ("08:00", "16:00", "08:30", "bedtime"),
        ("08:00", "16:00", "12:00", "late"), ("08:00", "16:00", "03:00", "day"), ("23:00", "23:30", "23:20", "bedtime"),
        ("23:00", "23:30", "23:40", "day"), ("07:00", "07:00", "07:00", "day"), ("07:00", "07:00", "23:00", "day"),
        ("00:00", "08:00", "00:00", "bedtime"), ("00:00", "08:00", "23:59", "day"), ("16:00", "00:00", "23:59", "late"),
    ],
)  # fmt: skip
def test_the_phases_of_a_day(bed: str, wake: str, clock: str, expected: str) -> None:
    assert phase(persona(bed=bed, wake=wake), at(clock)) == expected


def test_who_sleeps_anywhere_at_once_and_who_never() -> None:
    assert phase(persona(late=0), at("22:30")) == "late"
    assert phase(persona(late=300, bed="22:30", wake="02:30"), at("02:29")) == "bedtime"


@pytest.mark.parametrize(
    ("wake", "now", "of"),
    [
        ("06:30", at("22:30"), date(2026, 3, 7)), ("06:30", at("01:00", 8), date(2026, 3, 7)),
        ("09:00", at("01:30", 8), date(2026, 3, 7)), ("16:00", at("08:30", 8), date(2026, 3, 7)),
        ("06:30", datetime(2026, 1, 1, 2), date(2025, 12, 31)), ("06:30", datetime(2024, 3, 1, 2), date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_a_night_belongs_to_the_day_that_it_ends(wake: str, now: datetime, of: date) -> None:
    assert night_of(persona(wake=wake), now) == of


def test_the_next_line_of_the_plan() -> None:
    lines = [PlanLine(at=each, place="inn", doing="x") for each in ("08:00", "20:00")]
    assert next_line(persona(plan=lines), at("08:00")) == at("20:00")
    assert next_line(persona(plan=lines), at("20:00")) == at("08:00", 8)
    assert next_line(persona(), at("20:00")) == at("20:00", 8)


@QUICK
@given(CLOCKS, CLOCKS, st.integers(0, 300), st.lists(CLOCKS, max_size=3), MOMENTS)
def test_there_is_a_phase_at_any_time_and_what_is_next_is_in_the_future(
    bed: str, wake: str, late: int, plan: list[str], now: datetime
) -> None:
    who = persona(bed=bed, wake=wake, late=late, plan=[PlanLine(at=each, place="inn", doing="x") for each in plan])
    assert phase(who, now) in ("day", "bedtime", "late")
    for moment in (wakes_at(who, night_of(who, now)), next_bed(who, now), next_line(who, now)):
        assert now < moment <= now + A_DAY
    assert now - A_DAY < last(bed, now) <= now and f"{last(bed, now):%H:%M}" == bed
    assert phase(who, wakes_at(who, night_of(who, now))) == "day"
    assert bed == wake or phase(who, next_bed(who, now)) != "day"
    assert (phase(who, now) == "day") is (bed == wake or next_bed(who, now) <= wakes_at(who, night_of(who, now)))
    assert now - timedelta(days=1) < datetime.combine(night_of(who, now), time.fromisoformat(wake)) <= now
