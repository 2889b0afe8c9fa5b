"""Metrics over a record: one file each, whose docstring is its definition. ``METRICS`` lists them."""

from __future__ import annotations

from gothmud.replay.metrics import (
    answered,
    cast_novelty,
    density,
    drift,
    floor_share,
    human_wait,
    likeness,
    loyalty,
    modularity,
    mouths,
    nesting,
    novelty,
    nudges_obeyed,
    partners,
    places,
    prefix_reuse,
    promises,
    reach,
    recall,
    reciprocity,
    schedule,
    tokens,
    voice,
    yes_anding,
)
from gothmud.replay.metrics.measuring import Figure, Metric, Sample, figure_of, measured, samples_of

METRICS: dict[str, Metric] = {
    each.METRIC.name: each.METRIC
    for each in (
        nesting, places, partners, density, reciprocity, modularity, loyalty, novelty, cast_novelty, yes_anding,
        drift, voice, floor_share, human_wait, answered, nudges_obeyed, schedule, promises,
        recall, reach, mouths, likeness, tokens, prefix_reuse,
    )
}  # fmt: skip

__all__ = ["METRICS", "Figure", "Metric", "Sample", "figure_of", "measured", "samples_of"]
