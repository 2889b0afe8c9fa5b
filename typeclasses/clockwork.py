"""What goes on by itself in the city: once a second the clock is stored, the sky looked at, the dice rolled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from evennia.utils import logger
from twisted.internet.task import LoopingCall

from gothmud.events import Started, Stopped
from typeclasses.asking import Asking
from typeclasses.city import City, open_city
from typeclasses.hours import keep_hours
from typeclasses.layout import spots
from typeclasses.places import UNDER_WAY
from typeclasses.props import wear_out
from typeclasses.snapshots import take_snapshot, write_layout
from typeclasses.stock import ObjectDB, ServerConfig

TICK = 1.0  # real seconds
STORE_EVERY = 5  # ticks
ANNOUNCE_EVERY = 30  # ticks


class Clockwork:
    """The ticking of one city."""

    def __init__(self, city: City) -> None:
        self.city = city
        city.time_passes = self.pass_time
        self.count = 0
        self._asking = Asking(city.almanac.outside)
        self._before: datetime = city.clock.now()
        self._looked = self._before
        self._loop = LoopingCall(self._safely)

    def run(self) -> None:
        """Begin to tick; what comes from outside is asked for at once."""
        self._asking.look()
        self._loop.start(TICK, now=False)

    def stop(self) -> None:
        """Stop, and keep the clock."""
        if self._loop.running:
            self._loop.stop()
        self._asking.stop()
        self.city.store_clock()

    def tick(self) -> None:
        """One tick."""
        self.count += 1
        self._asking.look()
        self.pass_time()
        self.city.count_humans()
        self.city.fast.look()
        if self.count % STORE_EVERY == 0:
            self.city.store_clock()
        if self.count % ANNOUNCE_EVERY == 0:
            self.city.announce_time()
            self.city.announce_talk()
        self.city.tell_the_hour()

    def pass_time(self) -> None:
        """Do what goes on by itself in the city time since the last call."""
        now = self.city.clock.now()
        struck = (now.date(), now.hour) != (self._before.date(), self._before.hour)
        elapsed, self._before = (now - self._before).total_seconds(), now
        if struck:
            take_snapshot(self.city, "hour")
        self.city.look_at_the_sky()
        if _minute(now) != _minute(self._looked):
            wear_out((now - self._looked).total_seconds())
            keep_hours(self.city)
            self._looked = now
        for person in dice_people() if elapsed else ():  # no roll where no time passed: days that are alike roll alike
            self._let_live(person, elapsed)

    def _let_live(self, person: Any, elapsed: float) -> None:
        try:
            person.live(elapsed)
        except Exception:  # noqa: BLE001 - the others live on, and so does the clock
            logger.log_trace(f"clockwork: {person.key}")

    def _safely(self) -> None:
        try:
            self.tick()
        except Exception:  # noqa: BLE001 - the clock goes on whatever one tick met
            logger.log_trace("clockwork")


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def bodies_for_minds() -> list[Any]:
    """Return the bodies of the cast that have a mind, whether it is in or not."""
    bodies = ObjectDB.objects.filter(db_typeclass_path="typeclasses.characters.Character")
    return [each for each in bodies if each.tier in ("short", "agent")]


def dice_people() -> list[Any]:
    """Return the dice people of the city."""
    return list(ObjectDB.objects.filter(db_typeclass_path="typeclasses.dice.DicePerson"))


_running: Clockwork | None = None


def start() -> None:
    """Open the city, let the record catch up, begin to tick."""
    global _running
    if _running:  # the hook runs again when the portal was restarted; the city has gone on
        return
    city = open_city()
    city.chronicle.happen(Started, process="world", text=f"boot {city.boot}")
    write_layout(city, spots())
    take_snapshot(city, "start")
    if ServerConfig.objects.conf(UNDER_WAY):
        logger.log_warn("a build was cut off; 'gothmud build' shows and does what is left of it")
        ServerConfig.objects.conf(UNDER_WAY, delete=True)
    for body in bodies_for_minds():
        city.fast.went(body.id)
    _running = Clockwork(city)
    _running.run()


def runs() -> bool:
    """Return whether the city has begun: before that there may be requests already, and nobody to wait for."""
    return _running is not None


def stop() -> None:
    """Stop ticking and say so in the record."""
    if _running:
        _running.stop()
        take_snapshot(_running.city, "stop")
        _running.city.chronicle.happen(Stopped, process="world", clean=True)
