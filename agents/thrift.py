"""When the minds hold back: nobody has been in for a while, or the card is wanted for something else. A plain rule that
the queue asks; off unless the settings say otherwise. Whoever waits for an answer gets it all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from agents.model import Priority, Request
from gothmud.clock import stopwatch
from gothmud.config import Budget as Limits

MUSING = (Priority.IDLE,)
UNASKED = (Priority.SCHEDULED, Priority.IDLE)  # notes of the night are written in any case


@dataclass
class Thrift:
    """The rule. ``others`` is the share of the card (0 to 100) that processes other than the model's have used lately."""

    limits: Limits = field(default_factory=Limits)
    now: Callable[[], float] = stopwatch
    others: float = 0.0
    _alone_since: float | None = None
    _mused_at: float = float("-inf")

    def humans(self, present: int) -> None:
        """Say how many humans are in."""
        if present:
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = self.now()

    @property
    def resting(self) -> bool:
        """Whether nobody has been in for so long that the city slows down."""
        after = self.limits.rest_after * 60
        return bool(after) and self._alone_since is not None and self.now() - self._alone_since >= after

    @property
    def yielding(self) -> bool:
        """Whether others want the card."""
        return 0 < self.limits.yield_card <= self.others

    def refusal(self, request: Request) -> str:
        """Return why a call should not be made now, or an empty string."""
        if self.yielding and request.priority in UNASKED:
            return f"others use {self.others:.0f} % of the card (budget.yield_card is {self.limits.yield_card:g})"
        if self.resting and request.priority in MUSING and self.now() - self._mused_at < self.limits.rest_seconds:
            return f"nobody is in: one thought of the whole city in {self.limits.rest_seconds:g} s (budget.rest_after)"
        return ""

    def left(self, request: Request) -> None:
        """Note that a call was made."""
        if request.priority in MUSING:
            self._mused_at = self.now()

    def __str__(self) -> str:
        if self.yielding:
            return f"others use {self.others:.0f} % of the card: nobody muses or follows a plan"
        return f"nobody is in: one thought in {self.limits.rest_seconds:g} s" if self.resting else ""
