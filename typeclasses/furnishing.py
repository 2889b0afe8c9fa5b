"""Rooms, exits and things as steps of a build make, change and remove them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from typeclasses.batches import Form
from typeclasses.places import BY_ITSELF, CITY_ID, THING_ID, existing, mark, numbers_of
from typeclasses.residents import Bring
from typeclasses.stock import ObjectDB
from world.building import Change, Piece, Step

ROOM, EXIT = "typeclasses.rooms.Room", "typeclasses.exits.Exit"
THINGS = {
    "": "typeclasses.things.Thing", "board": "typeclasses.boards.Board", "postbox": "typeclasses.post.Postbox",
    "gallery": "typeclasses.gallery.Gallery",
}  # fmt: skip
NOT_STORED = ("name", "to", "aliases")  # of a piece's fields: Evennia has places of its own for them


def room_forms(pieces: Sequence[Piece]) -> list[Form]:
    """Return what new rooms are to be."""
    return [
        Form(ROOM, each.fields["name"], tags=[(each.id, CITY_ID), *_by_itself(_hours(each))], attributes=_stored(each))
        for each in pieces
    ]


def way_forms(pieces: Sequence[Piece]) -> list[Form]:
    """Return what new exits are to be. Raises LookupError where a room that they join isn't there."""
    rooms = numbers_of({room for each in pieces for room in (each.place, each.fields["to"])}, CITY_ID)
    return [
        Form(
            EXIT, each.fields["name"], rooms[each.place], rooms[each.place], rooms[each.fields["to"]],
            aliases=each.fields.get("aliases", ()), attributes=_stored(each),
        )
        for each in pieces
    ]  # fmt: skip


def thing_forms(pieces: Sequence[Piece]) -> list[Form]:
    """Return what new things are to be. Raises LookupError where the room or the thing in which one lies isn't there."""
    rooms = numbers_of({each.place for each in pieces}, CITY_ID)
    holders = numbers_of({each.fields["inside"] for each in pieces if each.fields.get("inside")}, THING_ID)
    return [
        Form(
            THINGS[each.fields.get("kind", "")], each.fields["name"],
            holders.get(each.fields.get("inside", ""), rooms[each.place]), rooms[each.place],
            locks="get:false()", aliases=each.fields.get("aliases", ()),
            tags=[(each.id, THING_ID), *_by_itself(_moves(each))],
            attributes={**_stored(each), **({"lost": True} if each.fields.get("belongs") else {})},
        )
        for each in pieces
    ]  # fmt: skip


FORMS: dict[str, Callable[[Sequence[Piece]], list[Form]]] = {
    "room": room_forms, "exit": way_forms, "thing": thing_forms,
}  # fmt: skip


def change_room(step: Step) -> None:
    """Change a room."""
    _write(found := existing(step.piece.id, CITY_ID), step.changes)
    mark(found, **_hours(step.piece))


def change_way(step: Step) -> None:
    """Change an exit, or let it lead elsewhere."""
    found, to = exit_of(step.piece), existing(step.piece.fields["to"], CITY_ID)
    _write(found, step.changes)
    if found.destination != to:
        found.destination = to


def change_thing(step: Step) -> None:
    """Change a thing; one that belongs elsewhere now goes there, unless somebody has carried it off."""
    piece, place = step.piece, existing(step.piece.place, CITY_ID)
    path, found = THINGS[piece.fields.get("kind", "")], existing(piece.id, THING_ID)
    if found.typeclass_path != path:
        found.swap_typeclass(path)
    _write(found, step.changes)
    found.ndb.prop = None
    if any(_moves(piece).values()) or found.tags.get(category=BY_ITSELF):
        mark(found, **_moves(piece))
    if found.home != place:
        if found.location in (found.home, None):
            found.location = place
        found.home = place


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


def _stored(piece: Piece) -> dict[str, Any]:
    return {name: value for name, value in piece.fields.items() if name not in NOT_STORED}


def _hours(piece: Piece) -> dict[str, bool]:
    """Return what happens with a room by itself."""
    return {"hours": bool(piece.fields.get("open")), "tram": bool(piece.fields.get("tram"))}


def _moves(piece: Piece) -> dict[str, bool]:
    """Return what happens with a thing by itself, and whether the record has to look at it."""
    wears = any(each["every"] for each in piece.fields.get("wears", ()))
    return {"state": bool(piece.fields.get("state")), "wears": wears}


def _by_itself(happens: Mapping[str, bool]) -> list[tuple[str, str]]:
    return [(what, BY_ITSELF) for what, wanted in happens.items() if wanted]


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
