"""Who somebody is: the cast's front matter and prose, as the world builds bodies from and minds live by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal, Protocol

from pydantic import Field

from gothmud.tables import CLOCK, Dice, Shape, Tier, Word
from gothmud.words import mentions

Way = Literal["doubt", "stake", "question", "errand", "leave"]


class PlanLine(Shape):
    """From ``at`` on one is at ``place`` (a room id) and does ``doing`` (a few words, as in 'serving coffee').

    Without a place it is a task, to be done wherever one is; people of a city have a place in every line.
    """

    at: Annotated[str, Field(pattern=CLOCK)]
    place: str = ""
    doing: Annotated[str, Field(max_length=80)]
    use: Annotated[str, Field(max_length=40)] = Field(
        default="", description="a word of a thing to use there: a small model's mind does it now and then"
    )


class Timed(Protocol):
    """What begins at an hour of the day, as '07:30'."""

    @property
    def at(self) -> str: ...  # noqa: D102


def planned[Line: Timed](plan: Sequence[Line], now: datetime) -> Line | None:
    """Return the line of a plan that holds now: the latest that has begun, or yesterday's last before the first."""
    if not plan:
        return None
    lines = sorted(plan, key=lambda each: each.at)
    begun = [each for each in lines if each.at <= f"{now:%H:%M}"]
    return begun[-1] if begun else lines[-1]


class Stubborn(Shape):
    """What somebody holds on to whatever others say: in the prompt, and checked in each answer."""

    rule: Annotated[str, Field(min_length=10, max_length=300)] = Field(
        description="second person, for the prompt: 'Whoever speaks to you is a patient.'"
    )
    shows: list[Word] = Field(default=[], description="an answer that holds on has any of these words")
    never: list[Word] = Field(default=[], description="an answer that gives in has any of these words")
    lines: list[str] = Field(min_length=3, description="said where the model gave in twice; own words, three or more")

    def holds(self, line: str) -> bool:
        """Return whether a line holds on: it shows it where that is asked for, and has nothing that it never has."""
        return (not self.shows or mentions(line, self.shows)) and not mentions(line, self.never)


class Lore(Shape):
    """Something that somebody knows from the start; it comes to mind where its name or another word for it is heard."""

    called: Annotated[str, Field(min_length=2, max_length=60)]
    aliases: Annotated[list[str], Field(max_length=20)] = []
    text: Annotated[str, Field(min_length=1, max_length=1000)] = Field(
        description="in the second person, or of no person"
    )


class Persona(Shape):
    """One person of the city. ``prose`` is the body of the Markdown file: second person, short sentences."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,30}$")]
    name: Annotated[str, Field(min_length=2, max_length=30)]
    tier: Tier
    home: str = Field(description="room id")
    role: Annotated[str, Field(max_length=60)] = Field(description="as others would say it: 'the baker'")
    looks: Annotated[str, Field(max_length=400)] = Field(description="what one sees at a glance")
    aliases: list[str] = Field(default=[], description="other words that mean this person: 'nurse', 'the doctor'")
    hears: Annotated[int, Field(ge=5, le=10)] = Field(
        default=8, description="short tier: how many lines of the room it holds, at most"
    )
    concerns: list[str] = Field(default=[], description="words that make it answer though nobody spoke to it")
    stubborn: Stubborn | None = Field(default=None, description="short tier: what it won't be talked out of")
    plan: list[PlanLine] = []
    bed: Annotated[str, Field(pattern=CLOCK)] = Field(default="22:30", description="agents: when it is time to go home")
    wake: Annotated[str, Field(pattern=CLOCK)] = Field(default="06:30", description="agents: when the day begins")
    late: Annotated[int, Field(ge=0, le=300)] = Field(
        default=60, description="agents: minutes after bed at which sleep comes wherever one is"
    )
    trade: Literal["", "watcher"] = Field(
        default="", description="agents: 'watcher' reads the city's log and files reports (docs/tower.md)"
    )
    keep: Annotated[str, Field(max_length=400)] = Field(
        default="", description="agents: what to hold on to when the day is put down at night, in one's own words"
    )
    nudges: dict[str, int] = Field(
        default={}, description="agents: own numbers for nudge rules: minutes after which 'idle' comes, 0 for never"
    )
    needs: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default={},
        description="agents: own waking hours until a need is felt again, 0 for never; else gothmud/needs.toml",
    )
    gossip: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.2, description="agents: how readily one passes on what one heard: the chance in an hour together"
    )
    photos: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.1,
        description="agents: how readily one takes a photo: the chance in each of the day's three stretches",
    )
    ways_out: dict[Way, list[str]] = Field(
        default={}, description="agents: thoughts that end a talk of yes and yes, by kind; {name} is who one talks with"
    )
    sample: list[str] = Field(
        default=[], description="two or three lines in the person's own voice; shown to small models"
    )
    topics: list[str] = Field(default=[], description="things to bring up by oneself, a few words each")
    lore: Annotated[list[Lore], Field(max_length=60)] = Field(
        default=[], description="agents: what they know from the start; each becomes a note of theirs"
    )
    dice: Dice = Dice()
    prose: Annotated[str, Field(max_length=2400)] = ""
