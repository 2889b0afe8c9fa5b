"""Find what the city's files name by id: rooms, things, people."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from typeclasses.stock import ObjectDB, ServerConfig

CITY_ID, THING_ID, PERSON_ID = "city_id", "thing_id", "person_id"  # tag categories
BY_ITSELF = "by itself"  # tag category: what clockwork has to look at
SWEPT = "swept"  # how somebody is moved whose room is no more: nobody sleeps through that
START = "gothmud_start"  # server setting: id of the room where strangers begin
UNDER_WAY = "gothmud_under_way"  # server setting: a build goes on, or was cut off
CITY_FILE = "gothmud_city"  # server setting: what the city's own file says


def by_city_id(city_id: str) -> Any | None:
    """Return the room with this id in the city's files, or None."""
    return tagged(city_id, CITY_ID)


def tagged(key: str, category: str) -> Any | None:
    """Return the object that the city's files know by this id, or None."""
    return ObjectDB.objects.filter(db_tags__db_key=key.lower(), db_tags__db_category=category).first()


def existing(key: str, category: str) -> Any:
    """Return the object that the city's files know by this id. Raises LookupError where there is none."""
    found = tagged(key, category)
    if found is None:
        raise LookupError(f"{category} '{key}'")
    return found


def numbers_of(keys: Collection[str], category: str) -> dict[str, int]:
    """Return the numbers of the objects that the city's files know by these ids. Raises LookupError where one isn't there."""
    rows = ObjectDB.objects.filter(db_tags__db_key__in=keys, db_tags__db_category=category)
    found = dict(rows.values_list("db_tags__db_key", "id"))
    if missing := sorted(set(keys) - found.keys()):
        raise LookupError(f"{category} {missing}")
    return found


def city_file() -> dict[str, Any]:
    """Return what the city's own file says of it; nothing before it is built."""
    return ServerConfig.objects.conf(CITY_FILE) or {}


def by_thing_id(thing_id: str) -> Any | None:
    """Return the thing with this id in the city's files, or None."""
    return tagged(thing_id, THING_ID)


def by_itself(what: str) -> list[Any]:
    """Return the objects with which something happens by itself: props that ``wear``, rooms with ``hours``, trams."""
    return list(ObjectDB.objects.filter(db_tags__db_key=what, db_tags__db_category=BY_ITSELF).order_by("id"))


def mark(target: Any, **happens: bool) -> None:
    """Mark an object with what happens with it by itself, so that the clockwork finds it."""
    for what, wanted in happens.items():
        if wanted:
            target.tags.add(what, category=BY_ITSELF)
        else:
            target.tags.remove(what, category=BY_ITSELF)


def starting_room() -> Any | None:
    """Return the room where strangers begin, or None before the city is built."""
    start = ServerConfig.objects.conf(START)
    return by_city_id(str(start)) if start else None
