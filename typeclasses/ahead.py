"""The rooms around somebody come into memory while nobody waits for it, so that the first step into one of thousands costs
what a step into one of twelve does."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from twisted.internet import reactor

if TYPE_CHECKING:
    from typeclasses.characters import Character
    from typeclasses.rooms import Room

LATER: Any = reactor
PAUSE = 0.01  # seconds before each room: whoever waits for an answer goes first
_ahead: deque[tuple[Character, Room]] = deque()


def look_ahead(body: Character, room: Room) -> None:
    """Have the rooms that can be reached from a room looked into, one after the other, each once."""
    begins = not _ahead
    for each in room.all_ways():
        if not each.destination.looked_into:
            each.destination.looked_into = True
            _ahead.append((body, each.destination))
    if begins and _ahead:
        LATER.callLater(PAUSE, _look_into_the_next)


def _look_into_the_next() -> None:
    body, room = _ahead.popleft()
    if _ahead:
        LATER.callLater(PAUSE, _look_into_the_next)
    if body.pk and room.pk:  # else it is no more
        _look_into(body, room)


def _look_into(body: Character, room: Room) -> None:
    """Read what an arrival will: how it looks, its ways, and the commands that they lend."""
    room.return_appearance(body)
    for each in room.all_ways():
        each.at_cmdset_get(caller=body)
        each.destination.barred(body)
