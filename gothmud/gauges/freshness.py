"""How much of what is said is new in its room."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from gothmud.events import Said
from gothmud.novelty import Recent, grams

LOOK_BACK = 40  # lines of the room against which one is held
LEAST = 0.5  # share of a line's 3-grams from which on it brings something new


@dataclass(frozen=True, slots=True)
class Fresh:
    """A line's 3-grams: ``new`` of ``grams`` weren't in what its room last heard."""

    grams: int
    new: int

    @property
    def brings(self) -> bool:
        """Whether the line brings something new."""
        return self.grams > 0 and self.new / self.grams >= LEAST


class Freshness:
    """What each room has heard lately from those who are no humans."""

    def __init__(self) -> None:
        self._rooms: defaultdict[int, Recent] = defaultdict(lambda: Recent(LOOK_BACK))

    def take(self, said: Said) -> Fresh | None:
        """Take a line; return how new it is, or None for a human's and for the channel's."""
        if said.tier == "human" or said.mode == "channel":
            return None
        line, recent = grams(said.text), self._rooms[said.room]
        fresh = Fresh(len(line), recent.new(line))
        recent.add(line)
        return fresh
