"""The state of a city at a moment, rebuilt from its record: who is where, who carries what, the sky, the clock.

A fold over events, nothing else. A snapshot of the database among them is held against what was rebuilt, then believed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from gothmud.events import (
    Built,
    Came,
    Changed,
    ClockSet,
    Event,
    Handled,
    Hushed,
    Moved,
    PhotoFaded,
    PhotoTaken,
    Said,
    Slept,
    Snapshot,
    WeatherChanged,
    Went,
)
from gothmud.events.standing import Lay, Place

FOLDED: tuple[type[Event], ...] = (
    Built, Came, Changed, ClockSet, Handled, Hushed, Moved, PhotoFaded, PhotoTaken, Said, Slept, Snapshot, WeatherChanged, Went,
)  # fmt: skip


@dataclass(slots=True)
class Somebody:
    """A person. ``room`` is None for one whose player is away."""

    name: str
    tier: str
    room: int | None
    asleep: bool = False


@dataclass(slots=True)
class Something:
    """A thing; ``at`` is the room where it lies, the person who carries it or the thing that it is in; ``now`` its state."""

    name: str
    at: int | None
    now: dict[str, int | str] = field(default_factory=dict)


@dataclass(slots=True)
class State:
    """A city at the moment of the last event that it took. What no event has told of yet isn't in it."""

    at: datetime | None = None
    rooms: dict[int, Place] = field(default_factory=dict)
    people: dict[int, Somebody] = field(default_factory=dict)
    things: dict[int, Something] = field(default_factory=dict)
    sky: str = ""
    celsius: float = 0.0
    rate: float = 1.0
    paused: bool = False
    fast: bool = False
    based: bool = False  # whether a snapshot is at the bottom of it, so that all of the city is known

    def take(self, event: Event) -> list[str]:
        """Take in the next event; return how a snapshot differs from what was rebuilt, a line each."""
        self.at = event.city_time or self.at
        match event:
            case Snapshot():
                found = self._compared(event)
                self._believe(event)
                return found
            case Built():
                self.rooms = {each.id: each for each in event.rooms}
            case WeatherChanged() if not event.area:
                self.sky, self.celsius = event.sky, event.celsius
            case ClockSet():
                self.rate, self.paused, self.fast = event.rate, event.paused, event.fast
            case Changed():
                self._left(event.things)
            case PhotoFaded():
                self.things.pop(event.thing, None)
            case Said() | Hushed() | Moved() | Came() | Went() | Handled() | Slept() | PhotoTaken():
                self._did(event)
            case _:
                pass
        return []

    def here(self, room: int) -> list[int]:
        """Return the numbers of the people in a room."""
        return [number for number, each in self.people.items() if each.room == room]

    def _did(self, event: Said | Hushed | Moved | Came | Went | Handled | Slept | PhotoTaken) -> None:
        """Take in what somebody did: it tells where they are, too."""
        person = self.people.setdefault(event.who, Somebody(event.name, event.tier, event.room))
        person.name, person.tier, person.room = event.name, event.tier, event.room
        match event:
            case Went() if event.tier == "human":
                person.room = None
            case Slept() if event.state != "shaken":
                person.asleep = event.state == "asleep"
            case Handled():
                self._handled(event)
            case PhotoTaken():
                self.things[event.thing] = Something(event.thing_name, event.who)
            case _:
                pass

    def _handled(self, event: Handled) -> None:
        at = {"get": event.who, "drop": event.room, "give": event.to}.get(event.verb)
        if at is not None:
            known = self.things.get(event.thing)
            self.things[event.thing] = Something(event.thing_name, at, known.now if known else {})
        self._left(event.things)

    def _left(self, things: list[Lay]) -> None:
        """Take in how something left the things that it moved or changed."""
        self.things.update({each.id: Something(each.name, each.at, each.now) for each in things})

    def _believe(self, snapshot: Snapshot) -> None:
        self.based = True
        self.people = {each.id: Somebody(each.name, each.tier, each.room, each.asleep) for each in snapshot.bodies}
        self.things = {each.id: Something(each.name, each.at, each.now) for each in snapshot.things}
        self.sky, self.celsius = snapshot.sky, snapshot.celsius
        self.rate, self.paused, self.fast = snapshot.rate, snapshot.paused, snapshot.fast

    def _compared(self, snapshot: Snapshot) -> list[str]:
        """Return the differences. At a start the city's files may have added to it and the sky have turned meanwhile:
        then only the people and things that both know are held together. The first snapshot has nothing before it, and a
        build is free to move what it likes."""
        if not self.based or snapshot.occasion == "built":
            return []
        whole = snapshot.occasion != "start"
        people = {each.id: (each.name, (each.room, each.asleep)) for each in snapshot.bodies}
        rebuilt = {number: (each.name, (each.room, each.asleep)) for number, each in self.people.items() if each.room}
        things = {each.id: (each.name, _lies(each)) for each in snapshot.things}
        found = _apart(rebuilt, people, whole=whole)
        found += _apart({number: (each.name, _lies(each)) for number, each in self.things.items()}, things, whole=whole)
        if whole:
            found += _apart(_air_of(self), _air_of(snapshot), whole=True)
        return found


def _lies(thing: Something | Lay) -> object:
    """Return where a thing is, and its state if it has any."""
    return (thing.at, thing.now) if thing.now else thing.at


def _air_of(state: State | Snapshot) -> dict[int, tuple[str, object]]:
    """Return sky and clock in the form of what is compared."""
    return {
        0: ("the weather", (state.sky, state.celsius)),
        1: ("the clock", (state.rate, state.paused, state.fast)),
    }


def _apart[T](rebuilt: dict[int, tuple[str, T]], stored: dict[int, tuple[str, T]], *, whole: bool) -> list[str]:
    """Return what differs; without ``whole`` only of what is in both."""
    numbers = rebuilt.keys() | stored.keys() if whole else rebuilt.keys() & stored.keys()
    found: list[str] = []
    for number in sorted(numbers):
        name, was = rebuilt.get(number, ("", None))
        known, stands = stored.get(number, ("", None))
        if was != stands:
            found.append(f"{known or name} ({number}): the record says {was}, the database {stands}")
    return found
