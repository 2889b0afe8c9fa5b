"""Nesting: the share of waking time that people spend at home.

Part: seconds of city time in the room that is one's home, awake. Whole: seconds of city time in any room, awake.
Home is the room in which one fell asleep most often in this record (of two, the smaller number).
Limits: who never fell asleep in the record has no home and isn't counted, so a record of less than a night tells
little. A stretch between two signs of a person belongs to the day in which it begins, and to the room of its beginning.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
WITH bedrooms AS (
  SELECT city, who, room, count(*) AS times FROM events WHERE kind = 'slept' AND state = 'asleep' GROUP BY ALL
), homes AS (
  SELECT city, who, room AS home FROM bedrooms
  QUALIFY row_number() OVER (PARTITION BY city, who ORDER BY times DESC, room) = 1
), signs AS (
  SELECT city, who, home, seq, city_time, CASE WHEN kind = 'went' THEN NULL ELSE room END AS room,
    CASE WHEN kind = 'slept' AND state <> 'shaken' THEN state = 'asleep' END AS asleep
  FROM events JOIN homes USING (city, who)
  WHERE source = 'world' AND city_time IS NOT NULL AND kind IN ('said', 'moved', 'came', 'went', 'handled', 'slept')
), stretches AS (
  SELECT city, who, home, room, city_time AS begins, lead(city_time) OVER person AS ends,
    coalesce(last_value(asleep IGNORE NULLS) OVER person, false) AS asleep
  FROM signs WINDOW person AS (PARTITION BY city, who ORDER BY seq)
)
SELECT city, begins::DATE AS day, who, coalesce(sum(epoch(ends - begins)) FILTER (WHERE room = home), 0) AS part,
  sum(epoch(ends - begins)) AS whole
FROM stretches WHERE NOT asleep AND room IS NOT NULL AND ends IS NOT NULL GROUP BY ALL
"""
METRIC = Metric("nesting", "share of waking time at home", __doc__ or "", QUERY)
