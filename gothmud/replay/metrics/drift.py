"""Drift: how far people come to talk from how they began.

Part: for each mind and day after its first in the record, the distance between its lines of the first day and of this:
1 less the cosine of how often each 3-gram of letters stands in them, of the first 200 words said or whispered on each day.
Whole: 1 for each such day. 0 is the same words again, 1 not a 3-gram in common.
Limits: it can't tell a new voice from a new topic, and what is said at the same hour each day is alike. Days with fewer
than 40 words aren't counted. A persona may drift with its city's talk and still be itself: read some lines.
"""

from __future__ import annotations

from gothmud.replay.metrics.measuring import Metric, Sample
from gothmud.replay.metrics.profiles import Profile, distance, voiced_in
from gothmud.replay.opening import Opened


def sampled(record: Opened) -> list[Sample]:
    """Return each later day's distance from the first."""
    first: dict[tuple[str, int], Profile] = {}
    found: list[Sample] = []
    for each in voiced_in(record):
        if began := first.get((each.city, each.who)):
            found.append(Sample(each.city, each.day, str(each.who), distance(began, each.profile), 1))
        else:
            first[each.city, each.who] = each.profile
    return found


METRIC = Metric("drift", "distance of a day's lines from the first day's", __doc__ or "", count=sampled)
