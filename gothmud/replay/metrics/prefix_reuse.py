"""Prefix reuse: how much of what the model is asked it had already.

Part: tokens of prompts that the endpoint took from its cache. Whole: tokens of prompts. Both of calls for which the
endpoint reported both.
Limits: an endpoint that reports nothing has no value, which isn't 0.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
SELECT city, city_time::DATE AS day, agent AS who, sum(cached_tokens) AS part, sum(prompt_tokens) AS whole
FROM calls WHERE cached_tokens IS NOT NULL AND prompt_tokens IS NOT NULL GROUP BY ALL
"""
METRIC = Metric("prefix_reuse", "share of prompt tokens from the cache", __doc__ or "", QUERY)
