"""The local weather as data (``weather.yaml``): which fronts there are, what each brings, how a sky is told."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from ruamel.yaml import YAML

from gothmud.tables import Shape, Sky

FILE = Path(__file__).with_name("weather.yaml")
Season = Literal["winter", "spring", "summer", "autumn"]
Trend = Literal["falling", "rising", "steady"]
SEASONS: tuple[Season, ...] = ("winter", "spring", "summer", "autumn")
Lines = Annotated[list[str], Field(min_length=1)]


class Stretch(Shape):
    """A sky that a front brings for so many hours; ``dark``: the one in its place between dusk and mid-morning."""

    sky: Sky
    hours: Annotated[float, Field(gt=0)]
    dark: Sky | None = None


class Kind(Shape):
    """A kind of front. ``weight`` is how often it comes, ``celsius`` the degrees that it adds, by season."""

    weight: dict[Season, Annotated[float, Field(ge=0)]]
    celsius: dict[Season, float] = {}
    wind: Annotated[float, Field(ge=0)]
    pressure: float
    skies: Annotated[list[Stretch], Field(min_length=1)]

    def stretch(self, hours: float) -> tuple[int, Stretch]:
        """Return what it has brought so many hours after it came, and the number of it; the last stays."""
        for number, each in enumerate(self.skies):
            if hours < each.hours:
                return number, each
            hours -= each.hours
        return len(self.skies) - 1, self.skies[-1]


class Extra(Shape):
    """A sentence that is added where the wind or the cold or the heat is worth one."""

    say: str
    wind: float | None = None
    below: float | None = None
    above: float | None = None

    def holds(self, wind: float, celsius: float) -> bool:
        """Return whether it is so."""
        return (
            (self.wind is None or wind >= self.wind)
            and (self.below is None or celsius < self.below)
            and (self.above is None or celsius > self.above)
        )


class WeatherFile(Shape):
    """All of ``weather.yaml``."""

    fronts: dict[str, Kind]
    day: dict[Sky, Lines]
    night: dict[Sky, Lines]
    extra: list[Extra] = []
    glass: dict[Trend, str]
    moon: Annotated[list[str], Field(min_length=8, max_length=8)]
    winds: Annotated[list[str], Field(min_length=8, max_length=8)]


@cache
def skies() -> WeatherFile:
    """Return the data of the local weather."""
    return WeatherFile.model_validate(YAML(typ="safe").load(FILE))
