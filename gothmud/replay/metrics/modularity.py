"""Modularity: how much a day's talk falls into circles.

Part: Newman's modularity of the day's talk, in the circles that greedy merging finds (Clauset, Newman and Moore, by
networkx): the share of lines that stay within a circle, less what would by chance. Two people are tied by the lines that
either heard of the other, without the channel. Whole: 1 for each day with talk.
Limits: a value a day, so over persons there is no interval. Below ten people it says little; a room in which everybody
hears everybody is one circle and has 0.
"""

from __future__ import annotations

from gothmud.replay.metrics.circles import circles_by_day
from gothmud.replay.metrics.measuring import Metric, Sample
from gothmud.replay.opening import Opened


def sampled(record: Opened) -> list[Sample]:
    """Return each day's modularity."""
    return [Sample(each.city, each.day, "", each.modularity, 1) for each in circles_by_day(record)]


METRIC = Metric("modularity", "modularity of a day's talk", __doc__ or "", count=sampled)
