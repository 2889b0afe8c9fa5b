"""The gauges of a record: the code that the running city is gauged by, fed with what stands in the record."""

from __future__ import annotations

from collections import defaultdict

from gothmud.events import Came, Refused, Said, SceneEnded, Started
from gothmud.gauges import Figures, Gauges
from gothmud.replay.literals import literal
from gothmud.replay.opening import Opened
from gothmud.replay.streaming import streamed

KINDS = (Came, Said, Refused, SceneEnded, Started)


def gauged(record: Opened, since: str = "") -> dict[str, Figures]:
    """Return each city's figures, from event ``since`` on, or from the beginning."""
    first = f"(SELECT min(seq) FROM events WHERE id = {literal(since)} AND source = 'world')"
    cities: defaultdict[str, Gauges] = defaultdict(Gauges)
    for city, event in streamed(record, KINDS, f"seq >= {first}" if since else "true"):
        cities[city].take(event)
    return {city: gauges.figures() for city, gauges in cities.items()}
