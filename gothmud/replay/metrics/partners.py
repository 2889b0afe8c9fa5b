"""Partners: with how many different people a person exchanges words on a day.

Part: the number of people whom the person heard and who heard the person on that day, both by `heard` of what was said
aloud, whispered or posed. Whole: 1 for each person and day with words said or heard.
Limits: to stand in one room and speak past each other counts. The channel doesn't.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
WITH pairs AS (
  SELECT DISTINCT city, city_time::DATE AS day, who AS speaker, hearer
  FROM (SELECT city, city_time, who, unnest(heard) AS hearer FROM utterances WHERE mode <> 'channel' AND city_time IS NOT NULL)
  WHERE hearer <> who
), everybody AS (
  SELECT city, day, speaker AS who FROM pairs UNION SELECT city, day, hearer FROM pairs
), mutual AS (
  SELECT said.city, said.day, said.speaker AS who, count(*) AS partners
  FROM pairs AS said JOIN pairs AS answered
    ON answered.city = said.city AND answered.day = said.day AND answered.speaker = said.hearer
    AND answered.hearer = said.speaker
  GROUP BY ALL
)
SELECT city, day, who, coalesce(partners, 0) AS part, 1 AS whole FROM everybody LEFT JOIN mutual USING (city, day, who)
"""
METRIC = Metric("partners", "people a person and day", __doc__ or "", QUERY)
