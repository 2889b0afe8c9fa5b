"""Killed at the steps of a day and a night, and at random: nothing lost, nothing twice, no hand needed.

Here every third step, to keep the suite short; ``python -m bench resume`` takes each one, and 200 random days.
"""

from __future__ import annotations

import pytest

from tests.crash.day import BROKEN_NIGHT, DAY, at
from tests.crash.loop import Found, Kills, at_random, every_point, lived_through, played, whole

SEED = 1
THIRD, FIFTH = 3, 5


def wrong(found: list[Found]) -> str:
    """Return what came out wrong, for a reader."""
    return "\n".join(str(each) for each in found if each.flaws)


@pytest.fixture(scope="module")
def day():
    return whole(DAY)


@pytest.fixture(scope="module")
def broken_night():
    return whole(BROKEN_NIGHT)


@pytest.fixture(scope="module")
def narrow_day():
    return whole(DAY, "narrow")


def test_the_day_has_what_it_is_meant_to_have(day, broken_night) -> None:
    assert day.day.nights == ("full", "night", "asleep", "awake")
    assert broken_night.day.nights == ("night", "asleep", "awake", "night", "asleep", "awake")
    for point in ("act get: done, answer lost", "session reply remember", "session reply go", "session thought"):
        assert point in day.names, point
    assert {"people/mira-p2.md", "people/bruno-p3.md", "days/2026-03-07.md"} <= set(day.day.notes)


def test_killed_at_every_third_point_of_a_day(day) -> None:
    kills = list(every_point(day, torn=2))[::THIRD]
    found = list(lived_through(DAY, day, kills))
    assert len(found) == len(kills) > 60
    assert all(len(each.deaths) == 1 for each in found)
    assert not wrong(found), wrong(found)


def test_killed_at_every_fifth_point_of_a_day_with_a_small_model(narrow_day) -> None:
    assert narrow_day.day.nights == ("night", "asleep", "awake")
    assert {verb for verb, _ in narrow_day.day.acts} == {"say", "habit", "emote", "go", "sleep", "wake"}
    found = list(lived_through(DAY, narrow_day, list(every_point(narrow_day, torn=2))[::FIFTH]))
    found += lived_through(DAY, narrow_day, at_random(narrow_day, 12, SEED))
    assert len(found) > 50
    assert not wrong(found), wrong(found)


def test_killed_at_every_point_of_a_night_in_which_somebody_wakes_her(broken_night) -> None:
    asleep = broken_night.names.index("act sleep: done, answer lost")
    kills: list[Kills] = [{number: "after"} for number in range(asleep, len(broken_night.names) + 1, THIRD)]
    found = list(lived_through(BROKEN_NIGHT, broken_night, kills))
    assert not wrong(found), wrong(found)


def test_killed_two_or_three_times_at_random(day, broken_night) -> None:
    found = list(lived_through(DAY, day, at_random(day, 24, SEED)))
    found += lived_through(BROKEN_NIGHT, broken_night, at_random(broken_night, 16, SEED))
    assert len(found) == 40
    assert not wrong(found), wrong(found)


def test_a_night_cut_off_until_late_in_the_morning_is_finished_and_not_slept_on(day) -> None:
    steps = (
        "session state begun",
        "session state noted",
        "session compaction compacted",
        "act sleep: done, answer lost",
    )
    for name in steps:
        number = len(day.names) - day.names[::-1].index(name)
        found = played(DAY, {number: "after"}, away=at(10.55))
        assert found.nights == day.day.nights, name
        assert (day.day.acts - found.acts, found.broken) == ({}, ()), name
