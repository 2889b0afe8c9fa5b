"""The city's atlas, made from the database once for each layout."""

from __future__ import annotations

from functools import cache
from typing import Any

from typeclasses.places import CITY_ID
from typeclasses.stock import ObjectDB
from world.atlas import Atlas, Place


@cache
def the_atlas() -> Atlas:
    """Return all rooms of the city, as they were when its layout was last written down."""
    rooms = ObjectDB.objects.filter(db_tags__db_category=CITY_ID).distinct().order_by("id")
    return Atlas(tuple(_place(each) for each in rooms if each.db.at))


def redraw() -> None:
    """Make the atlas anew when it is next asked for: the layout has changed."""
    the_atlas.cache_clear()


def _place(room: Any) -> Place:
    x, y = room.db.at
    ways = {way.key: way.destination.id for way in room.all_ways()}
    return Place(room.id, room.key, room.db.area or "", room.db.kind or "", x, y, ways)
