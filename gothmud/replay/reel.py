"""A city's record as it is watched again: from any moment on, line by line, as somebody who stood there read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from gothmud.errors import RecordError
from gothmud.events import Built, Event, Handled, Moved, RumorPlanted, Snapshot
from gothmud.events.standing import Place
from gothmud.replay.markup import ansi
from gothmud.replay.names import Names, names_in
from gothmud.replay.opening import Opened
from gothmud.replay.state import FOLDED, Somebody, Something, State
from gothmud.replay.stream import cities_in, events_of
from world import prose

SEEN: tuple[type[Event], ...] = (*FOLDED, RumorPlanted)
SPAN = """
SELECT min(city_time) AS begins, max(city_time) AS ends FROM events WHERE city = $city AND source = 'world'
"""
BASE = """
SELECT coalesce(max(seq), 1) AS seq FROM events WHERE city = $city AND kind = 'snapshot' AND city_time < $moment
"""


@dataclass(frozen=True, slots=True)
class Beat:
    """What one event showed and changed. ``text`` has a terminal's colours; empty where there was nothing to read."""

    at: datetime
    id: str
    room: int | None
    text: str
    people: dict[int, Somebody] = field(default_factory=dict)
    things: dict[int, Something] = field(default_factory=dict)
    sky: str = ""


class Reel:
    """One city of a record. Nothing of it is held but its names and its layout."""

    def __init__(self, record: Opened, city: str = "") -> None:
        self._record = record
        self.city = city or _only_city(record)
        self.names: Names = names_in(record)
        span = record.rows(SPAN, {"city": self.city})[0]
        if span["begins"] is None:
            raise RecordError(f"replay: {self.city}: found no event of the world with a city time; nothing to watch")
        self.begins, self.ends = span["begins"], span["ends"]
        self.rooms: dict[int, Place] = {}
        for event in events_of(record, self.city, (Built,)):
            self.rooms |= {each.id: each for each in event.rooms} if isinstance(event, Built) else {}

    def state_at(self, moment: datetime) -> State:
        """Return the city as it stood at a moment: from the last snapshot before it, and what happened since."""
        base = self._record.rows(BASE, {"city": self.city, "moment": moment})[0]["seq"]
        state = State()
        for event in events_of(self._record, self.city, FOLDED, after=base - 1, ends=moment):
            state.take(event)
        state.at, state.rooms = moment, self.rooms
        return state

    def beats(self, state: State, ends: datetime, follow: int | None = None) -> Iterator[Beat]:
        """Yield what was there to see from a state on until ``ends``, and move the state along. ``follow`` is whose eyes
        it is seen with; without them one sees all of the city."""
        assert state.at is not None
        for event in events_of(self._record, self.city, SEEN, begins=state.at, ends=ends):
            before = _parts_of(state, event)
            state.take(event)
            people, things = _parts_of(state, event)
            changed = {key: replace(each) for key, each in people.items() if before[0].get(key) != each}
            moved = {key: replace(each) for key, each in things.items() if before[1].get(key) != each}
            text = self._text(event, state, follow)
            if text or changed or moved:
                assert event.city_time is not None
                yield Beat(event.city_time, event.id, _place_of(event), text, changed, moved, state.sky)

    def _text(self, event: Event, state: State, follow: int | None) -> str:
        if follow is None:
            return ansi(prose.line(event, 0, self._named(event), _place_of(event)))
        if isinstance(event, Moved) and event.who == follow and event.room is not None:
            return ansi(f"|Y{self.room(event.room)}|n{self._company(state, event.room, follow)}")
        if follow != getattr(event, "who", None) and follow not in getattr(event, "heard", ()):
            return ""
        where = state.people[follow].room if follow in state.people else None
        return ansi(prose.line(event, follow, self._named(event), where))

    def room(self, number: int | None) -> str:
        """Return what a room is called."""
        return self.names.room(self.city, number)

    def _company(self, state: State, room: int, follow: int) -> str:
        others = [state.people[each].name for each in state.here(room) if each != follow]
        return f"  (here: {', '.join(others)})" if others else "  (nobody is here)"

    def _named(self, event: Event) -> dict[int, str]:
        people = {each: self.names.person(self.city, each) for each in _mentioned(event, "to", "by")}
        return people | {each: self.room(each) for each in _mentioned(event, "origin", "room")}


def _only_city(record: Opened) -> str:
    cities = cities_in(record)
    if len(cities) != 1:
        raise RecordError(
            f"replay: found {len(cities)} cities ({', '.join(cities)}); expected one to watch: give its folder"
        )
    return cities[0]


def _parts_of(state: State, event: Event) -> tuple[dict[int, Somebody], dict[int, Something]]:
    """Return copies of what an event may change: all of it at a snapshot."""
    if isinstance(event, Snapshot):
        return dict(state.people), dict(state.things)
    who, thing = getattr(event, "who", None), event.thing if isinstance(event, Handled) else None
    people = {who: replace(state.people[who])} if who in state.people else {}
    return people, {thing: replace(state.things[thing])} if thing in state.things else {}


def _place_of(event: Event) -> int | None:
    """Return the room in which an event was seen; of a walk the one that was left, where there is one."""
    if isinstance(event, Moved) and event.origin is not None:
        return event.origin
    return getattr(event, "room", None)


def _mentioned(event: Event, *fields: str) -> list[int]:
    return [number for each in fields if (number := getattr(event, each, None)) is not None]
