"""The running city: its one clock, its sky, its event log. One object a process, made at the server's start."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import evennia
from django.conf import settings

from gothmud import wire
from gothmud.clock import Clock, Reading, founding, wall
from gothmud.events import ClockSet, Event, WeatherChanged
from gothmud.gauges import Gauges
from gothmud.record import Recorder
from typeclasses import views
from typeclasses.almanac import Almanac, kept_yearbook
from typeclasses.chronicle import Chronicle, Show, Told
from typeclasses.fastclock import FastClock
from typeclasses.heavens import FIRST, Heavens, heavens
from typeclasses.rumors import Rumors
from typeclasses.stock import ObjectDB, ServerConfig
from world.channel import Channel
from world.outside import Outside
from world.weather import Conditions

FURTHEST = 100  # years that the clock may be set ahead: a mistyped year can't be taken back
CLOCK = "gothmud_clock"  # server setting: the last announcement that was stored


class City:
    """What every body in it shares. Nothing here waits or calls a model."""

    def __init__(self, clock: Clock, recorder: Recorder, seed: int, heavens: Heavens, almanac: Almanac) -> None:
        self.clock, self.recorder, self.heavens, self.almanac = clock, recorder, heavens, almanac
        self.boot = secrets.token_hex(4)
        self._skies = {each: heavens.over(each) for each in heavens.areas}
        self.conditions = self._skies[FIRST]  # as the record has them
        self.chronicle = Chronicle(recorder, clock.now, self.tell)
        self.luck = f"{seed}:{self.chronicle.seq}"  # seeds the dice: a day that is run again falls the same way
        self.chance = random.Random(self.luck)
        self.rumors = Rumors(self.chronicle)
        self.gauges = Gauges()
        self.fast = FastClock(clock, self._jumped)
        self.channel: Channel | None = None  # channel.py makes it
        self.channel_is_fast = False
        self.time_passes: Callable[[], None] = self.look_at_the_sky  # what goes on by itself; clockwork.py adds to it
        self._humans = 0
        self._announced = clock.now()

    def tell(self, event: Event, told: list[Told]) -> None:
        """Bring an event to the bodies that perceive it; the hour comes before what happened at it."""
        self.rumors.take(event)
        self.gauges.take(event)
        self.tell_the_hour()
        named = names_in(event)
        for each in told:
            for body in filter(None, map(object_of, each.hearers)):
                body.perceive(event, each.frame, named)

    def humans(self) -> int:
        """Return how many people with a player are in."""
        return len({each.uid for each in in_bodies() if each.puppet.tier == "human"})

    def time(self) -> wire.Time:
        """Return the announcement of the clock."""
        reading = self.clock.reading
        return wire.Time(
            city=self.clock.now(), real=wall(), rate=reading.rate, paused=reading.paused,
            part=self.heavens.part(), today=self.almanac.today(), humans=self._humans, fast=self.fast.on,
        )  # fmt: skip

    def sky(self, room: Any = None) -> wire.Weather:
        """Return the announcement of the weather over a room, else over where fronts come in."""
        now = self.over(room)
        return wire.Weather(sky=now.sky, celsius=now.celsius, text=now.text, wind=now.wind, glass=now.glass)

    def over(self, room: Any = None) -> Conditions:
        """Return the conditions over a room, else over where fronts come in."""
        return self.heavens.over((room.db.area or FIRST) if room else FIRST)

    def talk(self) -> wire.Gauges:
        """Return how people live together since the start, as the page shows it."""
        shown = self.gauges.figures()
        return wire.Gauges(
            wait=shown.wait_p50, new=shown.new, floor=shown.floor_share, scenes=shown.scenes, refused=shown.refused
        )

    def announce(self, *messages: wire.Message) -> None:
        """Send messages to everybody who is in a body."""
        frames = [each.encode() for each in messages]
        for session in in_bodies():
            session.send_frames(frames)

    def announce_talk(self) -> None:
        """Tell the humans how people live together."""
        views.show(self.talk(), {each.puppet for each in in_bodies() if each.puppet.tier == "human"})

    def announce_time(self) -> None:
        """Announce the clock to everybody who is in a body."""
        self._announced = self.clock.now()
        self.announce(self.time())

    def tell_the_hour(self) -> None:
        """Announce the clock if it has jumped since it was announced."""
        if self.fast.on and self._announced != self.clock.now():
            self.announce_time()

    def set_clock(
        self, *, rate: float | None = None, paused: bool | None = None, jump: datetime | None = None,
        fast: bool | None = None, until: datetime | None = None,
    ) -> None:  # fmt: skip
        """Change how city time runs, store it, record it, announce it. Raises ValueError for what can't be; then nothing
        has changed.

        A rate, a pause or a resumption ends the fast mode; a jump doesn't. ``until`` is where the fast clock stops.
        """
        self._try(rate, jump, until)
        if jump is not None:
            self.clock.jump(jump)
        if (fast, rate, paused) != (None, None, None):
            self._set_fast(bool(fast), until)
        if rate is not None:
            self.clock.set_rate(rate)
        if paused is not None:
            self.clock.pause() if paused else self.clock.resume()
        self.store_clock()
        self.chronicle.happen(ClockSet, rate=self.clock.rate, paused=self.clock.paused, fast=self.fast.on)
        self.announce_time()
        self.fast.soon()

    def _try(self, rate: float | None, jump: datetime | None, until: datetime | None) -> None:
        """Raise ValueError for what the clock would refuse."""
        for each in filter(None, (jump, until)):
            if each.tzinfo:
                raise ValueError(f"found {each.isoformat()}; expected a city time, which has no zone")
            if each.year > (latest := self.clock.now().year + FURTHEST):
                raise ValueError(f"found {each:%F}; expected at most the year {latest}: the clock never goes back")
        trial = Clock(self.clock.reading)
        if jump is not None:
            trial.jump(jump)
        if rate is not None:
            trial.set_rate(rate)

    def _set_fast(self, on: bool, until: datetime | None) -> None:
        if on:
            self.clock.pause()
        elif self.fast.on:
            self.clock.resume()
        self.fast.on, self.fast.until = on, until if on else None

    def _jumped(self) -> None:
        self.store_clock()  # first: nothing may have happened later than the clock of the next start
        self.time_passes()
        if self.fast.waiting_for():  # a step at which nobody is due is passed over in silence
            self.tell_the_hour()

    def store_clock(self) -> None:
        """Keep the clock for the next start."""
        stored = {"city": self.clock.now().isoformat(), "real": wall().isoformat(), "rate": self.clock.rate}
        until = self.fast.until.isoformat() if self.fast.until else None
        mode = {"paused": self.clock.paused, "fast": self.fast.on, "until": until}
        ServerConfig.objects.conf(CLOCK, {**stored, **mode})

    def look_at_the_sky(self) -> None:
        """Notice a change of the weather over any district, and tell everybody there who is awake."""
        for area, before in self._skies.items():
            now = self._skies[area] = self.heavens.over(area)
            if now.sky != before.sky:
                self._sky_turned(area, now)
            if now.text != before.text:
                self._announce_sky(area)

    def _sky_turned(self, area: str, now: Conditions) -> None:
        if area == FIRST:
            self.conditions = now
        below = [each for each in those_awake() if self._area_of(object_of(each)) == area]
        show = Show(wire.Seen, {"text": now.text}, below)
        self.chronicle.happen(WeatherChanged, show, sky=now.sky, celsius=now.celsius, text=now.text, area=area)

    def _announce_sky(self, area: str) -> None:
        below = [each for each in in_bodies() if self._area_of(each.puppet) == area]
        for each in below:
            each.send_frames([self.sky(each.puppet.location).encode()])

    def _area_of(self, body: Any) -> str:
        return self.heavens.area(body.location.db.area or FIRST) if body.location else FIRST

    def count_humans(self) -> None:
        """Notice that humans came or went: minds muse only while somebody is there."""
        if (now := self.humans()) != self._humans:
            self._humans = now
            self.announce_time()


def in_bodies() -> list[Any]:
    """Return the connections that are in a body. (Evennia sets its handler after import: asked for late.)"""
    return [each for each in evennia.SESSION_HANDLER.values() if each.puppet] if evennia.SESSION_HANDLER else []


def those_awake() -> list[int]:
    """Return the bodies that somebody is in and that don't sleep."""
    return [each.puppet.id for each in in_bodies() if not each.puppet.asleep]


