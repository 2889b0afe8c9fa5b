"""Density: how much of all the talk that could be between the people of a day there is.

Part: the number of people with whom the person exchanges words on that day, as in `partners`. Whole: the number of all
others who spoke or heard words on that day. Summed over persons it is twice the ties over twice the possible ties.
Limits: it falls as a city grows, for nobody talks with everybody: compare cities of one size. Who was silent and heard
nothing on a day isn't of that day.
"""

from gothmud.replay.metrics import partners
from gothmud.replay.metrics.measuring import Metric

QUERY = f"""
SELECT city, day, who, part, count(*) OVER (PARTITION BY city, day) - 1 AS whole FROM ({partners.QUERY})
"""
METRIC = Metric("density", "share of possible ties of talk", __doc__ or "", QUERY)
