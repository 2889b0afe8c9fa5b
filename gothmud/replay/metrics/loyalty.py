"""Loyalty: how far people stay in the circle that they talked in the day before.

Part: of the others in the person's circle of a day, those who are in the person's circle of the next day of the record.
Whole: the others in the circle of the first of the two days who talk on the next at all. Counted on the next day. Circles
are those of `modularity`.
Limits: circles found by merging jump where two ways to cut are nearly as good; a day of few lines makes loose ones. A
record of a single day has no value.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from gothmud.replay.metrics.circles import circles_by_day
from gothmud.replay.metrics.measuring import Metric, Sample
from gothmud.replay.opening import Opened


def sampled(record: Opened) -> list[Sample]:
    """Return, for each person and day, who of yesterday's circle is still in it."""
    days = [
        (each.city, each.day, {who: circle for circle in each.circles for who in circle})
        for each in circles_by_day(record)
    ]
    found: list[Sample] = []
    for (city, _, before), (same, day, after) in pairwise(days):
        if city == same:
            found += _stayed(city, day, before, after)
    return found


def _stayed(city: str, day: date, before: dict[int, frozenset[int]], after: dict[int, frozenset[int]]) -> list[Sample]:
    found: list[Sample] = []
    for who in sorted(before.keys() & after.keys()):
        others = (before[who] & after.keys()) - {who}
        if others:
            found.append(Sample(city, day, str(who), len(others & after[who]), len(others)))
    return found


METRIC = Metric("loyalty", "share of a circle that is still in it a day later", __doc__ or "", count=sampled)
