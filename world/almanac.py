"""Sun and moon. The sun of a real place, where one is named; the moon is everybody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

import astral
import astral.moon
import astral.sun

from world.daylight import part_of_day
from world.schema import PartOfDay
from world.skies import skies

HALF = timedelta(minutes=30)
NOON, AFTERNOON, NIGHT = time(12), time(14), time(22)
CYCLE = 28.0  # astral counts the moon's days so


def moon(day: date) -> str:
    """Return how the moon stands, as a sentence."""
    shapes = skies().moon
    return shapes[round(astral.moon.phase(day) / CYCLE * len(shapes)) % len(shapes)]


@dataclass(frozen=True, slots=True)
class Hours:
    """The sun's hours of a day, by the city's clock."""

    dawn: datetime
    rises: datetime
    sets: datetime
    dusk: datetime


class Sun:
    """The sun over a latitude and a longitude. The city's clock there keeps the whole hour of its longitude, all year."""

    def __init__(self, latitude: float, longitude: float) -> None:
        self._observer = astral.Observer(latitude, longitude)
        self._zone = timezone(timedelta(hours=round(longitude / 15)))
        self.hours = lru_cache(maxsize=8)(self._hours)

    def part(self, city_time: datetime) -> PartOfDay:
        """Return the part of the day; by the clock alone on a day on which the sun doesn't rise or doesn't set."""
        found = self.hours(city_time.date())
        return part_of_day(city_time) if found is None else _part(city_time, found)

    def _hours(self, day: date) -> Hours | None:
        try:
            found = astral.sun.sun(self._observer, date=day, tzinfo=self._zone)
        except ValueError:
            return None
        named = (found[each].replace(tzinfo=None, microsecond=0) for each in ("dawn", "sunrise", "sunset", "dusk"))
        hours = Hours(*named)
        return hours if hours.dawn < hours.rises < hours.sets < hours.dusk else None


def _part(moment: datetime, sun: Hours) -> PartOfDay:
    night = max(sun.dusk, datetime.combine(moment.date(), NIGHT))
    if moment < sun.dawn or moment >= night:
        return "night"
    if moment >= sun.dusk:
        return "evening"
    if moment >= sun.sets - HALF:
        return "dusk"
    if moment < sun.rises + HALF:
        return "dawn"
    return "morning" if moment.time() < NOON else "noon" if moment.time() < AFTERNOON else "afternoon"
