"""The numbers of the floor, and its words (manners.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from gothmud.words import mentions, words_of

FILE = Path(__file__).with_name("manners.yaml")
SHORT = 14  # words; a longer line with a farewell in it says something besides


@dataclass(frozen=True, slots=True)
class Manners:
    """How a room keeps its floor. Seconds are of the time in which people read, minutes of city time."""

    on: bool = True
    bot_lines: int = 3
    words_a_second: float = 4.0
    answer_seconds: float = 6.0
    patience_seconds: float = 20.0
    thinking_seconds: float = 90.0
    typing_seconds: float = 6.0
    hush_minutes: float = 15.0
    own_lines: int = 2
    scene_lines: int = 12
    lull_minutes: float = 5.0
    least_novelty: float = 0.35
    rest_minutes: float = 10.0
    subject_minutes: float = 60.0

    def reading(self, words: int) -> timedelta:
        """Return how long a human needs to read so much and to begin an answer."""
        return timedelta(seconds=words / self.words_a_second + self.answer_seconds)


MANNERS = Manners()


class Wording(BaseModel):
    """The file: why somebody may not speak, and the words of a farewell."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hushed: str
    asked: str
    typing: str
    answered: str
    crowded: str
    monologue: str
    rested: str
    subject: str
    parted: str
    farewells: list[str]


@cache
def wording() -> Wording:
    """Return the words of the file."""
    return Wording.model_validate(YAML(typ="safe").load(FILE.read_text("utf-8")))


def farewell(text: str) -> bool:
    """Return whether a line takes leave and does little else."""
    return len(words_of(text)) <= SHORT and mentions(text, wording().farewells)
