"""What bodies are told of the state around them, as messages of the wire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gothmud import wire
from typeclasses.atlas import the_atlas
from world.directions import letter

if TYPE_CHECKING:
    from typeclasses.characters import Character
    from typeclasses.rooms import Room
    from typeclasses.things import Thing


def show(message: wire.Message, bodies: Iterable[Character]) -> None:
    """Send a message to whoever is in these bodies and understands it: encoded once, and not at all for nobody."""
    sessions = [session for body in bodies for session in body.sessions.all() if session.takes_frames]
    if sessions:
        frame = message.encode()
        for each in sessions:
            each.send_frames([frame])


def someone(body: Character) -> dict[str, Any]:
    """Return the fields of a person in a room."""
    return {
        "id": body.id, "name": body.key, "fullname": body.fullname, "role": body.role,
        "human": body.tier == "human", "awake": body.awake, "asleep": body.asleep,
    }  # fmt: skip


def item(thing: Thing) -> wire.Item:
    """Return a thing with what can be done with it."""
    look = thing.looks()
    return wire.Item(id=thing.id, name=thing.key, verbs=thing.verbs, state=look.now, broken=look.broken)


def around(body: Character) -> list[wire.Message]:
    """Return all that a body needs to know of where it is: the room, who is here, what is here, what it carries."""
    from typeclasses import floors  # it shows itself by this module

    room = body.location
    if room is None:
        return []
    return [
        room_info(room),
        wire.RoomPlayers(root=[wire.Someone(**someone(each)) for each in room.people() if each is not body]),
        wire.Items(location="room", items=[item(each) for each in room.things()]),
        wire.Items(location="inv", items=[item(each) for each in body.things()]),
        *([floors.standing(room)] if room.ndb.floor else []),
    ]


def room_info(room: Room) -> wire.RoomInfo:
    """Return the room as mappers and minds know it."""
    x, y = room.db.at or (0, 0)
    ways = [
        wire.Way(id=each.id, name=each.key, to=each.destination.id, to_name=each.destination.key)
        for each in room.ways()
    ]
    return wire.RoomInfo(
        num=room.id, name=room.key, key=room.city_id, area=room.db.area or "", environment=room.db.kind or "",
        x=x, y=y, coords=the_atlas().coords(room.db.area or "", x, y),
        exits={letter(way.name): way.to for way in ways}, ways=ways, desc=room.scene(),
    )  # fmt: skip
