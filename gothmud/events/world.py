"""What happened in the city. Written by the world alone; ids of people, rooms and things are its object numbers."""

from __future__ import annotations

from typing import Literal

from gothmud.events.base import Event
from gothmud.events.standing import Lay


class Said(Event, frozen=True):
    """Words that were heard: aloud, whispered, posed or on the channel. ``heard`` lists everybody who got them, ``turn``
    is the one who is to answer (the room's floor says so; on the channel who is named there)."""

    kind: Literal["said"] = "said"
    who: int
    name: str
    tier: str
    room: int
    mode: Literal["say", "whisper", "emote", "channel"]
    text: str
    to: int | None = None
    turn: int | None = None
    heard: list[int] = []


class Moved(Event, frozen=True):
    """Somebody went through an exit, or was put somewhere (``way`` is empty then)."""

    kind: Literal["moved"] = "moved"
    who: int
    name: str
    tier: str
    origin: int | None
    room: int | None
    way: str = ""
    heard: list[int] = []


class SceneEnded(Event, frozen=True):
    """A talk in a room came to an end: who spoke in it, how many lines, how new they were on average (3-grams, 0 to 1),
    and why: farewell, time, nothing new, parted, or a lull (then the next line began another)."""

    kind: Literal["scene"] = "scene"
    room: int
    speakers: list[int]
    lines: int
    novelty: float
    minutes: float
    end: str


class Hushed(Event, frozen=True):
    """Somebody asked a room for quiet (``quiet``), or gave it its talk back."""

    kind: Literal["hushed"] = "hushed"
    who: int
    name: str
    tier: str
    room: int
    quiet: bool
    heard: list[int] = []


class Came(Event, frozen=True):
    """A body got its player or mind back."""

    kind: Literal["came"] = "came"
    who: int
    name: str
    tier: str
    room: int | None


class Went(Event, frozen=True):
    """A body lost its player or mind."""

    kind: Literal["went"] = "went"
    who: int
    name: str
    tier: str
    room: int | None


class Forgotten(Event, frozen=True):
    """Somebody asked to be forgotten: minds take their words out of notes and reports. The record itself keeps them."""

    kind: Literal["forgotten"] = "forgotten"
    who: int
    name: str
    tier: str
    heard: list[int] = []


class Handled(Event, frozen=True):
    """A thing was used, taken, dropped, given, or shown to somebody (``text`` is what they saw of it). ``how`` is the
    thing's own verb, if it was used by one; ``things`` are those that this moved or changed, as they are now;
    ``returned``: what was lost is back where it belongs."""

    kind: Literal["handled"] = "handled"
    who: int
    name: str
    tier: str
    room: int
    verb: Literal["use", "get", "drop", "give", "show"]
    thing: int
    thing_name: str
    to: int | None = None
    text: str = ""
    how: str = ""
    things: list[Lay] = []
    returned: bool = False
    heard: list[int] = []


class Changed(Event, frozen=True):
    """Something in a place changed by itself: a thing wore out (``things`` as they are now), a place closed at its hour, a
    tram came or left."""

    kind: Literal["changed"] = "changed"
    room: int | None
    thing: int | None = None
    thing_name: str = ""
    text: str
    things: list[Lay] = []
    heard: list[int] = []


class Curfew(Event, frozen=True):
    """The hour came at which the city would like everybody under a roof (``on``), or it is over. ``out`` were under the
    sky then; nothing happens to them."""

    kind: Literal["curfew"] = "curfew"
    on: bool
    text: str
    out: list[int] = []
    heard: list[int] = []


class Slept(Event, frozen=True):
    """Somebody fell asleep, woke up, or was shaken in their sleep: ``who`` is the sleeper, ``by`` who shook.

    ``state`` is what happened: asleep, awake, shaken. To be shaken wakes nobody by itself; an event with ``awake``
    follows where it did.
    """

    kind: Literal["slept"] = "slept"
    who: int
    name: str
    tier: str
    room: int
    state: Literal["asleep", "awake", "shaken"]
    by: int | None = None
    heard: list[int] = []


class Refused(Event, frozen=True):
    """An act that the world didn't let happen, and why."""

    kind: Literal["refused"] = "refused"
    who: int
    name: str
    tier: str
    verb: str
    reason: str


class WeatherChanged(Event, frozen=True):
    """The sky turned, over the district ``area``; without one where fronts come in, and wherever they are at once."""

    kind: Literal["weather"] = "weather"
    sky: str
    celsius: float
    text: str
    area: str = ""
    heard: list[int] = []


class ClockSet(Event, frozen=True):
    """City time was founded, sped up, paused or moved on; ``fast``: from now on it jumps to what is due next."""

    kind: Literal["clock"] = "clock"
    rate: float
    paused: bool
    fast: bool = False
