"""Answered: how many of a human's lines get an answer of the one whom they asked.

Waits are those of `human_wait`. Part: those that ended with the words of the one asked. Whole: all. One ends without an
answer where the human asks somebody else, or after two minutes.
Limits: not every line wants an answer. A wait that hadn't ended when the record did counts as unanswered.
"""

from gothmud.replay.metrics.measuring import Metric
from gothmud.replay.metrics.waits import answers_of

METRIC = Metric("answered", "share of a human's lines that got an answer", __doc__ or "", count=answers_of)
