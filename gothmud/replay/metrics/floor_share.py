"""Floor share: how much of the talk around a human is the human's own.

Part: words that a human said aloud, whispered or posed. Whole: those, and the words that others said so and this human
heard. Per human and day.
Limits: words are counted at spaces. A human who only listens counts with a share of 0.
"""

from gothmud.replay.metrics.measuring import Metric, Sample, sampled
from gothmud.replay.metrics.near_humans import VIEW, keep_near_humans
from gothmud.replay.opening import Opened

QUERY = f"""
WITH humans AS (SELECT DISTINCT city, who FROM {VIEW} WHERE tier = 'human'),
ears AS (
  SELECT city, city_time::DATE AS day, who AS speaker, unnest(list_distinct(list_append(heard, who))) AS who, words
  FROM {VIEW} WHERE kind = 'said' AND mode <> 'channel' AND city_time IS NOT NULL
)
SELECT city, day, who, coalesce(sum(words) FILTER (WHERE who = speaker), 0) AS part, sum(words) AS whole
FROM ears JOIN humans USING (city, who) GROUP BY ALL
"""


def shares(record: Opened) -> list[Sample]:
    """Return of each human and day the words that were the human's over all that the human heard or said."""
    record.once(keep_near_humans)
    return sampled(record, QUERY)


METRIC = Metric("floor_share", "share of the words around a human that are the human's", __doc__ or "", count=shares)
