"""Rooms, exits and things as steps of a build make, change and remove them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evennia import create_object

from typeclasses.places import BY_ITSELF, CITY_ID, THING_ID, existing, mark
from typeclasses.residents import Bring
from typeclasses.stock import ObjectDB
from world.building import Change, Piece, Step

ROOM, EXIT = "typeclasses.rooms.Room", "typeclasses.exits.Exit"
THINGS = {
    "": "typeclasses.things.Thing", "board": "typeclasses.boards.Board", "postbox": "typeclasses.post.Postbox",
    "gallery": "typeclasses.gallery.Gallery",
}  # fmt: skip
NOT_STORED = ("name", "to", "aliases")  # of a piece's fields: Evennia has places of its own for them


def room(step: Step) -> None:
    """Make or change a room."""
    piece = step.piece
    if step.do == "create":
        found = create_object(
            ROOM, key=piece.fields["name"], nohome=True, tags=[(piece.id, CITY_ID)], attributes=_stored(piece)
        )
    else:
        _write(found := existing(piece.id, CITY_ID), step.changes)
    if step.do != "create" or piece.fields.get("open") or piece.fields.get("tram"):
        mark(found, hours=bool(piece.fields.get("open")), tram=bool(piece.fields.get("tram")))


def way(step: Step) -> None:
    """Make an exit, or let it lead elsewhere."""
    piece, place, to = step.piece, existing(step.piece.place, CITY_ID), existing(step.piece.fields["to"], CITY_ID)
    if step.do == "create":
        create_object(
            EXIT, key=piece.fields["name"], location=place, home=place, destination=to,
            aliases=piece.fields.get("aliases"), attributes=_stored(piece),
        )  # fmt: skip
        return
    found = exit_of(piece)
    _write(found, step.changes)
    if found.destination != to:
        found.destination = to


def thing(step: Step) -> None:
    """Make or change a thing; one that belongs elsewhere now goes there, unless somebody has carried it off."""
    piece, place = step.piece, existing(step.piece.place, CITY_ID)
    path = THINGS[piece.fields.get("kind", "")]
    if step.do == "create":
        found = create_object(
            path, key=piece.fields["name"], location=place, home=place, tags=[(piece.id, THING_ID)],
            aliases=piece.fields.get("aliases"), attributes=_stored(piece), locks="get:false()",
        )  # fmt: skip
        if piece.fields.get("belongs"):
            found.db.lost = True
        _let_wear(found, piece)
        return
    found = existing(piece.id, THING_ID)
    if found.typeclass_path != path:
        found.swap_typeclass(path)
    _write(found, step.changes)
    found.ndb.prop = None
    _let_wear(found, piece)
    if found.home != place:
        if found.location in (found.home, None):
            found.location = place
        found.home = place


def put_inside(piece: Piece) -> None:
    """Put a new thing into the thing that it lies in; all things have to be there for that."""
    existing(piece.id, THING_ID).location = existing(piece.fields["inside"], THING_ID)


def _let_wear(found: Any, piece: Piece) -> None:
    """Let the clockwork and the record find a prop."""
    state, wears = bool(piece.fields.get("state")), any(each["every"] for each in piece.fields.get("wears", ()))
    if state or wears or found.tags.get(category=BY_ITSELF):
        mark(found, state=state, wears=wears)


def close_way(piece: Piece) -> None:
    """Remove an exit."""
    exit_of(piece).delete()


def put_away(piece: Piece) -> None:
    """Remove a thing. One that somebody has stays theirs, and is no longer the city's."""
    found = existing(piece.id, THING_ID)
    if found.carried:
        found.tags.remove(piece.id, category=THING_ID)
    else:
        found.delete()


def clear_room(piece: Piece, safe: Any, bring: Bring) -> None:
    """Remove a room: who is in it is brought to the ``safe`` one, and what lies there that isn't the room's own."""
    found = existing(piece.id, CITY_ID)
    for each in found.people():
        bring(each, safe)
    for each in found.things():
        each.location = each.home if each.home and each.home != found else safe
    for each in ObjectDB.objects.filter(db_home=found):
        each.home = safe
    found.delete()


def exit_of(piece: Piece) -> Any:
    """Return the stored exit of a piece."""
    name = piece.id.partition("/")[2]
    return next(each for each in existing(piece.place, CITY_ID).exits if each.key.casefold() == name)


def _stored(piece: Piece) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in piece.fields.items() if name not in NOT_STORED]


def _write(target: Any, changes: Iterable[Change]) -> None:
    """Write the fields that differ, and nothing else."""
    for each in changes:
        match each.field:
            case "place" | "to":
                pass
            case "name":
                target.key = each.now
            case "aliases":
                target.aliases.clear()
                target.aliases.add(each.now or [])
            case _ if each.now is None:
                target.attributes.remove(each.field)
            case _:
                target.attributes.add(each.field, each.now)
