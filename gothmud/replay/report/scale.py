"""From city time to a place on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from gothmud.replay.report.markup import Markup, joined, label, tag

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of city time drawn from ``left`` to ``right``."""

    begins: datetime
    ends: datetime
    left: float
    right: float

    def x(self, at: datetime) -> float:
        """Return where a moment is; what lies outside is at the nearer end."""
        share = (min(max(at, self.begins), self.ends) - self.begins) / (self.ends - self.begins)
        return self.left + share * (self.right - self.left)

    def axis(self, top: float, bottom: float) -> Markup:
        """Return thin lines at the hours, with the hour below, as many as there is room for."""
        return joined(mark(self.x(at), top, bottom, said) for at, said in self._ticks())

    def at(self, x: float) -> datetime:
        """Return the moment that is drawn there."""
        return self.begins + (x - self.left) / (self.right - self.left) * (self.ends - self.begins)

    def _ticks(self) -> Iterator[tuple[datetime, str]]:
        hours = (self.ends - self.begins) / HOUR
        step = next((each for each in (1, 2, 3, 6, 12, 24) if hours / each <= (self.right - self.left) / 50), 24 * 7)
        at = floor_hour(self.begins)
        while at <= self.ends:
            if at >= self.begins and (at.hour % step == 0 if step <= 24 else at.hour == 0 and at.weekday() == 0):
                yield at, f"{at:%a %d}" if at.hour == 0 else f"{at:%H:%M}"
            at += HOUR


def mark(x: float, top: float, bottom: float, said: str) -> Markup:
    """Return a thin line from top to bottom, with words below."""
    return tag("g", tag("path", d=f"M{x:.1f} {top}V{bottom}"), label(said, x, bottom + 13), class_="axis")


def floor_hour(at: datetime) -> datetime:
    """Return the full hour before a moment."""
    return at.replace(minute=0, second=0, microsecond=0)


def span_of(begins: datetime, ends: datetime, left: float, right: float) -> Span:
    """Return a span that begins and ends at full hours."""
    last = floor_hour(ends)
    return Span(floor_hour(begins), last if last == ends and last > begins else last + HOUR, left, right)
