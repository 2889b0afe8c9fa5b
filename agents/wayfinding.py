"""The town as everybody who lives there knows it: which way leads to a place."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from gothmud import ways, wire
from gothmud.persona import planned


class Hour(BaseModel):
    """From this hour on somebody is mostly at this place (its id)."""

    at: str
    place: str


class Neighbour(BaseModel):
    """What everybody knows of somebody of the town: also where they are at which hour."""

    role: str
    place: str
    aliases: list[str] = []
    hours: list[Hour] = []


class Town(BaseModel):
    """What every mind of a city knows: its primer, its people, its places (by room id) and how they hang together.

    ``called`` has the words that mean a place besides its name, ``meets`` the needs that it meets and how, ``belongs``
    to which place a thing belongs, ``outdoors`` the places without a roof.
    """

    name: str
    primer: str
    places: dict[str, str]
    ways: dict[str, list[str]] = {}
    called: dict[str, list[str]] = {}
    meets: dict[str, dict[str, str]] = {}
    belongs: dict[str, str] = {}
    outdoors: list[str] = []
    people: dict[str, Neighbour] = {}


def next_room(town: Town, here: str, goal: str) -> str:
    """Return the neighbouring room on a shortest way to ``goal``; empty if there is none or one is there."""
    return ways.next_room(town.ways, here, goal)


def whereabouts(town: Town, name: str, now: datetime) -> str:
    """Return the id of the place where somebody of the town mostly is at this hour; empty for a stranger."""
    neighbour = town.people.get(name)
    hour = planned(neighbour.hours, now) if neighbour else None
    return hour.place if hour else ""


def exit_to(room: wire.RoomInfo, town: Town, key: str) -> wire.Way | None:
    """Return the exit of a room that leads to the place with this id, or None."""
    name = town.places.get(key)
    return next((way for way in room.ways if way.to_name == name), None)
