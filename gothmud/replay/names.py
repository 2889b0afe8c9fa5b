"""What numbers are called: by the record; rooms of an older one by the home's database where it is at hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from gothmud.errors import RecordError, nearest
from gothmud.replay.opening import Opened

ROOMS = "SELECT id, db_key FROM objects_objectdb WHERE db_location_id IS NULL AND db_destination_id IS NULL"
LAID_OUT = "SELECT city, rooms FROM events WHERE kind = 'built' ORDER BY seq"
PEOPLE = "SELECT city, who, name, tier, coalesce(agent, '') AS agent FROM people ORDER BY city, who"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a record. ``agent`` is the mind's id, or empty."""

    city: str
    who: int
    name: str
    tier: str
    agent: str


@dataclass(slots=True)
class Names:
    """Names of the people and rooms of a record, by city and number."""

    people: dict[tuple[str, int], Person] = field(default_factory=dict)
    rooms: dict[tuple[str, int], str] = field(default_factory=dict)

    def person(self, city: str, who: int | None) -> str:
        """Return what a person is called."""
        found = self.people.get((city, who)) if who is not None else None
        return found.name if found else "nobody" if who is None else f"#{who}"

    def all(self, city: str, numbers: Iterable[int] | None) -> str:
        """Return the names of several, or "nobody"."""
        return ", ".join(self.person(city, each) for each in numbers or ()) or "nobody"

    def room(self, city: str, number: int | None) -> str:
        """Return what a room is called."""
        return "nowhere" if number is None else self.rooms.get((city, number), f"room {number}")

    def find_person(self, wanted: str) -> Person:
        """Return who is meant by a number, a mind's id, a name or a word of it. Raises RecordError."""
        low = wanted.lower()
        for fits in (
            lambda each: low in (str(each.who), each.agent, each.name.lower()),
            lambda each: low in each.name.lower().replace(",", "").split(),
        ):
            if found := [each for each in self.people.values() if fits(each)]:
                return _only(found, wanted, [f"{each.name} ({each.who}, {each.city})" for each in found])
        known = [word for each in self.people.values() for word in (each.name, each.agent) if word]
        raise RecordError(f"replay: '{wanted}': found nobody of that name in the record{nearest(wanted, known)}")

    def find_room(self, wanted: str) -> tuple[str, int]:
        """Return city and number of the room that is meant by its number or name. Raises RecordError."""
        low = wanted.lower()
        for fits in (lambda number, name: low in (str(number), name.lower()), lambda _, name: low in name.lower()):
            if found := [key for key, name in self.rooms.items() if fits(key[1], name)]:
                return _only(found, wanted, [f"{self.rooms[each]} ({each[1]}, {each[0]})" for each in found])
        known = self.rooms.values()
        raise RecordError(f"replay: '{wanted}': found no such room in the record{nearest(wanted, known)}")


def _only[T](found: list[T], wanted: str, called: list[str]) -> T:
    if len(found) > 1:
        raise RecordError(f"replay: '{wanted}': {len(found)} are called so; expected one of {'; '.join(called)}")
    return found[0]


def names_in(record: Opened) -> Names:
    """Return the names of a record. Rooms are called by their numbers where neither the record nor a database has names."""
    people = {(each["city"], each["who"]): Person(**each) for each in record.rows(PEOPLE)}
    used = record.rows("SELECT DISTINCT city, room FROM events WHERE room IS NOT NULL ORDER BY city, room")
    rooms = {(each["city"], each["room"]): f"room {each['room']}" for each in used}
    for city, home in homes_of(record).items():
        rooms |= {(city, number): name for number, name in _rooms(home).items() if (city, number) in rooms}
    for each in record.rows(LAID_OUT):
        rooms |= {(each["city"], room["id"]): room["name"] for room in json.loads(each["rooms"] or "[]")}
    return Names(people, rooms)


def homes_of(record: Opened) -> dict[str, Path]:
    """Return the homes that the record's files stand in, by city."""
    return {each.city: each.path.parent.parent for each in record.files if each.path.parent.name == "record"}


def _rooms(home: Path) -> dict[int, str]:
    """Return the rooms that a home's database knows; nothing where there is none."""
    path = home / "city.db3"
    if not path.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return dict(database.execute(ROOMS).fetchall())
    except sqlite3.Error:
        return {}
