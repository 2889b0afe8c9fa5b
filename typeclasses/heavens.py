"""The sky over the districts: the weather of the seed or of a real place, and the part of the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings

from gothmud.clock import Clock
from typeclasses.layout import spots
from world.almanac import Sun
from world.daylight import part_of_day
from world.fronts import lateness
from world.outside import Outside
from world.schema import PartOfDay
from world.weather import Conditions, Teller, Weather
from world.yearbook import Yearbook

FIRST = ""  # stands for the districts that a front reaches first


class Heavens:
    """What is above a city. ``late`` says by district how much later than elsewhere a front gets there."""

    def __init__(
        self, weather: Weather, clock: Clock, outside: Outside, teller: Teller, sun: Sun | None,
        late: Mapping[str, timedelta],
    ) -> None:  # fmt: skip
        self.sun, self._weather, self._clock, self._outside = sun, weather, clock, outside
        self._teller, self._late = teller, late

    @property
    def areas(self) -> list[str]:
        """The districts with a sky of their own; first FIRST, which stands for all others."""
        return [FIRST, *self._late]

    def area(self, district: str) -> str:
        """Return under which sky a district lies."""
        return district if district in self._late else FIRST

    def part(self) -> PartOfDay:
        """Return the part of the day: by the sun of the place, or by the clock."""
        return self._teller.part(self._clock.now())

    def over(self, district: str = FIRST) -> Conditions:
        """Return the conditions over a district. A real place's hold only while the clock keeps the wall's pace."""
        now = self._clock.now()
        own_pace = self._clock.rate == 1 and not self._clock.paused
        if own_pace and (real := self._outside.conditions(now, self._teller)):
            return real
        return self._weather.at(now, self._late.get(district, timedelta(0)))


def heavens(clock: Clock, outside: Outside, yearbook: Yearbook) -> Heavens:
    """Return what is above the city of the settings, as its rooms stand now."""
    place = settings.GOTHMUD.place
    sun = None if place.latitude is None else Sun(place.latitude, place.longitude)
    teller = Teller(sun.part if sun else part_of_day, yearbook.skies)
    weather = Weather(settings.GOTHMUD.city.seed, teller)
    late = lateness((each.area, each.kind, each.at) for each in spots() if each.at)
    return Heavens(weather, clock, outside, teller, sun, late)
