"""How the city is laid out, as its database has it: a handful of queries, however large it is; no room comes into memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from typeclasses.stock import ObjectDB
from typeclasses.stored import ROOMS, attributes_of

EXIT = "typeclasses.exits.Exit"


@dataclass(frozen=True, slots=True)
class Spot:
    """A room of the city: its number, its id, where it lies, to which room, by number, each of its ways leads, and what
    else people call it."""

    num: int
    key: str
    name: str
    area: str
    kind: str
    at: tuple[int, int] | None
    tram: bool
    ways: dict[str, int]
    called: tuple[str, ...]


def spots() -> list[Spot]:
    """Return all rooms of the city."""
    found, ways = attributes_of(ROOMS, ("area", "kind", "at", "tram", "called")), _ways()
    rows = ObjectDB.objects.filter(**ROOMS).order_by("id").values_list("id", "db_tags__db_key", "db_key")
    return [_spot(number, key, name, found[number], ways[number]) for number, key, name in rows]


def _spot(number: int, key: str, name: str, found: dict[str, Any], ways: dict[str, int]) -> Spot:
    at = found.get("at")
    return Spot(
        number, key, name, found.get("area") or "", found.get("kind") or "", (at[0], at[1]) if at else None,
        bool(found.get("tram")), ways, tuple(found.get("called") or ()),
    )  # fmt: skip


def _ways() -> defaultdict[int, dict[str, int]]:
    """Return the ways out of each room, open or not."""
    rows = ObjectDB.objects.filter(
        db_typeclass_path=EXIT,
        db_location__db_tags__db_category=ROOMS["db_tags__db_category"],
        db_destination__isnull=False,
    )
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for place, name, to in rows.order_by("id").values_list("db_location_id", "db_key", "db_destination_id"):
        found[place][name] = to
    return found


def city_ways() -> dict[str, list[str]]:
    """Return to which rooms each room of the city has ways, open or not, by their ids. Nobody plans with a tram."""
    rooms = {each.num: each for each in spots()}
    return {
        each.key: [rooms[to].key for to in each.ways.values() if to in rooms and not rooms[to].tram]
        for each in rooms.values()
    }
