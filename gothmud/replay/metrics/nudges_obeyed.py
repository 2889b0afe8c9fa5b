"""Nudges obeyed: how many inner thoughts are followed.

Part: nudges with the fate `obeyed`. Whole: those with the fate `obeyed` or `ignored`.
Limits: nudges that were dropped before the mind had them, or whose fate wasn't known when the record ended, don't count.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
SELECT city, city_time::DATE AS day, agent AS who, count(*) FILTER (WHERE fate = 'obeyed') AS part, count(*) AS whole
FROM nudges WHERE fate IN ('obeyed', 'ignored') GROUP BY ALL
"""
METRIC = Metric("nudges_obeyed", "share of settled nudges", __doc__ or "", QUERY)
