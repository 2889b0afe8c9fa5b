"""How the world stands, read out of its database for the record: the layout at a start, and who and what is where."""

from __future__ import annotations

from typing import Any, Literal

from gothmud.events import Built, Snapshot
from gothmud.events.standing import Lay, Place, Stood
from typeclasses import atlas
from typeclasses.city import City
from typeclasses.layout import Spot
from typeclasses.places import UNDER_WAY, by_itself
from typeclasses.stock import PEOPLE, ObjectDB, ServerConfig

THINGS = ("typeclasses.things.Thing", "typeclasses.photos.Photo")  # what can be carried about


def write_layout(city: City, layout: list[Spot]) -> None:
    """Write down which rooms there are and how they hang together; clients' maps are drawn anew."""
    atlas.redraw()
    city.chronicle.happen(Built, rooms=[_place(each) for each in layout])


def take_snapshot(city: City, occasion: Literal["start", "hour", "stop", "built"]) -> None:
    """Write down who and what is where, and how sky and clock are. While a build is under way, and after one was cut off,
    the occasion is that: it moves what it likes."""
    if ServerConfig.objects.conf(UNDER_WAY):
        occasion = "built"
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


def _place(spot: Spot) -> Place:
    x, y = spot.at or (0, 0)
    return Place(id=spot.num, key=spot.key, name=spot.name, area=spot.area, x=x, y=y, ways=spot.ways)


def _stood(body: Any) -> Stood:
    return Stood(id=body.id, name=body.key, tier=body.tier, room=body.location.id, asleep=body.asleep)
