"""Whom to greet: a human who came in, once in a while. Where the floor is somebody else's it is done a moment later,
unless they are in a talk by then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from agents.recollection import SPOKEN, Recollection
from agents.senses import Percept, Senses

AGAIN = timedelta(minutes=20)  # city time
WITHIN = timedelta(minutes=1)  # city time after which a greeting would be odd


class Greeting:
    """The greetings of one mind. ``waits`` is the arrival that is greeted once the floor is free, or None."""

    def __init__(self, senses: Senses, past: Recollection) -> None:
        self._senses, self._past = senses, past
        self.waits: Percept | None = None

    def due(self, percepts: Sequence[Percept]) -> Percept | None:
        """Return whose arrival is to be greeted now: the latest of those who just came, or who waits to be greeted."""
        if not percepts and not self.waits:
            return None
        came = next((each for each in reversed(percepts) if self._wanted(each)), None)
        found = came or (self.waits if self.waits and self._still_wanted(self.waits) else None)
        self.waits = found if found and self._senses.held_back() else None
        return None if self.waits else found

    def put_off(self, arrival: Percept) -> None:
        """Greet later: somebody else took the floor while one thought."""
        self.waits = arrival

    def _wanted(self, each: Percept) -> bool:
        if each.kind != "arrived" or not each.human or each.mine or each.who not in self._senses.people:
            return False
        before = self._past.greeted.get(each.who)
        return before is None or each.at - before >= AGAIN

    def _still_wanted(self, each: Percept) -> bool:
        words = (one for one in self._senses.recent if one.seq > each.seq and one.kind in SPOKEN)
        in_a_talk = any(each.who in (one.who, one.to) for one in words)
        return not in_a_talk and self._senses.clock.now() - each.at < WITHIN and self._wanted(each)
