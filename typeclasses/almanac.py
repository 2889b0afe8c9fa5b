"""The day as the city knows it: its feasts, its own paper, and headlines from outside."""

from __future__ import annotations

from django.conf import settings
from evennia.utils import logger

from gothmud.clock import Clock
from gothmud.errors import CityError
from world.load import find_city, load_yearbook
from world.outside import Outside
from world.yearbook import Yearbook

NEWS = "{news}"  # in what a dice person says: a line of the paper


class Almanac:
    """What day it is in one city."""

    def __init__(self, clock: Clock, yearbook: Yearbook, outside: Outside, seed: int) -> None:
        self.outside = outside
        self._clock, self._yearbook, self._seed = clock, yearbook, seed
        self._read_out: dict[int, int] = {}  # how many lines of the paper somebody has read out

    def today(self) -> str:
        """Return what everybody knows of this day, or an empty string."""
        return self._yearbook.today(self._clock.now().date())

    def decoration(self, room: str) -> str:
        """Return how a room is decorated today, or an empty string."""
        return self._yearbook.decoration(room, self._clock.now().date())

    def news(self) -> list[str]:
        """Return the lines of the paper: headlines from outside if there are any, else the city's own."""
        found = [each.told for each in self.outside.news()]
        return found or self._yearbook.lines(self._clock.now().date(), self._seed)

    def with_news(self, say: str, who: int) -> str:
        """Return a line with the next of the paper in place of ``{news}``; nothing where the paper is empty."""
        if NEWS not in say:
            return say
        lines = self.news()
        if not lines:
            return ""
        number = self._read_out.get(who, 0)
        self._read_out[who] = number + 1
        return say.replace(NEWS, lines[number % len(lines)])


def stored_yearbook() -> Yearbook:
    """Return the yearbook of the city of the settings. A broken one is told in the log; the build has shown it before."""
    try:
        return load_yearbook(find_city(settings.GOTHMUD.city.name))
    except CityError as error:
        logger.log_err(f"yearbook: {error}")
        return Yearbook()
