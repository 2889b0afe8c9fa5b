"""``yearbook.yaml`` of a city: its feast days, the lines of its own small paper, and how it tells its sky."""

from __future__ import annotations

import random
from datetime import date
from typing import Annotated

from pydantic import Field

from gothmud.tables import Shape, Sky

LINES = 3  # of the own paper, a day
Line = Annotated[str, Field(min_length=3, max_length=200)]
SkyLine = Annotated[Line, Field(pattern=r"^([^{}]|\{wind\})*$")]


class Feast(Shape):
    """A feast day. ``line`` is what everybody in the city knows of it; ``rooms`` adds a sentence to places on that day."""

    name: Annotated[str, Field(min_length=2, max_length=60)]
    on: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", description="month and day: '11-24'")]
    line: Annotated[str, Field(min_length=3, max_length=240)]
    rooms: dict[str, Line] = Field(default={}, description="room id -> how it is decorated")


class Yearbook(Shape):
    """All of the file."""

    feasts: Annotated[list[Feast], Field(max_length=400)] = []
    paper: Annotated[list[Line], Field(max_length=400)] = []
    skies: dict[Sky, list[SkyLine]] = Field(
        default={}, description="sky -> more ways to tell it by day; {wind} is where the wind comes from"
    )

    def feasts_on(self, day: date) -> list[Feast]:
        """Return the feasts of a day."""
        return [each for each in self.feasts if each.on == f"{day:%m-%d}"]

    def today(self, day: date) -> str:
        """Return what everybody knows of a day, or an empty string for an ordinary one."""
        return " ".join(f"Today is {each.name}. {each.line}" for each in self.feasts_on(day))

    def decoration(self, room: str, day: date) -> str:
        """Return how a room is decorated on a day, or an empty string."""
        return " ".join(each.rooms[room] for each in self.feasts_on(day) if room in each.rooms)

    def lines(self, day: date, seed: int) -> list[str]:
        """Return what the city's own paper says on a day."""
        return random.Random(f"{seed}:{day}").sample(self.paper, min(LINES, len(self.paper)))
