"""City time: never backwards, whatever is done to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gothmud import clock
from gothmud.clock import Clock, Reading, founding
from tests.base.strategies import QUICK

CITY = datetime(1890, 3, 1, 12)
REAL = datetime(2026, 1, 1, tzinfo=UTC)
STEPS = st.one_of(
    st.tuples(st.just("rate"), st.floats(0.01, 3600)),
    st.tuples(st.sampled_from(["pause", "resume"]), st.just(0.0)),
    st.tuples(st.just("jump"), st.floats(0, 86400)),
    st.tuples(st.just("wall"), st.floats(0, 86400)),
)


class Wall:
    """A wall clock that a test moves."""

    def __init__(self) -> None:
        self.now = REAL

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    moved = Wall()
    monkeypatch.setattr(clock, "wall", moved)
    return moved


def fresh(rate: float = 1.0, *, paused: bool = False) -> Clock:
    return Clock(Reading(CITY, REAL, rate, paused))


def do(city: Clock, wall: Wall, name: str, amount: float) -> None:
    match name:
        case "rate":
            city.set_rate(amount)
        case "jump":
            city.jump(city.now() + timedelta(seconds=amount))
        case "wall":
            wall.move(amount)
        case _:
            getattr(city, name)()


def never_back(steps: list[tuple[str, float]]) -> None:
    moved = Wall()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "wall", moved)
        city, before = fresh(), CITY
        for name, amount in steps:
            do(city, moved, name, amount)
            assert city.now() >= before, f"{name} turned the city back"
            before = city.now()


@QUICK
@given(st.lists(STEPS, max_size=20))
@example([("wall", 60.0), ("resume", 0.0)])
@example([("wall", 60.0), ("pause", 0.0), ("wall", 60.0), ("pause", 0.0), ("resume", 0.0)])
def test_no_change_moves_time_backwards(steps: list[tuple[str, float]]) -> None:
    never_back(steps)


@QUICK
@given(st.lists(STEPS | st.tuples(st.just("wall"), st.floats(-86400, 0)), max_size=20))
@example([("wall", 60.0), ("wall", -30.0)])
def test_a_wall_set_back_never_turns_the_city_back(steps: list[tuple[str, float]]) -> None:
    never_back([step for step in steps if step[0] != "resume"])


def test_time_runs_at_its_rate(wall: Wall) -> None:
    city = fresh(rate=60)
    wall.move(10)
    assert city.now() == CITY + timedelta(minutes=10)
    city.set_rate(2)
    wall.move(10)
    assert city.now() == CITY + timedelta(minutes=10, seconds=20)
    assert city.rate == 2


def test_a_pause_holds_and_the_resumed_clock_runs_on_from_there(wall: Wall) -> None:
    city = fresh()
    wall.move(5)
    city.pause()
    wall.move(1000)
    assert city.paused and city.now() == CITY + timedelta(seconds=5)
    city.resume()
    assert not city.paused and city.now() == CITY + timedelta(seconds=5)
    wall.move(1)
    assert city.now() == CITY + timedelta(seconds=6)


def test_a_jump_goes_forward_and_only_forward(wall: Wall) -> None:
    city = fresh()
    city.jump(CITY + timedelta(hours=1))
    wall.move(1)
    assert city.now() == CITY + timedelta(hours=1, seconds=1)
    with pytest.raises(ValueError, match="can't go back from 1890-03-01 13:00:01 to 1890-03-01 12:00:00"):
        city.jump(CITY)


@pytest.mark.usefixtures("wall")
@pytest.mark.parametrize("rate", [0, -1, 3600.1, float("inf"), float("nan")])
def test_a_rate_out_of_range_is_refused_and_changes_nothing(rate: float) -> None:
    city = fresh(rate=3)
    with pytest.raises(ValueError, match="is not between 0 and 3600"):
        city.set_rate(rate)
    assert city.rate == 3


def test_a_reading_from_the_future_stands_still_until_the_wall_is_there() -> None:
    assert Reading(CITY, REAL).at(REAL - timedelta(hours=1)) == CITY


@pytest.mark.parametrize(("hour", "start"), [(0, 10), (9, 10), (10, 10), (13, 13), (16, 16), (17, 10), (23, 10)])
def test_a_city_is_founded_in_daylight(hour: int, start: int) -> None:
    founded = founding(datetime(2026, 5, 4, hour, 33, 21, 999, tzinfo=UTC))
    assert founded.tzinfo is None
    assert (founded.day, founded.hour, founded.microsecond) == (4, start, 0)
    assert founded.minute == (33 if hour == start and 10 <= hour < 17 else 0)


def test_a_follower_takes_the_announcement_over(wall: Wall) -> None:
    city = fresh(paused=True)
    city.follow(Reading(CITY + timedelta(days=3), wall.now, 7.0))
    wall.move(1)
    assert city.now() == CITY + timedelta(days=3, seconds=7)
