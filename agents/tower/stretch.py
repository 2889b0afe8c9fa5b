"""What a stretch of the audit log shows: who was where, met whom, whispered, was out late, was refused again and again.

Fed line by line; it holds people and pairs, never lines, and of each no more than ``MOST``. Each fact keeps the place of
the line that shows it first.
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, field

from agents.tower.reading import Spot

MOST = 400  # of a kind
HIDDEN = "***"  # words that were left out of the log, or blanked


@dataclass(slots=True)
class Seen:
    """Somebody: the places in their order, the words said, the longest of them."""

    name: str
    places: dict[str, Spot]
    lines: int = 0
    quote: str = ""
    quoted_at: Spot | None = None


@dataclass(slots=True)
class Whisper:
    """Words from one to one."""

    spot: Spot
    hour: str
    room: str
    text: str
    times: int = 1


@dataclass(slots=True)
class Late:
    """Somebody who walked after curfew: where first."""

    spot: Spot
    hour: str
    room: str


@dataclass(slots=True)
class Refusal:
    """What the world didn't let somebody do."""

    spot: Spot
    reason: str
    times: int = 0


@dataclass
class Stretch:
    """The facts. People by body number; ``strange`` counts lines that are none, ``left_out`` facts for which there was
    no room, ``event`` is the newest event of the world in it."""

    lines: int = 0
    strange: int = 0
    left_out: int = 0
    event: int = 0
    people: dict[int, Seen] = field(default_factory=dict)
    met: dict[tuple[int, int], Spot] = field(default_factory=dict)
    whispers: dict[tuple[int, int], Whisper] = field(default_factory=dict)
    late: dict[int, Late] = field(default_factory=dict)
    refused: dict[tuple[int, str], Refusal] = field(default_factory=dict)
    said: int = 0
    forgotten: set[int] = field(default_factory=set)

    def has_room(self, table: Sized, *, known: bool) -> bool:
        """Return whether a fact may go into a table; count it where it may not."""
        if known or len(table) < MOST:
            return True
        self.left_out += 1
        return False

    def name(self, body: int) -> str:
        """Return what somebody is called."""
        seen = self.people.get(body)
        return seen.name if seen else "somebody"

    def presence(self, body: int, name: str, room: str, spot: Spot) -> None:
        """Somebody is in a place."""
        if not self.has_room(self.people, known=body in self.people):
            return
        seen = self.people.setdefault(body, Seen(name, {}))
        if room and self.has_room(seen.places, known=room in seen.places):
            seen.places.setdefault(room, spot)

    def meeting(self, one: int, other: int, spot: Spot) -> None:
        """Two are in one place, and one of them does something that the other perceives."""
        pair = (min(one, other), max(one, other))
        if one != other and self.has_room(self.met, known=pair in self.met):
            self.met.setdefault(pair, spot)

    def words(self, who: int, text: str, spot: Spot) -> None:
        """Somebody speaks aloud; the longest line of each is kept."""
        self.said += 1
        if seen := self.people.get(who):
            seen.lines += 1
            if text != HIDDEN and len(text) > len(seen.quote):
                seen.quote, seen.quoted_at = text, spot

    def whispering(self, who: int, to: int, whisper: Whisper) -> None:
        """Somebody whispers to somebody."""
        if known := self.whispers.get((who, to)):
            known.times += 1
        elif self.has_room(self.whispers, known=False):
            self.whispers[who, to] = whisper

    def walking_late(self, who: int, late: Late) -> None:
        """Somebody walks after curfew."""
        if self.has_room(self.late, known=who in self.late):
            self.late.setdefault(who, late)

    def forget(self, who: int) -> None:
        """Somebody asks to be forgotten: nothing up to here was theirs."""
        self.forgotten.add(who)
        self.people.pop(who, None)
        self.late.pop(who, None)
        for table in (self.met, self.whispers):
            for pair in [each for each in table if who in each]:
                del table[pair]
        for key in [each for each in self.refused if each[0] == who]:
            del self.refused[key]

    def refusal(self, who: int, what: str, reason: str, spot: Spot) -> None:
        """The world doesn't let somebody do something."""
        if self.has_room(self.refused, known=(who, what) in self.refused):
            self.refused.setdefault((who, what), Refusal(spot, reason)).times += 1
