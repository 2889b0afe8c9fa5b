"""Parts of the day, and the weather of a seed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import MOMENTS, QUICK
from world.almanac import Sun, moon
from world.daylight import PARTS, part_of_day, within
from world.schema import Sky
from world.skies import SEASONS, skies
from world.weather import FREEZES, Conditions, Teller, Weather


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
    assert -35 < conditions.celsius < 45
    assert conditions.sky != "snow" or conditions.celsius < FREEZES
    assert "{" not in conditions.text
    assert conditions.text[-1] == "."
    assert len(conditions.text) < 160


@QUICK
@given(st.integers(), MOMENTS, st.integers(0, 90))
def test_a_district_has_later_what_the_harbour_had(seed: int, moment: datetime, minutes: int) -> None:
    weather, late = Weather(seed, Teller(lambda _: "noon")), timedelta(minutes=minutes)
    if moment > datetime(2, 1, 1):
        before, after = weather.at(moment - late), weather.at(moment, late)
        assert (before.wind, before.glass) == (after.wind, after.glass)
        assert before.sky == after.sky or "snow" in (before.sky, after.sky)


HOURLY = timedelta(hours=1)


@cache
def year(seed: int) -> list[tuple[datetime, Conditions]]:
    start, weather = datetime(1890, 1, 1), Weather(seed)
    return [(moment, weather.at(moment)) for n in range(365 * 24) for moment in [start + n * HOURLY]]


def mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_has_its_seasons_and_all_skies(seed: int) -> None:
    hours = year(seed)
    assert {now.sky for _, now in hours} == set(get_args(Sky))
    warmth = {month: mean(now.celsius for at, now in hours if at.month == month) for month in range(1, 13)}
    assert max(warmth, key=warmth.__getitem__) in (6, 7, 8)
    assert min(warmth, key=warmth.__getitem__) in (12, 1, 2)
    assert {at.month for at, now in hours if now.sky == "snow"} & {6, 7, 8} == set()
    assert mean(now.sky in ("drizzle", "rain", "storm", "snow") for _, now in hours) == pytest.approx(0.2, abs=0.1)


def test_a_sky_lasts_and_is_told_in_many_ways() -> None:
    hours = year(1)
    turns = sum(a.sky != b.sky for (_, a), (_, b) in pairwise(hours))
    assert 2 < turns / 365 < 7
    assert [now.sky for _, now in hours] != [now.sky for _, now in year(2)]
    for sky in get_args(Sky):
        assert len({now.text for _, now in hours if now.sky == sky}) > 4


def test_the_glass_falls_before_a_storm_more_often_than_not() -> None:
    hours = year(1)
    starts = [n for n in range(6, len(hours)) if hours[n][1].sky == "storm" != hours[n - 1][1].sky]
    falling = mean(hours[n - 6][1].glass == "falling" for n in starts)
    assert falling > mean(now.glass == "falling" for _, now in hours)


def test_a_clear_night_has_its_moon() -> None:
    told = {now.text.partition(". ")[2] for at, now in year(1) if now.sky == "clear" and at.hour == 23}
    assert {each for each in skies().moon if any(text.startswith(each) for text in told)} == set(skies().moon)
    assert moon(date(2026, 11, 24)) == skies().moon[4]
    assert moon(date(2026, 11, 9)) == skies().moon[0]


def test_a_city_has_lines_of_its_own_by_day() -> None:
    own = [f"Line {number}, from the {{wind}}." for number in range(40)]
    mine = Weather(1, Teller(own={"cloud": own}))
    told = [(at.hour, mine.at(at).text) for at, now in year(1)[: 24 * 90] if now.sky == "cloud"]
    assert any("Line" in text and "{" not in text for _, text in told)
    assert not any("Line" in text for hour, text in told if hour in (22, 23, 0, 1, 2, 3))


def test_the_data_tells_every_sky_and_every_season_has_fronts() -> None:
    data = skies()
    assert set(data.day) == set(data.night) == set(get_args(Sky))
    for kind in data.fronts.values():
        assert set(kind.weight) == set(SEASONS)
        assert all(a.sky != b.sky for a, b in pairwise(kind.skies))


def test_the_sun_of_a_place_makes_its_day() -> None:
    sun, june, december = Sun(53.5, 10.0), datetime(2026, 6, 21), datetime(2026, 12, 21)
    assert [sun.part(june + n * HOURLY) for n in (0, 3, 6, 13, 17, 21, 23)] == [
        "night", "dawn", "morning", "noon", "afternoon", "dusk", "night",
    ]  # fmt: skip
    assert [sun.part(december + n * HOURLY) for n in (6, 8, 10, 13, 16, 18, 22)] == [
        "night", "dawn", "morning", "noon", "dusk", "evening", "night",
    ]  # fmt: skip
    assert sun.hours(june.date()).rises.hour == 3


@QUICK
@given(st.floats(-90, 90), st.floats(-180, 180), MOMENTS)
def test_anywhere_on_earth_it_is_some_part_of_the_day(latitude: float, longitude: float, moment: datetime) -> None:
    assert Sun(latitude, longitude).part(moment) in PARTS


def test_where_the_sun_does_not_set_the_clock_decides() -> None:
    summer = datetime(2026, 6, 21, 23)
    assert Sun(78.2, 15.6).part(summer) == part_of_day(summer)
