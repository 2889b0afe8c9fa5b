"""The ticking of a city in one process, without connections: ``python -m tests.plays.ticking``

Each ``check_`` gets the city of ``GOTHMUD_HOME`` (made by server.prepare) and its clockwork, wound up but not running.
"""

# ruff: noqa: E402 - Django has to be set up before the rest is imported
from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.conf.settings")

import django

django.setup()

import evennia

evennia._init()

from django.db import connection
from django.test.utils import CaptureQueriesContext
from evennia import create_object
from evennia.utils.idmapper.models import flush_cache

from gothmud.events import ClockSet
from typeclasses import ahead
from typeclasses.city import City, open_city, stored_reading
from typeclasses.clockwork import STORE_EVERY, Clockwork, dice_people
from typeclasses.dice import DicePerson
from typeclasses.places import starting_room


def check_one_of_the_dice_who_fails_stops_neither_the_others_nor_the_clock(city: City) -> None:
    """The one who fails is asked first."""
    failing, *_ = [*dice_people(), create_object(DicePerson, key="Zed", location=starting_room())]
    others = [each for each in dice_people() if each is not failing]
    assert others
    lived: list[str] = []

    def live(person: Any, _elapsed: float) -> None:
        if person == failing:
            raise ZeroDivisionError("a table of theirs")
        lived.append(person.key)

    DicePerson.live = live  # pyright: ignore[reportAttributeAccessIssue]
    city.clock.pause()
    clockwork = Clockwork(city)
    for _ in range(STORE_EVERY):
        city.clock.jump(city.clock.now() + timedelta(minutes=1))
        clockwork._safely()
    assert lived == [each.key for each in others] * STORE_EVERY
    assert stored_reading().city == city.clock.now(), "the clock was stored"


def check_a_change_of_the_clock_is_done_whole_or_not_at_all(city: City) -> None:
    reading, told = city.clock.reading, []
    city.chronicle.happen = lambda kind, *_, **__: told.append(kind)  # pyright: ignore[reportAttributeAccessIssue]
    tomorrow = city.clock.now() + timedelta(days=1)
    for wanted in (
        {"jump": tomorrow, "rate": 99_999.0},
        {"jump": tomorrow - timedelta(days=9), "rate": 60.0},
        {"jump": tomorrow, "fast": True, "until": tomorrow.replace(tzinfo=UTC)},
        {"jump": tomorrow.replace(tzinfo=UTC), "paused": True},
    ):
        try:
            city.set_clock(**wanted)
        except ValueError:
            assert (city.clock.reading, city.fast.on, told) == (reading, False, [])
        else:
            raise AssertionError(f"{wanted} was taken")
    city.set_clock(jump=tomorrow, rate=60.0)
    assert (city.clock.now() >= tomorrow, city.clock.rate, told) == (True, 60.0, [ClockSet])


def check_a_room_that_was_looked_into_asks_the_database_hardly_anything(_city: City) -> None:
    def asked(looks_ahead: bool) -> int:
        flush_cache()
        room = starting_room()
        body = dice_people()[0]
        if looks_ahead:
            ahead.look_ahead(body, room)
        while ahead._ahead:
            ahead._look_into_the_next()
        with CaptureQueriesContext(connection) as questions:
            for way in room.all_ways():
                way.destination.return_appearance(body)
                [each.barred(body) for each in way.destination.all_ways()]
        return len(questions)

    unprepared, prepared = asked(False), asked(True)
    assert prepared * 10 < unprepared, (unprepared, prepared)


def main() -> int:
    """Run every check; return how many failed."""
    checks: dict[str, Callable[[City], None]] = {
        name: each for name, each in globals().items() if name.startswith("check_")
    }
    failed = 0
    for name, check in checks.items():
        try:
            check(open_city())
            print(f"{name}: holds")
        except Exception:  # noqa: BLE001 - each is told, whatever it was
            failed += 1
            print(f"{name}: FAILED")
            traceback.print_exc()
    return failed


if __name__ == "__main__":
    sys.exit(main())
