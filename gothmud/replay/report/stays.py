"""Where people were within a day, and in what pieces that is drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from gothmud.replay.opening import Opened
from gothmud.replay.report.scale import Span

STEP = 2.0  # of paper; what is shorter joins what lasts longest there
A_DAY = timedelta(days=1)
STAYS = "SELECT who, room, begins, ends FROM stays WHERE city = $city AND ends > begins ORDER BY who, begins"


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody in a room within one day."""

    who: int
    room: int
    begins: datetime
    ends: datetime

    @property
    def seconds(self) -> float:
        """How long."""
        return (self.ends - self.begins).total_seconds()


@dataclass(frozen=True, slots=True)
class Block:
    """A stay as it is drawn: from ``left`` to ``right`` on paper."""

    room: int
    left: float
    right: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left


def stays_by_day(record: Opened, city: str, days: Iterable[date]) -> dict[date, list[Stay]]:
    """Return the stays of these days, cut at midnight, by person."""
    found: dict[date, list[Stay]] = {day: [] for day in days}
    for row in record.rows(STAYS, {"city": city}):
        for begins, ends in _cut(row["begins"], row["ends"]):
            if begins.date() in found:
                found[begins.date()].append(Stay(row["who"], row["room"], begins, ends))
    return {day: stays for day, stays in found.items() if stays}


def time_spent(stays: Iterable[Stay]) -> dict[int, Counter[int]]:
    """Return each person's seconds by room."""
    spent: dict[int, Counter[int]] = defaultdict(Counter)
    for each in stays:
        spent[each.who][each.room] += int(each.seconds)
    return spent


def blocks(stays: list[Stay], span: Span) -> Iterator[Block]:
    """Yield one person's stays, none narrower than a step: each step goes to the room in which they were longest in it.

    So a lane has a bounded size, however often somebody walks.
    """
    steps: dict[int, Counter[int]] = defaultdict(Counter)
    for stay in stays:
        left, right = span.x(stay.begins), span.x(stay.ends)
        for step in range(int(left / STEP), int(right / STEP) + 1):
            within = min(right, (step + 1) * STEP) - max(left, step * STEP)
            steps[step][stay.room] += max(0, int(100 * within))
    longest = [(step, rooms.most_common(1)[0][0]) for step, rooms in sorted(steps.items()) if rooms.total()]
    for (room, _), run in groupby(enumerate(longest), lambda each: (each[1][1], each[1][0] - each[0])):
        numbers = [step for _, (step, _) in run]
        yield Block(room, max(numbers[0] * STEP, span.left), min((numbers[-1] + 1) * STEP, span.right))


def _cut(begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    while begins < ends:
        midnight = datetime.combine(begins.date(), datetime.min.time()) + A_DAY
        yield begins, min(ends, midnight)
        begins = midnight
