"""What a thing can be and do, as a room's file has it: its state, its verbs, how it wears, how it looks. Rules: props.py."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StrictInt, StrictStr

from gothmud.tables import HOUR, SPAN, Shape, Sky, Word

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,30}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,23}$")]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Value = StrictInt | StrictStr
MOST = 1000  # of a counter
RULES = 12  # verbs, wears or looks of one thing


def _spans(wants: dict[str, int | str | list[str]]) -> dict[str, int | str | list[str]]:
    for name, want in wants.items():
        if isinstance(want, str) and ".." in want and not SPAN.fullmatch(want):
            raise ValueError(f"{name}: '{want}' is no span of numbers; expected 1..5, 1.. or ..5")
    return wants


Wants = Annotated[dict[Name, StrictInt | StrictStr | list[StrictStr]], AfterValidator(_spans)]


class Part(Shape):
    """One thing that a prop remembers: a word out of a few, or a count from 0 to ``most``."""

    start: Value
    words: list[Name] = Field(default=[], description="the words that it may become, beside the first")
    most: Annotated[int, Field(ge=1, le=MOST)] | None = Field(
        default=None, description="a count goes no further; else no further than where it starts"
    )

    @property
    def top(self) -> int:
        """The most that it counts."""
        return self.most or max(1, int(self.start))


class Use(Shape):
    """What using a thing shows: to the user, and to the others (who see '<Name> <others>')."""

    you: Line
    others: Line = Field(description="begins with a verb: 'pulls the bell rope.'")


class Change(Shape):
    """What happens to a thing, and when it can: empty conditions always fit."""

    state: Wants = Field(default={}, description="how it has to be: {broken: arm}, {cups: 1..}, {lamp: [lit, low]}")
    hours: Annotated[str, Field(pattern=rf"^({HOUR}-{HOUR})?$")] = Field(default="", description="city hours: 6-11")
    skies: list[Sky] = Field(default=[], description="weathers in which it can")
    sets: dict[Name, Value] = Field(default={}, description="what becomes of its state: {broken: none}, {cups: 6}")
    adds: dict[Name, StrictInt] = Field(default={}, description="what is added to its counts: {cups: -1}")
    returns: Id | None = Field(
        default=None, description="this thing, or one in it, that goes back to where it lay at first"
    )


class Paper(Shape):
    """That words stay on a thing: so many lines, and so many of one person a day."""

    lines: Annotated[int, Field(ge=1, le=20)] = 8
    a_day: Annotated[int, Field(ge=1, le=20)] = 2
    longest: Annotated[int, Field(ge=10, le=200)] = 80


class Verb(Change):
    """What one can do with a thing. Of several rules of one verb the first that fits is done."""

    verb: Annotated[str, Field(pattern=r"^[a-z]{2,14}$")]
    words: list[Word] = Field(default=[], description="only if one of these stands behind it: order ale")
    holds: Id | None = Field(default=None, description="a thing that one has to carry, and keeps")
    takes: Id | None = Field(default=None, description="a thing that one has to carry, and that is put into this one")
    gives: Id | None = Field(default=None, description="a thing in this one, which one then carries")
    writes: Paper | None = Field(default=None, description="the words behind it stay to be read")
    shows: Annotated[list[Use], Field(min_length=1, max_length=8)] = Field(description="one of them is rolled")
    refuses: Annotated[str, Field(max_length=200)] = Field(
        default="", description="said where this rule's state fits and something else is lacking, or nothing fits"
    )


class Wear(Change):
    """What becomes of a thing by itself: in time, on average once in ``every`` city seconds, or by use."""

    every: Annotated[float, Field(ge=60)] | None = None
    chance: Annotated[float, Field(gt=0, le=1)] | None = Field(default=None, description="at each use")
    line: Line = Field(description="what all who are there see: 'The lamp goes out.'")


class Look(Shape):
    """How a thing looks while its state is so: in a word or two, and at a closer look."""

    state: Wants = {}
    now: Annotated[str, Field(max_length=40)] = Field(default="", description="in the list of things: 'empty'")
    desc: Annotated[str, Field(max_length=400)] = Field(default="", description="in place of the thing's own")
    broken: bool = Field(default=False, description="it wants mending, and people who saw it so know that")


class Prop(Shape):
    """A thing's rules."""

    state: Annotated[dict[Name, Part], Field(max_length=6)] = Field(default={}, description="name -> what it may be")
    verbs: Annotated[list[Verb], Field(max_length=RULES)] = []
    wears: Annotated[list[Wear], Field(max_length=RULES)] = []
    looks: Annotated[list[Look], Field(max_length=RULES)] = Field(default=[], description="the first that fits")
