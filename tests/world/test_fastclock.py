"""The fast clock between minds that come and go and a reactor that runs by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from gothmud.clock import Clock, Reading
from typeclasses import fastclock
from typeclasses.fastclock import GRACE, FastClock

NOON = datetime(1890, 3, 1, 12)
ADA, OTTO = 7, 8


class Street:
    """A fast clock at noon, its reactor and the watch on the wall."""

    def __init__(self) -> None:
        self.watch = 0.0
        self.later: list[Callable[[], None]] = []
        self.jumps: list[datetime] = []
        self.clock = Clock(Reading(NOON, datetime(2026, 1, 1, tzinfo=UTC), paused=True))
        self.fast = FastClock(self.clock, lambda: self.jumps.append(self.clock.now()))
        self.fast.on = True

    def callLater(self, _seconds: float, call: Callable[[], None]) -> None:
        self.later.append(call)

    def settle(self) -> None:
        """Run what was put off until nothing is left: it must come to an end."""
        for _ in range(2000):
            if not self.later:
                return
            self.later.pop(0)()
        raise AssertionError("it spins")


@pytest.fixture
def street(monkeypatch: pytest.MonkeyPatch) -> Street:
    made = Street()
    monkeypatch.setattr(fastclock, "reactor", made)
    monkeypatch.setattr(fastclock, "stopwatch", lambda: made.watch)
    return made


def minutes(count: int) -> datetime:
    return NOON + timedelta(minutes=count)


def test_it_goes_by_minutes_to_the_earliest_promise(street: Street) -> None:
    for body, count in ((ADA, 3), (OTTO, 10)):
        street.fast.came(body)
        street.fast.declared(body, minutes(count), 0)
    street.settle()
    assert street.jumps == [minutes(1), minutes(2), minutes(3)]
    assert street.fast.waiting_for() == [ADA]
    street.fast.look()
    street.settle()
    assert street.clock.now() == minutes(3)


def test_nothing_happens_while_it_is_off(street: Street) -> None:
    street.fast.on = False
    street.fast.came(ADA)
    street.fast.declared(ADA, minutes(9), 0)
    assert street.later == []
    assert street.fast.waiting_for() == []
    street.fast.on = True
    street.fast.soon()
    street.settle()
    assert street.clock.now() == minutes(9)


def test_who_lost_its_body_is_waited_for_no_longer_than_the_grace(street: Street) -> None:
    street.fast.came(ADA)
    street.fast.came(OTTO)
    street.fast.declared(ADA, minutes(9), 0)
    street.fast.declared(OTTO, minutes(9), 0)
    street.fast.went(OTTO)
    street.settle()
    assert street.clock.now() == NOON
    street.watch = GRACE + 1
    street.fast.look()
    street.settle()
    assert street.clock.now() == minutes(9)
    street.fast.came(OTTO)
    street.fast.declared(ADA, minutes(20), 0)
    street.settle()
    assert street.clock.now() == minutes(9)


def test_it_stands_still_once_all_minds_are_gone(street: Street) -> None:
    street.fast.went(ADA)
    street.watch = GRACE + 1
    street.fast.look()
    street.settle()
    assert street.clock.now() == NOON


def test_it_stops_where_it_was_told_to(street: Street) -> None:
    street.fast.until = minutes(2) + timedelta(seconds=30)
    street.fast.came(ADA)
    street.fast.declared(ADA, minutes(90), 0)
    street.settle()
    street.fast.look()
    street.settle()
    assert street.clock.now() == street.fast.until
