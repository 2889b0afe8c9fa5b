"""How many lines bots say in a row before a human, who gets no word in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gothmud.events import Said

PAUSE = 6.0  # real seconds without a line, in which a human may begin to speak


@dataclass(slots=True)
class _Run:
    lines: int
    last: datetime


class Runs:
    """The runs of all rooms; ``longest`` is that of the longest. A human's line ends one, and so does a pause."""

    def __init__(self, humans: set[int]) -> None:
        self._humans = humans
        self._runs: dict[int, _Run] = {}
        self.longest = 0

    def take(self, said: Said) -> None:
        """Take a line."""
        if said.tier == "human" and said.mode in ("say", "emote"):
            self._runs.pop(said.room, None)
        elif said.tier != "human" and said.mode != "channel" and not self._humans.isdisjoint(said.heard):
            self._lengthen(said)

    def _lengthen(self, said: Said) -> None:
        run = self._runs.get(said.room)
        if run is None or (said.real_time - run.last).total_seconds() >= PAUSE:
            run = self._runs[said.room] = _Run(0, said.real_time)
        run.lines, run.last = run.lines + 1, said.real_time
        self.longest = max(self.longest, run.lines)
