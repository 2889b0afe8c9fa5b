"""Floor share: how much of the talk around a human is the human's own.

Part: words that a human said aloud, whispered or posed. Whole: those, and the words that others said so and this human
heard. Per human and day.
Limits: words are counted at spaces. A human who only listens counts with a share of 0.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
WITH humans AS (SELECT city, who FROM utterances GROUP BY city, who HAVING bool_or(tier = 'human')
  UNION SELECT city, who FROM events WHERE kind = 'came' AND tier = 'human'),
lines AS (SELECT city, city_time::DATE AS day, who, words, heard FROM utterances WHERE mode <> 'channel' AND city_time IS NOT NULL),
ears AS (
  SELECT city, day, who, words, words AS own FROM lines
  UNION ALL
  SELECT city, day, hearer, words, 0 FROM (SELECT city, day, who, words, unnest(heard) AS hearer FROM lines) WHERE hearer <> who
)
SELECT city, day, who, sum(own) AS part, sum(words) AS whole FROM ears JOIN humans USING (city, who) GROUP BY ALL
"""
METRIC = Metric("floor_share", "share of the words around a human that are the human's", __doc__ or "", QUERY)
