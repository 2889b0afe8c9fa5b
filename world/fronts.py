"""Fronts: which one is over the city at a moment, by seed and time alone. Each comes by and by, some time in its turn."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from world.skies import SEASONS, Kind, Season, skies

TURN = 16.0  # hours; in each turn one front comes
SPREAD = 10.0  # hours of the turn in which it may come
STEP = timedelta(minutes=6)  # of the map, for a front
EPOCH = datetime(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Front:
    """A front: when it came, its kind, and its own luck."""

    number: int
    came: float
    kind: Kind
    season: Season
    degrees: float
    wind: float
    heading: int


def hours(moment: datetime) -> float:
    """Return a city time as hours since the first day."""
    return (moment - EPOCH) / timedelta(hours=1)


def season(moment: datetime) -> Season:
    """Return the season of a date: winter begins in December."""
    return SEASONS[moment.month % 12 // 3]


@lru_cache(maxsize=256)
def front(seed: int, number: int) -> Front:
    """Return a front of a seed by its number."""
    luck = random.Random(f"{seed}:front:{number}")
    came = number * TURN + luck.uniform(0, SPREAD)
    when = season(EPOCH + timedelta(hours=max(0.0, came)))
    kinds = list(skies().fronts.values())
    kind = luck.choices(kinds, [each.weight.get(when, 0.0) for each in kinds])[0]
    degrees = kind.celsius.get(when, 0.0) + luck.gauss(0, 1.5)
    return Front(number, came, kind, when, degrees, kind.wind * luck.uniform(0.7, 1.3), luck.randrange(8))


def fronts_at(seed: int, at: float) -> tuple[Front, Front, Front]:
    """Return the front before, the one that is over the city, and the one that comes next, at an hour."""
    number = int(at // TURN)
    if front(seed, number).came > at:
        number -= 1
    before, now, after = (front(seed, number + step) for step in (-1, 0, 1))
    return before, now, after


def lateness(places: Iterable[tuple[str, str, tuple[int, int]]]) -> dict[str, timedelta]:
    """Return by district how much later than the first a front gets there. A place is its district, kind and spot.

    Fronts come in from the water, or from the west where there is none; a step of the map takes them STEP.
    """
    found = list(places)
    west = min((x for _, _, (x, _) in found), default=0)
    coast = [spot for _, kind, spot in found if kind == "water"] or [spot for _, _, spot in found if spot[0] == west]
    steps: dict[str, int] = {}
    for district, _, (x, y) in found:
        near = min(abs(x - a) + abs(y - b) for a, b in coast)
        steps[district] = min(near, steps.get(district, near))
    return {district: STEP * count for district, count in steps.items() if count}
