"""Gauges of how people live together, fed with the world's events in their order: the world feeds them as they happen,
replay with a record. No I/O and no clock, so both come to the same figures."""

from gothmud.gauges.figures import Figures
from gothmud.gauges.freshness import Fresh, Freshness
from gothmud.gauges.gauges import Gauges
from gothmud.gauges.runs import Runs
from gothmud.gauges.shares import Ears, FloorShare
from gothmud.gauges.waits import Line, Wait, Waits

__all__ = ["Ears", "Figures", "FloorShare", "Fresh", "Freshness", "Gauges", "Line", "Runs", "Wait", "Waits"]
