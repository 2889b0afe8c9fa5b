"""The rooms around somebody come into memory while nobody waits for it, so that the first step into one of thousands costs
what a step into one of twelve does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twisted.internet import reactor

if TYPE_CHECKING:
    from typeclasses.characters import Character
    from typeclasses.rooms import Room

LATER: Any = reactor


def look_ahead(body: Character, room: Room) -> None:
    """Have the rooms that can be reached from a room looked into, one after the other, each once."""
    for each in room.all_ways():
        if not each.destination.looked_into:
            each.destination.looked_into = True
            LATER.callLater(0, _look_into, body, each.destination)


def _look_into(body: Character, room: Room) -> None:
    """Read what an arrival will: how it looks, its ways, and the commands that they lend."""
    if not room.pk:
        return  # it is no more
    room.return_appearance(body)
    for each in room.all_ways():
        each.at_cmdset_get(caller=body)
        each.destination.barred(body)
