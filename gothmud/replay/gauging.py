"""The gauges of a record: the code that the running city is gauged by, fed with what stands in the record."""

from __future__ import annotations

from collections import defaultdict

from gothmud.gauges import Figures, Gauges
from gothmud.replay.literals import literal
from gothmud.replay.opening import Opened
from gothmud.replay.streaming import streamed

KINDS = ["came", "said", "refused", "scene", "started"]


def gauged(record: Opened, since: str = "") -> dict[str, Figures]:
    """Return each city's figures, from event ``since`` on, or from the beginning."""
    where = f"list_contains({literal(KINDS)}, kind)"
    if since:
        where += f" AND seq >= (SELECT min(seq) FROM events WHERE id = {literal(since)} AND source = 'world')"
    cities: defaultdict[str, Gauges] = defaultdict(Gauges)
    for city, event in streamed(record, where):
        cities[city].take(event)
    return {city: gauges.figures() for city, gauges in cities.items()}
