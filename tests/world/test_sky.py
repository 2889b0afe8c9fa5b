"""Parts of the day, and the weather of a seed."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import MOMENTS, QUICK
from world.daylight import PARTS, part_of_day, within
from world.schema import Sky
from world.weather import FRONT_HOURS, SENTENCES, WEIGHTS, WINTER_WEIGHTS, Weather


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "night"), (5, "night"), (6, "dawn"), (7, "dawn"), (8, "morning"), (12, "noon"), (13, "noon"), (14, "afternoon"),
     (17, "dusk"), (19, "evening"), (21, "evening"), (22, "night"), (23, "night")],
)  # fmt: skip
def test_the_part_of_the_day(hour: int, part: str) -> None:
    assert part_of_day(datetime(1890, 1, 1, hour, 59)) == part


def test_a_day_has_all_parts_once() -> None:
    parts = [part_of_day(datetime(1890, 1, 1, hour)) for hour in range(24)]
    assert set(parts) == set(PARTS)
    assert sum(a != b for a, b in pairwise(parts)) == len(PARTS)


@pytest.mark.parametrize(
    ("hours", "inside", "outside"),
    [
        ("", [0, 12, 23], []),
        ("6-11", [6, 10], [5, 11, 23]),
        ("22-4", [22, 23, 0, 3], [4, 12, 21]),
        ("0-24", [0, 12, 23], []),
        ("23-0", [23], [0, 22]),
        ("5-5", [], [4, 5, 6]),
    ],
)
def test_hours_may_run_over_midnight(hours: str, inside: list[int], outside: list[int]) -> None:
    assert [hour for hour in inside if not within(hours, hour)] == []
    assert [hour for hour in outside if within(hours, hour)] == []


@QUICK
@given(st.integers(0, 23), st.integers(0, 23), st.integers(0, 23))
def test_an_hour_lies_in_a_stretch_or_in_the_rest_of_the_day(begin: int, end: int, hour: int) -> None:
    if begin != end:
        assert within(f"{begin}-{end}", hour) != within(f"{end}-{begin}", hour)


@pytest.mark.parametrize("hours", ["6", "a-b", "6-7-8"])
def test_anything_else_is_a_value_error(hours: str) -> None:
    with pytest.raises(ValueError, match=r"unpack|invalid literal"):
        within(hours, 1)


@QUICK
@given(st.integers(), MOMENTS)
def test_the_same_seed_and_hour_give_the_same_weather_in_range(seed: int, moment: datetime) -> None:
    conditions = Weather(seed).at(moment)
    assert conditions == Weather(seed).at(moment)
    assert conditions.sky in get_args(Sky)
    assert conditions.text == SENTENCES[conditions.sky]
    assert -30 < conditions.celsius < 45
    assert conditions.sky != "snow" or conditions.celsius < 2


def year(seed: int) -> list[tuple[int, str, float]]:
    start, weather = datetime(1890, 1, 1, 1), Weather(seed)
    days = [start + timedelta(hours=FRONT_HOURS * n) for n in range(365 * 24 // FRONT_HOURS)]
    return [(day.month, now.sky, now.celsius) for day in days for now in [weather.at(day)]]


def test_a_year_has_its_seasons_and_all_skies() -> None:
    hours = year(1)
    assert {sky for _, sky, _ in hours} == set(get_args(Sky))
    warmth = {
        month: sum(c for m, _, c in hours if m == month) / sum(m == month for m, _, _ in hours)
        for month in range(1, 13)
    }
    assert max(warmth, key=warmth.__getitem__) in (6, 7, 8)
    assert min(warmth, key=warmth.__getitem__) in (12, 1, 2)
    assert {month for month, sky, _ in hours if sky == "snow"} & {6, 7, 8} == set()


def test_seeds_differ_and_a_front_lasts() -> None:
    assert [sky for _, sky, _ in year(1)] != [sky for _, sky, _ in year(2)]
    weather = Weather(3)
    noon = datetime(1890, 7, 1, 12)
    assert len({weather.at(noon + timedelta(minutes=n)).sky for n in range(FRONT_HOURS * 60)}) == 1


def test_tables_speak_of_every_sky() -> None:
    assert set(SENTENCES) == set(WEIGHTS) == set(WINTER_WEIGHTS) == set(get_args(Sky))
