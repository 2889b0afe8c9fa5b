"""What is pinned to boards and what is written in letters. Written by the world."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from gothmud.events.base import Event


class Pinned(Event, frozen=True):
    """Somebody pinned a notice to a board (``up``), or took one of their own down. Those present see that, not the words."""

    kind: Literal["pinned"] = "pinned"
    who: int
    name: str
    tier: str
    room: int
    thing: int
    thing_name: str
    text: str
    up: bool
    heard: list[int] = []


class LetterSent(Event, frozen=True):
    """Somebody put a letter into a post box; ``heard`` are those who saw that. It waits until it is read."""

    kind: Literal["letter.sent"] = "letter.sent"
    who: int
    name: str
    tier: str
    room: int
    to: int
    to_name: str
    text: str
    heard: list[int] = []


class LetterRead(Event, frozen=True):
    """Somebody read a letter: ``letter`` is the event of its sending, ``sender`` wrote it at the city time ``written``;
    ``again``: it was read before. Minds read what has come for them when they are awake."""

    kind: Literal["letter.read"] = "letter.read"
    who: int
    name: str
    tier: str
    room: int | None
    letter: str
    sender: int
    sender_name: str
    written: datetime
    text: str
    again: bool = False
    heard: list[int] = []
