"""A seeded local weather: fronts come by season and cross the city; the same seed and time always give the same sky.

Nothing is kept between two moments: a replay, a jump and a fast clock see what a city at the wall's pace sees.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from gothmud.tables import Sky
from world.almanac import moon
from world.daylight import part_of_day
from world.fronts import Front, fronts_at, hours
from world.schema import PartOfDay
from world.skies import Trend, skies

WARMEST_DAY, WARMEST_HOUR = 200, 15  # of the year, of the day
MIXING = 4.0  # hours in which the air of a new front takes the place of the old
FREEZES = 1.0  # degrees below which rain is snow
DARK: tuple[PartOfDay, ...] = ("dusk", "evening", "night", "dawn")
NOTABLE = 4.0  # hPa of change to come that moves the glass


@dataclass(frozen=True, slots=True)
class Conditions:
    """The sky, degrees Celsius, the sentences that say it, the wind in km/h, how the glass moves, whose data it is."""

    sky: Sky
    celsius: float
    text: str
    wind: float = 0.0
    glass: Trend = "steady"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Teller:
    """How a city tells its sky: by what part of the day it is, and with lines of its own beside everybody's, by day."""

    part: Callable[[datetime], PartOfDay] = part_of_day
    own: Mapping[Sky, Sequence[str]] = field(default_factory=dict)

    def told(self, sky: Sky, celsius: float, wind: float, heading: int, city_time: datetime, luck: str) -> str:
        """Return the sentences of a sky. ``luck`` picks among the ways to say it."""
        data, dark = skies(), self.part(city_time) in DARK
        lines = data.night[sky] if dark else [*data.day[sky], *self.own.get(sky, ())]
        extra = next((each.say for each in data.extra if each.holds(wind, celsius)), "")
        said = f"{random.Random(luck).choice(lines)} {extra}".strip()
        return said.format(wind=data.winds[heading], moon=moon(city_time.date()))


class Weather:
    """The weather of a seed, asked for by city time."""

    def __init__(self, seed: int, teller: Teller | None = None) -> None:
        self.seed, self._teller = seed, teller or Teller()
        self._at = lru_cache(maxsize=64)(self._reckoned)

    def at(self, city_time: datetime, late: timedelta = timedelta(0)) -> Conditions:
        """Return the conditions at a city time, to the minute, where fronts come so much ``late``."""
        return self._at(city_time.replace(second=0, microsecond=0), late)

    def _reckoned(self, city_time: datetime, late: timedelta) -> Conditions:
        at = hours(city_time) - late / timedelta(hours=1)
        before, now, after = fronts_at(self.seed, at)
        celsius = _celsius(city_time, before, now, at - now.came)
        number, stretch = now.kind.stretch(at - now.came)
        foggy = stretch.dark if stretch.dark and self._teller.part(city_time) in (*DARK, "morning") else stretch.sky
        sky: Sky = "snow" if celsius < FREEZES and foggy in ("drizzle", "rain", "storm") else foggy
        luck = f"{self.seed}:{now.number}:{number}:{sky}"
        text = self._teller.told(sky, celsius, now.wind, now.heading, city_time, luck)
        return Conditions(sky, celsius, text, round(now.wind), _glass(now, after))


def _celsius(city_time: datetime, before: Front, now: Front, since: float) -> float:
    mixed = min(1.0, since / MIXING)
    air = before.degrees * (1 - mixed) + now.degrees * mixed
    return round(_season(city_time) + _hour(city_time) + air, 1)


def _glass(now: Front, after: Front) -> Trend:
    change = after.kind.pressure - now.kind.pressure
    return "steady" if abs(change) < NOTABLE else "rising" if change > 0 else "falling"


def _season(moment: datetime) -> float:
    return 9 + 10 * math.cos(2 * math.pi * (moment.timetuple().tm_yday - WARMEST_DAY) / 365)


def _hour(moment: datetime) -> float:
    return 3 * math.cos(2 * math.pi * (moment.hour + moment.minute / 60 - WARMEST_HOUR) / 24)
