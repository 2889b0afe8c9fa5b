"""Fronts: which one is over the city at a moment, by seed and time alone. Each comes by and by, some time in its turn."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from world.skies import SEASONS, Kind, Season, skies

TURN = 16.0  # hours; in each turn one front comes
SPREAD = 10.0  # hours of the turn in which it may come
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
