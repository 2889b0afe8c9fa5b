"""The fast mode of the city's clock: it stands still while any mind thinks and jumps to what is due next.

The rule is world/rendezvous.py; here it meets connections that come and go, and the reactor.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from twisted.internet import reactor

from gothmud.clock import Clock, stopwatch
from world.rendezvous import Rendezvous

GRACE = 30.0  # real seconds for which a mind that lost its body is waited for
WORLD_STEP = timedelta(minutes=1)  # the longest that dice and weather are left alone


class FastClock:
    """Who is in step, and the jumps while it is ``on``. ``jumped`` is called after each of them.

    Who is in step is known in every mode, so that the mode can be entered at any time.
    """

    def __init__(self, clock: Clock, jumped: Callable[[], None]) -> None:
        self.on = False
        self.until: datetime | None = None  # it doesn't go on by itself from there
        self._clock, self._jumped = clock, jumped
        self._meeting = Rendezvous()
        self._away: dict[int, float] = {}  # since when, by body
        self._soon = False

    def came(self, body: int) -> None:
        """A mind is in its body: wait for it, whatever was promised before."""
        self._away.pop(body, None)
        self._meeting.expect(body)

    def went(self, body: int) -> None:
        """A mind is not in its body: wait for it a while."""
        self._away[body] = stopwatch()
        self._meeting.expect(body)

    def told(self, body: int, seq: int) -> None:
        """Event ``seq`` was sent to the mind of a body."""
        self._meeting.told(body, seq)

    def declared(self, body: int, until: datetime, seq: int) -> None:
        """The mind of a body has read up to event ``seq`` and needs nothing until ``until``."""
        self._meeting.declare(body, until, seq)
        self.soon()

    def look(self) -> None:
        """Wait no longer for who was away for too long; go on if nobody keeps the clock."""
        over = stopwatch() - GRACE
        for body in [each for each, since in self._away.items() if since < over]:
            del self._away[body]
            self._meeting.left(body)
        self.soon()

    def waiting_for(self) -> list[int]:
        """Return the bodies whose minds keep the clock standing; nobody while it isn't on."""
        return self._meeting.waiting_for(self._clock.now()) if self.on else []

    def soon(self) -> None:
        """See whether the clock may jump, once this turn of the reactor is over: who types meanwhile is served."""
        if self.on and not self._soon:
            self._soon = True
            reactor.callLater(0, self._step)  # pyright: ignore[reportAttributeAccessIssue]

    def _step(self) -> None:
        self._soon = False
        now = self._clock.now()
        target = self._meeting.next_jump(now, self._world_due(now)) if self.on else None
        if target is not None and target > now:
            self._clock.jump(target)
            self._jumped()
            self.soon()

    def _world_due(self, now: datetime) -> datetime:
        due = now.replace(second=0, microsecond=0) + WORLD_STEP
        return due if self.until is None else min(due, self.until)
