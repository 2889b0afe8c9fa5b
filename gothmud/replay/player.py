"""Where in a record one is while watching: real seconds go in, what was to be seen comes out. Pause, seek, follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from gothmud.replay.reel import Beat, Reel

SLOWEST, FASTEST = 1.0, 3600.0


class Player:
    """A reel being played. ``at`` is the city time, ``state`` how the city stands at it."""

    def __init__(self, reel: Reel, at: datetime, speed: float, follow: int | None = None) -> None:
        self.reel, self.speed, self.paused = reel, min(FASTEST, max(SLOWEST, speed)), False
        self.follow = follow
        self.seek(at)

    @property
    def over(self) -> bool:
        """Whether the record has come to its end."""
        return self.at > self.reel.ends

    def seek(self, at: datetime) -> None:
        """Go to a moment; one outside of the record is its first or last."""
        self.at = min(max(at, self.reel.begins), self.reel.ends)
        self.state = self.reel.state_at(self.at)
        self._coming = self._run()
        self._next = next(self._coming, None)

    def lately(self) -> list[Beat]:
        """Return what was to be seen in the city hour before."""
        before = max(self.reel.begins, self.at - timedelta(hours=1))
        return list(self.reel.beats(self.reel.state_at(before), self.at, self.follow))

    def forward(self, real_seconds: float) -> list[Beat]:
        """Let the city live on for some real seconds; return what was to be seen meanwhile."""
        if self.paused or self.over:
            return []
        self.at += timedelta(seconds=real_seconds * self.speed)
        passed: list[Beat] = []
        while self._next is not None and self._next.at <= self.at:
            passed.append(self._next)
            self._next = next(self._coming, None)
        return passed

    def follow_next(self) -> None:
        """Follow the next person of those who are in the city, by name; after the last one nobody."""
        known = sorted((each.name, number) for number, each in self.state.people.items() if each.room is not None)
        order: list[int | None] = [None, *(number for _, number in known)]
        self.follow = order[(order.index(self.follow) + 1) % len(order)] if self.follow in order else None
        self.seek(self.at)

    def faster(self, times: float) -> None:
        """Change the speed, within 1 and 3600."""
        self.speed = min(FASTEST, max(SLOWEST, self.speed * times))

    def _run(self) -> Iterator[Beat]:
        return self.reel.beats(self.state, self.reel.ends + timedelta(seconds=1), self.follow)
