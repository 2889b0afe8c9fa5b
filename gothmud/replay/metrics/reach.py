"""Reach: how far a followed fact goes.

For each fact that was planted, and each person who could hear of it (`people` of the planting) and didn't know it then.
Part: 1 where a telling made it known to them. Whole: 1. Counted on the day of the planting.
Limits: only what `docs/gossip.md` calls a telling is seen. A fact that was planted an hour before the record's end had no
time to go far.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
WITH planted AS (
  SELECT city, city_time::DATE AS day, fact, coalesce(knows, []) AS knows, unnest(json_keys(people))::BIGINT AS who
  FROM events WHERE kind = 'rumor.planted'
), learnt AS (SELECT DISTINCT city, fact, unnest("new") AS who FROM tellings)
SELECT city, day, who, count(learnt.fact) AS part, count(*) AS whole
FROM planted LEFT JOIN learnt USING (city, fact, who) WHERE NOT list_contains(knows, who) GROUP BY ALL
"""
METRIC = Metric("reach", "share of those who could hear a fact and did", __doc__ or "", QUERY)
