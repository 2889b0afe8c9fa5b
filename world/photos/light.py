"""The light of an hour: how high sun and moon stand, and which colours the sky has under which weather."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from gothmud.events.photo import Exposure
from gothmud.tables import Sky

Colour = tuple[int, int, int]
SUNRISE, SUNSET = 6.5, 18.5  # hours
NEW_MOON, MONTH = datetime(2000, 1, 6, 18, 14), 29.530588  # one that is known, days
# by the height of the sun: the sky above, at the horizon, and what colours all that it shines on
KEYS: tuple[tuple[float, Colour, Colour, Colour], ...] = (
    (-1.0, (16, 22, 44), (56, 62, 92), (116, 126, 160)),
    (-0.3, (22, 26, 52), (82, 66, 92), (122, 116, 152)),
    (0.0, (58, 62, 98), (222, 140, 98), (204, 160, 146)),
    (0.25, (104, 132, 162), (232, 202, 162), (236, 218, 190)),
    (1.0, (132, 172, 200), (226, 230, 214), (255, 250, 236)),
)
GREYS: dict[Sky, tuple[float, Colour]] = {  # how far a sky covers these colours, and with which
    "clear": (0.0, (0, 0, 0)), "cloud": (0.5, (146, 148, 148)), "fog": (0.72, (176, 174, 162)),
    "drizzle": (0.6, (126, 132, 136)), "rain": (0.7, (104, 112, 120)), "storm": (0.82, (66, 70, 84)),
    "snow": (0.65, (188, 192, 200)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Light:
    """The light on a picture. ``sun`` is its height from -1 (midnight) to 1 (noon), ``moon`` the month's part that has
    passed; ``lit`` says that lamps burn."""

    sun: float
    moon: float
    above: Colour
    horizon: Colour
    ambient: Colour
    lit: bool

    @property
    def dark(self) -> float:
        """How dark it is: 0 by day, 1 by night."""
        return min(1.0, max(0.0, (0.2 - self.sun) / 0.5))


def light_of(shot: Exposure) -> Light:
    """Return the light of an exposure's hour and weather."""
    sun = sun_height(shot.at)
    above, horizon, ambient = _colours(sun)
    share, grey = GREYS[shot.sky]
    grey = mixed(grey, (26, 30, 46), 0.74 * min(1.0, max(0.0, (0.15 - sun) / 0.5)))
    lit = sun < 0.12 or shot.sky in ("fog", "storm")
    return Light(
        sun, moon_age(shot.at), mixed(above, grey, share), mixed(horizon, grey, share), mixed(ambient, grey, share / 2), lit
    )  # fmt: skip


def sun_height(at: datetime) -> float:
    """Return the height of the sun: 1 at the height of the day, 0 at its rise and set, -1 in the middle of the night."""
    hour = at.hour + at.minute / 60
    day = SUNSET - SUNRISE
    if SUNRISE <= hour <= SUNSET:
        return math.sin(math.pi * (hour - SUNRISE) / day)
    return -math.sin(math.pi * ((hour - SUNSET) % 24) / (24 - day))


def moon_age(at: datetime) -> float:
    """Return the part of the moon's month that has passed: 0 new, 0.5 full."""
    return ((at - NEW_MOON).total_seconds() / 86400 / MONTH) % 1


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour with ``share`` of the other in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def shone_on(colour: Colour, light: Colour) -> Colour:
    """Return how a colour looks in a light."""
    red, green, blue = (a * b // 255 for a, b in zip(colour, light, strict=True))
    return red, green, blue


def _colours(sun: float) -> tuple[Colour, Colour, Colour]:
    for (low, *under), (high, *over) in pairwise(KEYS):
        if sun <= high:
            share = (sun - low) / (high - low)
            above, horizon, ambient = (mixed(a, b, share) for a, b in zip(under, over, strict=True))
            return above, horizon, ambient
    return KEYS[-1][1:]
