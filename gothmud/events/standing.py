"""How the world stands, as its database has it. Written by the world; what happened in between says the same."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from gothmud.events.base import Event


class _Part(BaseModel, frozen=True, extra="forbid", defer_build=True):
    """A part of an event."""


class Place(_Part, frozen=True):
    """A room of the city; ``ways`` has the number of the room that each of its exits leads to."""

    id: int
    key: str
    name: str
    area: str
    x: int
    y: int
    ways: dict[str, int]


class Stood(_Part, frozen=True):
    """Somebody who is somewhere. A person whose player is away is nowhere."""

    id: int
    name: str
    tier: str
    room: int
    asleep: bool


class Lay(_Part, frozen=True):
    """A thing; ``at`` is the room where it lies, the person who carries it or the thing that it is in, ``now`` the state
    of one that has any."""

    id: int
    name: str
    at: int | None
    now: dict[str, int | str] = {}


class Built(Event, frozen=True):
    """The city as it is laid out, at each start of the world and after a build: its rooms by number, with key, name, area, place on the
    map, and which room each way leads to."""

    kind: Literal["built"] = "built"
    rooms: list[Place]


class Snapshot(Event, frozen=True):
    """How the world stands: at its start, at each full city hour, at its stop, after a build. ``gothmud replay check`` compares it with
    what the events before it amount to. ``bodies`` says who is in which ``room`` and whether ``asleep``, ``things``
    where each is: ``at`` is a room or who carries it."""

    kind: Literal["snapshot"] = "snapshot"
    occasion: Literal["start", "hour", "stop", "built"]
    bodies: list[Stood]
    things: list[Lay]
    sky: str
    celsius: float
    rate: float
    paused: bool
    fast: bool
