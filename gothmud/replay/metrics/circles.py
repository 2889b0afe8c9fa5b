"""The circles that each day's talk falls into, found once for the metrics of modularity and loyalty."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gothmud.replay.graphs import circles_of, talk_by_day, undirected
from gothmud.replay.opening import Opened


class Circled(NamedTuple):
    """A day's circles, the largest first, and how much of the talk stays within them, less what would by chance."""

    city: str
    day: date
    circles: list[frozenset[int]]
    modularity: float


def circles_by_day(record: Opened) -> list[Circled]:
    """Return the circles of every day with talk, in order, city by city."""
    return record.once(_circles)


def _circles(record: Opened) -> list[Circled]:
    from networkx.algorithms.community import modularity

    found: list[Circled] = []
    for (city, day), graph in talk_by_day(record):
        circles = circles_of(graph)
        found.append(Circled(city, day, circles, modularity(undirected(graph), circles, weight="lines")))
    return found
