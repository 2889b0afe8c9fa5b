"""Voice: how far people talk from how they are written.

Part: for each mind and day the distance, as in `drift`, between its lines and its persona: the sample lines and the prose of
its file in the cast, as the home keeps it. Whole: 1 for each such day.
Limits: prose in the second person is no speech, so 0 can't be reached; compare days, people and prompts with each other,
not with 0. Only where the record's files lie in their home. Days with fewer than 40 words aren't counted.
"""

from __future__ import annotations

from gothmud.replay.living import personas_in
from gothmud.replay.metrics.measuring import Metric, Sample
from gothmud.replay.metrics.profiles import distance, profile_of, voiced_in
from gothmud.replay.opening import Opened


def sampled(record: Opened) -> list[Sample]:
    """Return each day's distance from the persona."""
    written = {
        key: profile_of(" ".join([*each.sample, each.prose]))
        for key, each in personas_in(record).items() if each.sample or each.prose
    }  # fmt: skip
    if not written:
        return []
    return [
        Sample(each.city, each.day, str(each.who), distance(written[each.city, each.agent], each.profile), 1)
        for each in voiced_in(record) if (each.city, each.agent) in written
    ]  # fmt: skip


METRIC = Metric("voice", "distance of a day's lines from the persona", __doc__ or "", count=sampled)
