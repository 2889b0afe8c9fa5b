"""What a metric is, and how its value gets an interval.

Every metric is a ratio of two sums. A metric's query (or a gauge of the living city, fed with the record) gives both per
person and city day; the value is the sum of all parts over the sum of all wholes. The interval is a percentile bootstrap over clusters (days or persons): clusters are
drawn with replacement, and the ratio is taken of each draw, so that a person's own days aren't counted as independent.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gothmud.replay.opening import Opened

DRAWS = 2000
Over = Literal["days", "persons"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric. ``text`` is its definition; ``query`` gives city, day, who, part and whole, or ``count`` gives samples;
    ``unit`` says of what."""

    name: str
    unit: str
    text: str
    query: str = ""
    count: Callable[[Opened], list[Sample]] | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One person's share of a metric on one day."""

    city: str
    day: date | None
    who: str
    part: float
    whole: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value with its 95 % interval; none of nothing, no interval of fewer than two clusters."""

    metric: str
    value: float | None
    low: float | None
    high: float | None
    clusters: int
    whole: float
    unit: str


def measured(record: Opened, metric: Metric, over: Over = "days") -> Figure:
    """Return a metric of a record, with an interval over days or persons."""
    return figure_of(metric, samples_of(record, metric), over)


def samples_of(record: Opened, metric: Metric) -> list[Sample]:
    """Return a metric's parts and wholes per person and day, in a fixed order."""
    if metric.count:
        return metric.count(record)
    rows = record.rows(f"SELECT city, day, who, part, whole FROM ({metric.query}) ORDER BY ALL")
    return [
        Sample(each["city"], each["day"], str(each["who"]), float(each["part"] or 0), float(each["whole"] or 0))
        for each in rows
    ]


def figure_of(metric: Metric, samples: Iterable[Sample], over: Over = "days") -> Figure:
    """Return the value of samples, and its interval. The draws are seeded by the metric's name: the same every time."""
    clusters: dict[tuple[str, object], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in samples:
        sums = clusters[each.city, each.day if over == "days" else each.who]
        sums[0] += each.part
        sums[1] += each.whole
    pairs = [(part, whole) for part, whole in clusters.values()]
    low, high = _interval(pairs, random.Random(metric.name))
    whole = sum(pair[1] for pair in pairs)
    return Figure(metric.name, _ratio(pairs), low, high, len(pairs), whole, metric.unit)


def _interval(pairs: list[tuple[float, float]], rng: random.Random) -> tuple[float | None, float | None]:
    if len(pairs) < 2:
        return None, None
    drawn = sorted(
        value for _ in range(DRAWS) if (value := _ratio(rng.choices(pairs, k=len(pairs)))) is not None
    )  # fmt: skip
    if not drawn:
        return None, None
    return drawn[int(0.025 * len(drawn))], drawn[min(len(drawn) - 1, int(0.975 * len(drawn)))]


def _ratio(pairs: list[tuple[float, float]]) -> float | None:
    whole = sum(pair[1] for pair in pairs)
    return sum(pair[0] for pair in pairs) / whole if whole else None
