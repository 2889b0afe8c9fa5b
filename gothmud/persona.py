"""Who somebody is: the cast's front matter and prose, as the world builds bodies from and minds live by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Tier = Literal["dice", "short", "agent"]
Sky = Literal["clear", "cloud", "fog", "drizzle", "rain", "storm", "snow"]
HOUR = r"([01]?\d|2[0-4])"
CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reply(_Shape):
    """Something that a dice NPC may do, with a weight, and when it fits. Empty conditions always fit."""

    say: str = ""
    emote: str = ""
    go: str = Field(default="", description="id of a neighbouring room to go to")
    weight: Annotated[float, Field(gt=0)] = 1.0
    words: list[Annotated[str, Field(pattern=r"[^\W\d_]")]] = Field(
        default=[], description="for a reply: any of these is in what was heard"
    )
    hours: Annotated[str, Field(pattern=rf"^({HOUR}-{HOUR})?$")] = Field(
        default="", description="city hours: 6-11 or 22-4"
    )
    skies: list[Sky] = Field(
        default=[], description="weathers in which it fits: clear, cloud, fog, drizzle, rain, storm, snow"
    )


class Dice(_Shape):
    """A dice NPC's tables: what it answers, how it greets, what it does by itself."""

    replies: list[Reply] = []
    greetings: list[Reply] = []
    habits: list[Reply] = []
    every: Annotated[float, Field(ge=5)] = Field(default=120.0, description="city seconds between habits, on average")
    cooldown: Annotated[float, Field(ge=0)] = Field(
        default=4.0, description="real seconds between two replies, at least"
    )


class PlanLine(_Shape):
    """From ``at`` on one is at ``place`` (a room id) and does ``doing`` (a few words, as in 'serving coffee')."""

    at: Annotated[str, Field(pattern=CLOCK)]
    place: str
    doing: Annotated[str, Field(max_length=80)]


def planned(plan: Sequence[PlanLine], now: datetime) -> PlanLine | None:
    """Return the line of a plan that holds now: the latest that has begun, or yesterday's last before the first."""
    if not plan:
        return None
    lines = sorted(plan, key=lambda each: each.at)
    begun = [each for each in lines if each.at <= f"{now:%H:%M}"]
    return begun[-1] if begun else lines[-1]


class Persona(_Shape):
    """One person of the city. ``prose`` is the body of the Markdown file: second person, short sentences."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,30}$")]
    name: Annotated[str, Field(min_length=2, max_length=30)]
    tier: Tier
    home: str = Field(description="room id")
    role: Annotated[str, Field(max_length=60)] = Field(description="as others would say it: 'the baker'")
    looks: Annotated[str, Field(max_length=400)] = Field(description="what one sees at a glance")
    aliases: list[str] = Field(default=[], description="other words that mean this person: 'nurse', 'the doctor'")
    hears: Annotated[int, Field(ge=5, le=10)] = Field(
        default=8, description="short tier: how many lines of the room it holds"
    )
    concerns: list[str] = Field(default=[], description="words that make it answer though nobody spoke to it")
    plan: list[PlanLine] = []
    bed: Annotated[str, Field(pattern=CLOCK)] = Field(default="22:30", description="agents: when it is time to go home")
    wake: Annotated[str, Field(pattern=CLOCK)] = Field(default="06:30", description="agents: when the day begins")
    late: Annotated[int, Field(ge=0, le=300)] = Field(
        default=60, description="agents: minutes after bed at which sleep comes wherever one is"
    )
    keep: Annotated[str, Field(max_length=400)] = Field(
        default="", description="agents: what to hold on to when the day is put down at night, in one's own words"
    )
    nudges: dict[str, int] = Field(
        default={}, description="agents: own numbers for nudge rules: minutes after which 'idle' comes, 0 for never"
    )
    gossip: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.2, description="agents: how readily one passes on what one heard: the chance in an hour together"
    )
    sample: list[str] = Field(
        default=[], description="two or three lines in the person's own voice; shown to small models"
    )
    topics: list[str] = Field(default=[], description="things to bring up by oneself, a few words each")
    dice: Dice = Dice()
    prose: Annotated[str, Field(max_length=2400)] = ""
