"""Tokens: what a turn of a mind costs.

Part: tokens asked and answered in all calls of a mind, whatever they were for, by the endpoint's own counts. Whole: its
turns.
Limits: calls whose tokens weren't reported count as 0; a day with calls and no turn counts with a whole of 0.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
WITH spent AS (
  SELECT city, city_time::DATE AS day, agent AS who, sum(coalesce(prompt_tokens, 0) + coalesce(output_tokens, 0)) AS part
  FROM calls GROUP BY ALL
), taken AS (
  SELECT city, city_time::DATE AS day, agent AS who, count(*) AS whole FROM turns GROUP BY ALL
)
SELECT coalesce(spent.city, taken.city) AS city, coalesce(spent.day, taken.day) AS day, coalesce(spent.who, taken.who) AS who,
  coalesce(part, 0) AS part, coalesce(whole, 0) AS whole
FROM spent FULL JOIN taken
  ON spent.city = taken.city AND spent.day IS NOT DISTINCT FROM taken.day AND spent.who = taken.who
"""
METRIC = Metric("tokens", "tokens a turn", __doc__ or "", QUERY)
