"""Likeness: how much of a fact's planted words is left when it is told.

Part: `like_planted` of each telling, 0 to 1. Whole: the tellings. For the teller, on the day of the telling.
Limits: it compares words, not what they say; a story that lost its "not" is still alike.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
SELECT city, city_time::DATE AS day, who, sum(like_planted) AS part, count(*) AS whole
FROM tellings WHERE like_planted IS NOT NULL GROUP BY ALL
"""
METRIC = Metric("likeness", "share of the planted words in a telling", __doc__ or "", QUERY)
