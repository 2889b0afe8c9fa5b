"""The one clock. The world owns and announces it; everybody else follows the announcements.

City time is a naive ``datetime``: the hour that the city's clock shows. Real time is an aware UTC ``datetime``.
This is the only module that asks the wall for the time or sleeps (a lint rule holds the others to it).
The shape follows trio's clock and simpy's: real time is the same thing with a wait before the step.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

FIRST_LIGHT = 10  # a city founded in the dark starts at this hour: nobody's first sight should be shutters
LAST_LIGHT = 17
MAX_RATE = 3600.0


def wall() -> datetime:
    """Return the real time, aware, UTC."""
    return datetime.now(UTC)


def stopwatch() -> float:
    """Return monotonic seconds, for measuring how long something took."""
    return time.monotonic()


async def real_sleep(seconds: float) -> None:
    """Wait ``seconds`` of real time."""
    await asyncio.sleep(max(0.0, seconds))


def block(seconds: float) -> None:
    """Block this thread for ``seconds`` of real time. For command-line tools only."""
    time.sleep(max(0.0, seconds))


@dataclass(frozen=True, slots=True)
class Reading:
    """One announcement: the city stood at ``city`` when the wall stood at ``real``; since then it runs at ``rate``."""

    city: datetime
    real: datetime
    rate: float = 1.0
    paused: bool = False

    def at(self, real: datetime) -> datetime:
        """Return the city time at a real moment. A wall that was set back never turns the city back."""
        if self.paused:
            return self.city
        return self.city + max(timedelta(0), real - self.real) * self.rate


class Clock:
    """City time: ``now``, ``rate``, ``pause``, ``jump``. Changes never move time backwards."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._latest = reading.city

    @property
    def rate(self) -> float:
        """City seconds per real second."""
        return self.reading.rate

    @property
    def paused(self) -> bool:
        """Whether city time stands still."""
        return self.reading.paused

    def now(self) -> datetime:
        """Return the city time. It stands still where the wall was set back, until the wall has caught up."""
        if self.reading.paused:
            return self.reading.city
        self._latest = max(self._latest, self.reading.at(wall()))
        return self._latest

    def follow(self, reading: Reading) -> None:
        """Take over an announcement of the clock's owner."""
        self.reading, self._latest = reading, reading.city

    def set_rate(self, rate: float) -> None:
        """Run ``rate`` times as fast as the wall from now on. Raises ValueError outside 0 < rate <= 3600."""
        if not 0 < rate <= MAX_RATE:
            raise ValueError(f"rate {rate:g} is not between 0 and {MAX_RATE:g}")
        self.reading = replace(self._mark(), rate=rate)

    def pause(self) -> None:
        """Stop city time."""
        self.reading = replace(self._mark(), paused=True)

    def resume(self) -> None:
        """Let city time run on from where it stood; nothing for a clock that runs."""
        if self.paused:
            self.reading = replace(self.reading, real=wall(), paused=False)

    def jump(self, city: datetime) -> None:
        """Go to a later city time at once. Raises ValueError for an earlier one."""
        if city < self.now():
            raise ValueError(f"the clock can't go back from {self.now():%F %T} to {city:%F %T}")
        self.reading = Reading(city, wall(), self.reading.rate, self.reading.paused)

    def _mark(self) -> Reading:
        return replace(self.reading, city=self.now(), real=wall())


def founding(real_local: datetime) -> datetime:
    """Return the city time at which a new city starts: the visitor's own hour, or 10 in the morning if that is dark."""
    local = real_local.replace(tzinfo=None, microsecond=0)
    if FIRST_LIGHT <= local.hour < LAST_LIGHT:
        return local
    return local.replace(hour=FIRST_LIGHT, minute=0, second=0)


def local_wall() -> datetime:
    """Return the real time in the machine's own zone."""
    return wall().astimezone()
