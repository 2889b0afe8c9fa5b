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
Pair = tuple[float, float]


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
    return metric.count(record) if metric.count else sampled(record, metric.query)


def sampled(record: Opened, query: str) -> list[Sample]:
    """Return the samples that a query gives as city, day, who, part and whole."""
    rows = record.rows(f"SELECT city, day, who, part, whole FROM ({query}) ORDER BY ALL")
    return [
        Sample(each["city"], each["day"], str(each["who"]), float(each["part"] or 0), float(each["whole"] or 0))
        for each in rows
    ]


def summed(samples: Iterable[Sample]) -> list[Sample]:
    """Return one sample for each person and day, the sum of all there are, in a fixed order."""
    sums: defaultdict[tuple[str, date | None, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in samples:
        pair = sums[each.city, each.day, each.who]
        pair[0] += each.part
        pair[1] += each.whole
    return [Sample(*key, part, whole) for key, (part, whole) in sorted(sums.items())]


def figure_of(metric: Metric, samples: Iterable[Sample], over: Over = "days") -> Figure:
    """Return the value of samples, and its interval. The draws are seeded by the metric's name: the same every time."""
    pairs = clustered(samples, over)
    rng = random.Random(metric.name)
    low, high = interval([ratio(drawn(pairs, rng)) for _ in range(DRAWS)] if len(pairs) > 1 else [])
    whole = sum(pair[1] for pair in pairs)
    return Figure(metric.name, ratio(pairs), low, high, len(pairs), whole, metric.unit)


def clustered(samples: Iterable[Sample], over: Over) -> list[Pair]:
    """Return the sums of part and whole of each day, or each person."""
    clusters: dict[tuple[str, object], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in samples:
        sums = clusters[each.city, each.day if over == "days" else each.who]
        sums[0] += each.part
        sums[1] += each.whole
    return [(part, whole) for part, whole in clusters.values()]


def drawn(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    """Draw as many clusters as there are, with replacement."""
    return rng.choices(pairs, k=len(pairs))


def interval(values: Iterable[float | None]) -> tuple[float | None, float | None]:
    """Return where the middle 95 % of drawn values lie; nothing where no draw has a value."""
    found = sorted(each for each in values if each is not None)
    if not found:
        return None, None
    return found[int(0.025 * len(found))], found[min(len(found) - 1, int(0.975 * len(found)))]


def ratio(pairs: Iterable[Pair]) -> float | None:
    """Return the sum of parts over the sum of wholes; None of nothing."""
    parts, wholes = (sum(each) for each in zip((0.0, 0.0), *pairs, strict=True))
    return parts / wholes if wholes else None
