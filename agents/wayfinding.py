"""The town as everybody who lives there knows it: which way leads to a place."""

from __future__ import annotations

from collections import deque

from pydantic import BaseModel

from gothmud import wire


class Neighbour(BaseModel):
    """What everybody knows of somebody of the town."""

    role: str
    place: str
    aliases: list[str] = []


class Town(BaseModel):
    """What every mind of a city knows: its primer, its people, its places (by room id) and how they hang together.

    ``called`` has the words that mean a place besides its name.
    """

    name: str
    primer: str
    places: dict[str, str]
    ways: dict[str, list[str]] = {}
    called: dict[str, list[str]] = {}
    people: dict[str, Neighbour] = {}


def next_room(town: Town, here: str, goal: str) -> str:
    """Return the neighbouring room on a shortest way to ``goal``; empty if there is none or one is there."""
    if here == goal:
        return ""
    came_from: dict[str, str] = {here: ""}
    edge = deque([here])
    while edge:
        room = edge.popleft()
        for neighbour in town.ways.get(room, []):
            if neighbour not in came_from:
                came_from[neighbour] = room
                edge.append(neighbour)
    step = goal if goal in came_from else ""
    while step and came_from[step] != here:
        step = came_from[step]
    return step


def exit_to(room: wire.RoomInfo, town: Town, key: str) -> wire.Way | None:
    """Return the exit of a room that leads to the place with this id, or None."""
    name = town.places.get(key)
    return next((way for way in room.ways if way.to_name == name), None)
