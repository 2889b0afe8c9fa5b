"""The fast clock's rule: city time stands still while any mind thinks, and jumps to the next moment that is due.

Everybody who plays in step says up to when they need nothing; the clock goes to the earliest of these moments. (The
same bargain as in conservative parallel simulation: a promise is good until something new was sent to who made it.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class _Mind:
    """What was sent to a mind and what it promised: having read all up to event ``read``, nothing until ``until``."""

    told: int = 0
    read: int = -1
    until: datetime | None = None

    def needs_nothing_until(self, now: datetime) -> datetime | None:
        """Return the moment that it promised, or None for a mind that has to be waited for."""
        if self.until is None or self.read < self.told or self.until <= now:
            return None
        return self.until


class Rendezvous:
    """Who is waited for, and to where the clock may go. Bodies are numbers; no I/O, no clock of its own."""

    def __init__(self) -> None:
        self._minds: dict[int, _Mind] = {}
        self._left: set[int] = set()

    def expect(self, body: int) -> None:
        """Wait for this body's mind from now on. What it promised before no longer counts: it may be another mind."""
        self._left.discard(body)
        self._minds[body] = _Mind(told=self._minds[body].told if body in self._minds else 0)

    def left(self, body: int) -> None:
        """Don't wait for this body's mind until it is expected again."""
        self._minds.pop(body, None)
        self._left.add(body)

    def told(self, body: int, seq: int) -> None:
        """An event was sent to a body: whoever is in it isn't ready before it has read that far."""
        if body in self._minds:
            self._minds[body].told = max(self._minds[body].told, seq)

    def declare(self, body: int, until: datetime, seq: int) -> None:
        """The mind of a body has read all up to event ``seq`` and needs nothing until ``until``.

        Nobody has read what wasn't sent: a higher ``seq`` means all that was sent so far.
        """
        if (mind := self._minds.get(body)) is not None:
            mind.read, mind.until = min(seq, mind.told), until

    def waiting_for(self, now: datetime) -> list[int]:
        """Return the bodies whose minds keep the clock standing."""
        return [body for body, mind in self._minds.items() if mind.needs_nothing_until(now) is None]

    def next_jump(self, now: datetime, world_due: datetime) -> datetime | None:
        """Return the city time to go to, or None while somebody isn't ready.

        It is the earliest of all promises and ``world_due``, never before ``now``. A city whose minds have all left
        stands still: without them time would race. One that never had any goes by ``world_due`` alone.
        """
        if not self._minds and self._left:
            return None
        promises = [mind.needs_nothing_until(now) for mind in self._minds.values()]
        if None in promises:
            return None
        return max(now, min([world_due, *(each for each in promises if each is not None)]))
