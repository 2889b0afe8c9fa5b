"""Human wait: how long a human waits for the one whom they asked.

A wait begins with a line that a human says or whispers and that is somebody's turn (the room's floor says whose) who is
no human. It ends with the first words of that one that the human hears; further lines to the same one belong to the same
wait. Part: its real seconds. Whole: the number of waits that ended so.
Limits: a mean, and over answered lines only; see `answered` for the others. A record from before rooms said whose turn
it is has none. The running city's gauge is the same code (gothmud/gauges/waits.py), and shows median and 95th percentile.
"""

from gothmud.replay.metrics.measuring import Metric
from gothmud.replay.metrics.waits import seconds_of

METRIC = Metric("human_wait", "seconds until the first words of the one asked", __doc__ or "", count=seconds_of)
