"""How much of the talk around a human is the human's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gothmud.events import Said


@dataclass(frozen=True, slots=True)
class Ears:
    """Words around one human: of a line of their own, or of one that they heard."""

    human: int
    words: int
    own: bool


class FloorShare:
    """What reaches the ears of humans: all that is said aloud, whispered or posed. Words are counted at spaces."""

    def __init__(self, humans: set[int]) -> None:
        self._humans = humans

    def take(self, said: Said) -> Iterator[Ears]:
        """Take a line; yield whose ears it came to."""
        if said.mode == "channel":
            return
        words = said.text.count(" ") + 1
        if said.who in self._humans:
            yield Ears(said.who, words, own=True)
        for each in self._humans.intersection(said.heard):
            if each != said.who:
                yield Ears(each, words, own=False)
