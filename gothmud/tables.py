"""The tables that a dice NPC lives by, as its file in the cast has them: what it does, and when each row fits."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Tier = Literal["dice", "short", "agent"]
Sky = Literal["clear", "cloud", "fog", "drizzle", "rain", "storm", "snow"]
HOUR = r"([01]?\d|2[0-4])"
CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"
SPAN = re.compile(r"(-?\d+)?\.\.(-?\d+)?")
ANYTHING = "*"  # what a row may drop
DOES = ("say", "emote", "go", "drop", "use")
Word = Annotated[str, Field(pattern=r"[^\W\d_]")]
MoodName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,23}$")]


class Shape(BaseModel):
    """Data out of a file: no field that isn't known, and nothing changes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Reply(Shape):
    """One row: something that a dice NPC may do, with a weight, and when it fits. Empty conditions always fit."""

    say: str = ""
    emote: str = ""
    go: str = Field(default="", description="id of a neighbouring room to go to")
    drop: str = Field(default="", description="a word of a carried thing to put down; '*': any")
    use: str = Field(default="", description="a verb of a thing that is here, and the thing: light gas lamps")
    weight: Annotated[float, Field(gt=0)] = 1.0
    words: list[Word] = Field(
        default=[], description="for an answer: any of these is in what was heard; of names, with a capital"
    )
    hours: Annotated[str, Field(pattern=rf"^({HOUR}-{HOUR})?$")] = Field(
        default="", description="city hours: 6-11 or 22-4"
    )
    skies: list[Sky] = Field(
        default=[], description="weathers in which it fits: clear, cloud, fog, drizzle, rain, storm, snow"
    )
    rooms: list[str] = Field(default=[], description="room ids where it fits")
    tiers: list[Literal["human", "dice", "short", "agent"]] = Field(default=[], description="who it is for, by tier")
    names: list[str] = Field(default=[], description="who it is for, by id or name")
    carries: list[Word] = Field(default=[], description="the other carries a thing with any of these words")
    holds: list[Word] = Field(default=[], description="the NPC itself carries a thing with any of these words")
    mood: dict[str, float | str | list[str]] = Field(
        default={}, description="how it must feel: temper: cross, temper: [cross, sad], pennies: 3..8"
    )
    sets: dict[str, float | str] = Field(default={}, description="moods that it sets: temper: cross")
    adds: dict[str, float] = Field(default={}, description="numbers that it adds to moods: pennies: 1")
    cool: Annotated[float, Field(ge=0)] = Field(
        default=0.0, description="city seconds for which it isn't rolled again, over restarts too"
    )
    first: bool = Field(default=False, description="while it fits, rows without this mark are passed over: for sleep")

    @field_validator("mood")
    @classmethod
    def _spans(cls, mood: dict[str, float | str | list[str]]) -> dict[str, float | str | list[str]]:
        for name, want in mood.items():
            if isinstance(want, str) and ".." in want and not SPAN.fullmatch(want):
                raise ValueError(f"{name}: '{want}' is no span of numbers; expected 3..8, 3.. or ..8")
        return mood

    @model_validator(mode="after")
    def _one_deed(self) -> Reply:
        given = [each for each in DOES if getattr(self, each)]
        if len(given) != 1:
            raise ValueError(
                f"a row does one thing; found {' and '.join(given) or 'none'}, expected one of {', '.join(DOES)}"
            )
        return self

    @property
    def key(self) -> str:
        """What it does, in one text: rows that do the same share their cool-down."""
        return next(f"{each} {getattr(self, each)}" for each in DOES if getattr(self, each))


class Mood(Shape):
    """A small thing that an NPC remembers of itself: a word out of a few, or a number from 0 to 100."""

    start: float | str
    words: list[str] = Field(default=[], description="the words that it may become, beside the first")
    fades: Annotated[float, Field(ge=0)] = Field(
        default=0.0, description="city seconds after which it is as at the start again; 0: never"
    )


class Leg(Shape):
    """A leg of the daily round: at ``at`` one sets out for a room, exit by exit. A closed way is waited at."""

    at: Annotated[str, Field(pattern=CLOCK)]
    to: str = Field(description="room id")
    leaving: list[Reply] = Field(default=[], description="one of them is rolled when it sets out")
    arriving: list[Reply] = Field(default=[], description="one of them is rolled when it is there")


class Dice(Shape):
    """A dice NPC's tables: what it answers, how it greets, what it does by itself, where it walks, how it feels."""

    replies: list[Reply] = []
    greetings: list[Reply] = []
    gifts: list[Reply] = Field(default=[], description="when somebody gives it a thing; words are of the thing's name")
    habits: list[Reply] = []
    round: list[Leg] = Field(default=[], description="the daily round through the city")
    moods: Annotated[dict[MoodName, Mood], Field(max_length=8)] = {}
    rest: Annotated[float, Field(ge=0)] = Field(
        default=0.0, description="city seconds for which no habit comes again, where its row says nothing of it"
    )
    every: Annotated[float, Field(ge=5)] = Field(default=120.0, description="city seconds between habits, on average")
    cooldown: Annotated[float, Field(ge=0)] = Field(
        default=4.0, description="city seconds between two answers, at least"
    )
