"""What builders made in the game becomes the city's: rooms that were dug get an id, things that were tagged a home."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from typeclasses.places import CITY_ID, THING_ID, by_city_id
from typeclasses.stock import ObjectDB

ROOM = "typeclasses.rooms.Room"
LIMBO = 2
UNCHARTED = re.compile(r"[^a-z0-9]+")


def give_ids() -> list[str]:
    """Give each room without one an id after its name, and a place beside the room that leads there; return the ids.

    A room to which no room of the city leads is no part of it.
    """
    _give_homes()
    given: list[str] = []
    while found := _next():
        room, beside = found
        room.tags.add(new_id := _free_id(room.key), category=CITY_ID)
        for field in ("district", "area", "kind"):
            if room.attributes.get(field) is None:
                room.attributes.add(field, beside.attributes.get(field))
        if room.db.at is None:
            room.db.at = _free_spot(beside)
        given.append(new_id)
    return given


def _give_homes() -> None:
    """Let a thing that a builder made and tagged belong where it lies."""
    for thing in ObjectDB.objects.filter(db_tags__db_category=THING_ID).exclude(db_home__db_tags__db_category=CITY_ID):
        if thing.location and thing.location.tags.get(category=CITY_ID):
            thing.home = thing.location


def _next() -> tuple[Any, Any] | None:
    """Return a room without an id, and one with an id that leads there."""
    ways = ObjectDB.objects.filter(db_location__db_tags__db_category=CITY_ID, db_destination__db_typeclass_path=ROOM)
    for way in ways.exclude(db_destination__db_tags__db_category=CITY_ID).exclude(db_destination_id=LIMBO):
        return way.destination, way.location
    return None


def _free_id(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = UNCHARTED.sub("-", plain).strip("-")[:24]
    stem = stem if len(stem) > 1 and stem[0].isalpha() else f"room-{stem}".rstrip("-")
    number = 1
    while by_city_id(each := stem if number == 1 else f"{stem}-{number}"):
        number += 1
    return each


def _free_spot(beside: Any) -> list[int]:
    """Return the nearest free spot on the map, to the east of a room."""
    x, y = beside.db.at or (0, 0)
    taken = {tuple(each.db.at) for each in ObjectDB.objects.filter(db_tags__db_category=CITY_ID) if each.db.at}
    while (x, y) in taken:
        x += 1
    return [x, y]