def object_of(number: int) -> Any | None:
    """Return the object of a number out of Evennia's cache, from the database if it isn't there yet, else None."""
    return ObjectDB.get_cached_instance(number) or ObjectDB.objects.filter(id=number).first()


def names_in(event: Event) -> dict[int, str]:
    """Return the names of the people and rooms that an event mentions by number."""
    numbers = (getattr(event, field, None) for field in ("to", "by", "origin", "room"))
    found = {each: object_of(each) for each in numbers if each}
    return {each: thing.key for each, thing in found.items() if thing}


def stored_reading() -> Reading:
    """Return the clock as it goes on after a start.

    A clock at the wall's own pace has run on meanwhile; any other stood still while the city was down.
    """
    kept: dict[str, Any] | None = ServerConfig.objects.conf(CLOCK)
    if kept is None:
        city = settings.GOTHMUD.city
        begins = city.begins or founding(wall().astimezone(settings.GOTHMUD_ZONE))
        return Reading(begins, wall(), city.speed, paused=city.waits)
    city, rate, paused = datetime.fromisoformat(kept["city"]), kept["rate"], kept["paused"]
    ran_on = rate == 1.0 and not paused
    return Reading(city, datetime.fromisoformat(kept["real"]) if ran_on else wall(), rate, paused)


_city: City | None = None


def open_city() -> City:
    """Make this process's city from the home's settings, record and stored clock; return it."""
    global _city
    reading = stored_reading()
    clock = Clock(reading)
    recorder = Recorder(settings.GOTHMUD_HOME_DIR / "record", "world", clock.now)
    outside = Outside(settings.GOTHMUD, settings.GOTHMUD_HOME_DIR)
    seed = settings.GOTHMUD.city.seed
    almanac = Almanac(clock, kept_yearbook(), outside, seed)
    _city = City(clock, recorder, seed, heavens(clock, outside, almanac.yearbook), almanac)
    _city.rumors.restore(recorder.folder)
    kept: dict[str, Any] = ServerConfig.objects.conf(CLOCK) or {}
    _city.fast.on = bool(kept.get("fast"))
    _city.fast.until = datetime.fromisoformat(kept["until"]) if kept.get("until") else None
    return _city


def the_city() -> City:
    """Return this process's city; opened at the first call."""
    return _city or open_city()
