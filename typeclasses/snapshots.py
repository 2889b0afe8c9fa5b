"""How the world stands, read out of its database for the record: the layout at a start, and who and what is where."""

from __future__ import annotations

from typing import Any, Literal

from gothmud.events import Built, Snapshot
from gothmud.events.standing import Lay, Place, Stood
from typeclasses import atlas
from typeclasses.city import City
from typeclasses.places import CITY_ID, by_itself
from typeclasses.stock import ObjectDB

THINGS = ("typeclasses.things.Thing", "typeclasses.photos.Photo")  # what can be carried about
PEOPLE = ("typeclasses.characters.Character", "typeclasses.dice.DicePerson")


def write_layout(city: City) -> None:
    """Write down which rooms there are and how they hang together; clients' maps are drawn anew."""
    atlas.redraw()
    rooms = ObjectDB.objects.filter(db_tags__db_category=CITY_ID).order_by("id")
    city.chronicle.happen(Built, rooms=[_place(each) for each in rooms])


def take_snapshot(city: City, occasion: Literal["start", "hour", "stop", "built"]) -> None:
    """Write down who and what is where, and how sky and clock are."""
    people = ObjectDB.objects.filter(db_typeclass_path__in=PEOPLE, db_location__isnull=False).order_by("id")
    things = ObjectDB.objects.filter(db_typeclass_path__in=THINGS).order_by("id")
    states = {each.id: each.now for each in by_itself("state")}
    city.chronicle.happen(
        Snapshot, occasion=occasion, bodies=[_stood(each) for each in people],
        things=[
            Lay(id=number, name=name, at=at, now=states.get(number, {}))
            for number, name, at in things.values_list("id", "db_key", "db_location_id")
        ],
        sky=city.conditions.sky, celsius=city.conditions.celsius, rate=city.clock.rate, paused=city.clock.paused,
        fast=city.fast.on,
    )  # fmt: skip


def _place(room: Any) -> Place:
    x, y = room.db.at or (0, 0)
    ways = {way.key: way.destination.id for way in room.all_ways()}
    return Place(id=room.id, key=room.city_id, name=room.key, area=room.db.area or "", x=x, y=y, ways=ways)


def _stood(body: Any) -> Stood:
    return Stood(id=body.id, name=body.key, tier=body.tier, room=body.location.id, asleep=body.asleep)
