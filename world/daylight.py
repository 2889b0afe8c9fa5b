"""What part of the day it is. By the clock alone for now; the sun of a latitude can replace it behind this name."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from world.schema import PartOfDay

STARTS: tuple[tuple[int, PartOfDay], ...] = (
    (22, "night"), (19, "evening"), (17, "dusk"), (14, "afternoon"), (12, "noon"), (8, "morning"), (6, "dawn"), (0, "night"),
)  # fmt: skip
PARTS: tuple[PartOfDay, ...] = get_args(PartOfDay)


def part_of_day(city_time: datetime) -> PartOfDay:
    """Return dawn, morning, noon, afternoon, dusk, evening or night."""
    return next(part for hour, part in STARTS if city_time.hour >= hour)


def within(hours: str, hour: int) -> bool:
    """Return whether ``hour`` lies in ``hours`` such as '6-11' or '22-4'; an empty string is always.

    Raises ValueError for anything else.
    """
    if not hours:
        return True
    begin, end = (int(part) for part in hours.split("-"))
    return begin <= hour < end if begin <= end else hour >= begin or hour < end
