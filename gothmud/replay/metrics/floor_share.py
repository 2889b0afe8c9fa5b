"""Floor share: how much of the talk around a human is the human's own.

Part: words that a human said aloud, whispered or posed. Whole: those, and the words that others said so and this human
heard. Per human and day.
Limits: words are counted at spaces. A human who only listens counts with a share of 0.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
WITH humans AS (SELECT city, who FROM utterances GROUP BY city, who HAVING bool_or(tier = 'human')
  UNION SELECT city, who FROM events WHERE kind = 'came' AND tier = 'human'),
ears AS (
  SELECT city, city_time::DATE AS day, who AS speaker, unnest(list_distinct(list_append(coalesce(heard, []), who))) AS who, words
  FROM utterances WHERE mode <> 'channel' AND city_time IS NOT NULL
)
SELECT city, day, who, coalesce(sum(words) FILTER (WHERE who = speaker), 0) AS part, sum(words) AS whole
FROM ears JOIN humans USING (city, who) GROUP BY ALL
"""
METRIC = Metric("floor_share", "share of the words around a human that are the human's", __doc__ or "", QUERY)
