"""A newcomer's first walk: one lesson at a time, and the next once the thing was done. No state, no server."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

FILE = Path(__file__).with_name("firstwalk.yaml")


class Lesson(BaseModel):
    """One thing to do: what is told before, and which verbs or commands are it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    does: Annotated[list[str], Field(min_length=1)]
    tell: str


class FirstWalk(BaseModel):
    """All of it, as the file has it. A step is the number of the lesson that is to be done next."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    welcome: str
    end: str
    lessons: Annotated[list[Lesson], Field(min_length=1)]

    def told(self, step: int, **here: str) -> str:
        """Return what is told at a step: its lesson, or that the walk is over. ``here`` has a name for each word in braces."""
        if self.over(step):
            return self.end
        return f"({step + 1} of {len(self.lessons)}) {self.lessons[step].tell.format(**here)}"

    def after(self, step: int, did: str) -> int:
        """Return the step after somebody did something: the next one if it was the thing to do."""
        return step + 1 if not self.over(step) and did in self.lessons[step].does else step

    def over(self, step: int) -> bool:
        """Whether there is nothing more to do."""
        return step >= len(self.lessons)


@cache
def first_walk() -> FirstWalk:
    """Return the walk of the file."""
    return FirstWalk.model_validate(YAML(typ="safe").load(FILE.read_text("utf-8")))
