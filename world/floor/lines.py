"""What the floor knows: who is here, what was said, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from gothmud.words import words_of

Mode = Literal["say", "emote", "whisper"]


@dataclass(frozen=True, slots=True)
class Moment:
    """City time, by which scenes rest, and the time in which people read: real, or the city's where its clock is fast."""

    city: datetime
    real: datetime


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody in the room. ``names`` are the words that mean them; ``listening`` is False for who sleeps or isn't in,
    ``concerns`` are words that touch them."""

    who: int
    names: tuple[str, ...]
    human: bool
    listening: bool = True
    dice: bool = False
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is or was to be said. ``turn`` is who is to answer, if anybody; ``unseen``: a whisper that no human
    got; ``cause``: the number of the event that it comes of, 0 for none; ``event``: its own, once it has one."""

    who: int
    human: bool
    text: str
    at: Moment
    to: int | None = None
    mode: Mode = "say"
    turn: int | None = None
    unseen: bool = False
    cause: int = 0
    event: int = 0

    def answers(self, asked: Line) -> bool:
        """Return whether it can be the answer to a line: not if it comes of something that had happened before, such as
        the asker's coming in."""
        return not 0 < self.cause < asked.event

    @property
    def words(self) -> int:
        """How many words a reader has to get through."""
        return len(words_of(self.text))
