"""Reciprocity: how often who is spoken to speaks back.

Part: people to whom the person speaks on a day and who speak to the person on that day. Whole: people to whom the person
speaks on that day. To speak to somebody: words, not on the channel, that were meant for them (`to`).
Limits: words to nobody in particular have no tie, though everybody hears them. An hour before midnight and an answer
after it are of two days.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
WITH ties AS (
  SELECT DISTINCT city, city_time::DATE AS day, who, to_who AS other FROM utterances
  WHERE mode <> 'channel' AND to_who IS NOT NULL AND to_who <> who AND city_time IS NOT NULL
)
SELECT city, day, ties.who, count(back.who) AS part, count(*) AS whole
FROM ties LEFT JOIN (SELECT city, day, other AS who, who AS other FROM ties) AS back USING (city, day, who, other)
GROUP BY ALL
"""
METRIC = Metric("reciprocity", "share of ties that are returned", __doc__ or "", QUERY)
