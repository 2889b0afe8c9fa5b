"""Human wait: how long a human waits for an answer.

Part: real seconds from a human's line (said or whispered, heard by somebody) to the first utterance of somebody who is
no human and whose cause is that line. Whole: the number of lines that were answered.
Limits: a mean, and over answered lines only; see `answered` for the others. Who answers a later line of two answers,
by cause, only that one.
"""

from gothmud.replay.metrics.measuring import Metric
from gothmud.replay.metrics.waits import ANSWERS

QUERY = f"""{ANSWERS}
SELECT city, day, who, sum(seconds) AS part, count(*) AS whole FROM waits WHERE seconds IS NOT NULL GROUP BY ALL
"""
METRIC = Metric("human_wait", "seconds until the first answer", __doc__ or "", QUERY)
