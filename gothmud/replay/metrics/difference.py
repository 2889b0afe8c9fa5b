"""How far a metric of one record lies from that of another, with an interval."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from gothmud.replay.metrics.measuring import (
    DRAWS,
    Figure,
    Metric,
    Over,
    Pair,
    Sample,
    clustered,
    drawn,
    figure_of,
    interval,
    ratio,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric of two records. ``value`` is the second less the first; the 95 % interval says whether that is more than
    chance: it holds 0 where it needn't be."""

    one: Figure
    other: Figure
    value: float | None
    low: float | None
    high: float | None


def difference_of(metric: Metric, one: Iterable[Sample], other: Iterable[Sample], over: Over = "days") -> Difference:
    """Return the difference of two records' samples. Clusters of each are drawn by themselves; the same every time."""
    samples = list(one), list(other)
    pairs = [clustered(each, over) for each in samples]
    rng = random.Random(f"{metric.name} difference")
    enough = all(len(each) > 1 for each in pairs)
    low, high = interval([_less(drawn(pairs[1], rng), drawn(pairs[0], rng)) for _ in range(DRAWS)] if enough else [])
    figures = [figure_of(metric, each, over) for each in samples]
    return Difference(figures[0], figures[1], _less(pairs[1], pairs[0]), low, high)


def _less(pairs: list[Pair], others: list[Pair]) -> float | None:
    one, other = ratio(pairs), ratio(others)
    return None if one is None or other is None else one - other
