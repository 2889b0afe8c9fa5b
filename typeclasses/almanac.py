"""The day as the city knows it: its feasts, its own paper, and headlines from outside."""

from __future__ import annotations

from gothmud.clock import Clock
from typeclasses.stock import ServerConfig
from world.outside import Outside
from world.yearbook import Yearbook

KEPT = "gothmud_yearbook"  # server setting
NEWS = "{news}"  # in what a dice person says: a line of the paper


class Almanac:
    """What day it is in one city."""

    def __init__(self, clock: Clock, yearbook: Yearbook, outside: Outside, seed: int) -> None:
        self.outside, self.yearbook = outside, yearbook
        self._clock, self._seed = clock, seed
        self._read_out: dict[int, int] = {}  # how many lines of the paper somebody has read out

    def today(self) -> str:
        """Return what everybody knows of this day, or an empty string."""
        return self.yearbook.today(self._clock.now().date())

    def decoration(self, room: str) -> str:
        """Return how a room is decorated today, or an empty string."""
        return self.yearbook.decoration(room, self._clock.now().date())

    def news(self) -> list[str]:
        """Return the lines of the paper: headlines from outside if there are any, else the city's own."""
        found = [each.told for each in self.outside.news()]
        return found or self.yearbook.lines(self._clock.now().date(), self._seed)

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


def keep_yearbook(yearbook: Yearbook) -> None:
    """Keep a city's yearbook in the database."""
    text = yearbook.model_dump_json()
    if ServerConfig.objects.conf(KEPT) != text:
        ServerConfig.objects.conf(KEPT, text)


def kept_yearbook() -> Yearbook:
    """Return the yearbook of the stored city."""
    text = ServerConfig.objects.conf(KEPT)
    return Yearbook.model_validate_json(text) if text else Yearbook()
