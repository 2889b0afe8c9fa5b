"""Answered: how many of a human's lines get an answer.

Part: lines of a human (said or whispered, heard by somebody) that are the cause of an utterance of somebody who is no
human. Whole: all such lines.
Limits: not every line wants an answer.
"""

from gothmud.replay.metrics.measuring import Metric
from gothmud.replay.metrics.waits import ANSWERS

QUERY = f"{ANSWERS} SELECT city, day, who, count(seconds) AS part, count(*) AS whole FROM waits GROUP BY ALL"
METRIC = Metric("answered", "share of a human's lines that got an answer", __doc__ or "", QUERY)
