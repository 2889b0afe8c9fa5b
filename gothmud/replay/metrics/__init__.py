"""Metrics over a record: one file each, whose docstring is its definition. ``METRICS`` lists them."""

from __future__ import annotations

from gothmud.replay.metrics import (
    answered,
    cast_novelty,
    floor_share,
    human_wait,
    nesting,
    novelty,
    nudges_obeyed,
    partners,
    places,
    prefix_reuse,
    tokens,
)
from gothmud.replay.metrics.measuring import Figure, Metric, Sample, figure_of, measured, samples_of

METRICS: dict[str, Metric] = {
    each.METRIC.name: each.METRIC
    for each in (
        nesting, places, partners, novelty, cast_novelty, floor_share, human_wait, answered, nudges_obeyed, tokens,
        prefix_reuse,
    )
}  # fmt: skip

__all__ = ["METRICS", "Figure", "Metric", "Sample", "figure_of", "measured", "samples_of"]
