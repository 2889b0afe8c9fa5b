"""Places: in how many different rooms a person is on a day.

Part: the number of different rooms in which the record has a sign of the person on that day (words, steps, deeds,
sleep). Whole: 1 for each person and day with such a sign.
Limits: a day that the record has only in part counts as a day.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
SELECT city, city_time::DATE AS day, who, count(DISTINCT room) AS part, 1 AS whole
FROM events
WHERE source = 'world' AND who IS NOT NULL AND room IS NOT NULL AND city_time IS NOT NULL
  AND kind IN ('said', 'moved', 'came', 'handled', 'slept')
GROUP BY ALL
"""
METRIC = Metric("places", "rooms a person and day", __doc__ or "", QUERY)
