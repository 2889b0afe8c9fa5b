"""Find rooms by the id that the city's files give them."""

from __future__ import annotations

from typing import Any

from typeclasses.stock import ObjectDB, ServerConfig

CITY_ID = "city_id"  # tag category
THING_ID = "thing_id"  # tag category
BY_ITSELF = "by itself"  # tag category: what clockwork has to look at
SWEPT = "swept"  # how somebody is moved whose room is no more: nobody sleeps through that
START = "gothmud_start"  # server setting: id of the room where strangers begin


def by_city_id(city_id: str) -> Any | None:
    """Return the room with this id in the city's files, or None."""
    return ObjectDB.objects.filter(db_tags__db_key=city_id.lower(), db_tags__db_category=CITY_ID).first()


def by_thing_id(thing_id: str) -> Any | None:
    """Return the thing with this id in the city's files, or None."""
    return ObjectDB.objects.filter(db_tags__db_key=thing_id.lower(), db_tags__db_category=THING_ID).first()


def by_itself(what: str) -> list[Any]:
    """Return the objects with which something happens by itself: props that ``wear``, rooms with ``hours``, trams."""
    return list(ObjectDB.objects.filter(db_tags__db_key=what, db_tags__db_category=BY_ITSELF).order_by("id"))


def starting_room() -> Any | None:
    """Return the room where strangers begin, or None before the city is built."""
    start = ServerConfig.objects.conf(START)
    return by_city_id(str(start)) if start else None


def city_ways() -> dict[str, list[str]]:
    """Return to which rooms each room of the city has ways, open or not, by their ids. Nobody plans with a tram."""
    rooms = ObjectDB.objects.filter(db_tags__db_category=CITY_ID)
    return {
        room.city_id: [way.destination.city_id for way in room.all_ways() if not way.destination.timetable]
        for room in rooms
    }
