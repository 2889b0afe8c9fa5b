"""The numbers of the floor (those that one may set are settings), and its words (manners.yaml)."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from gothmud.config import Manners
from gothmud.words import mentions, words_of

FILE = Path(__file__).with_name("manners.yaml")
MANNERS = Manners()
THINKING = timedelta(seconds=90)  # for which one who was asked is waited for, if it is seen thinking
TYPING = timedelta(seconds=6)  # after the last key
HUSH = timedelta(minutes=15)
OWN_LINES = 2  # of one bot in a row
LULL = timedelta(minutes=5)  # of city time; after such a silence a line begins another talk
LEAST_NOVELTY = 0.35
SHORT = 14  # words; a longer line with a farewell in it says something besides


def reading(manners: Manners, words: int) -> timedelta:
    """Return how long a human needs to read so much and to begin an answer."""
    return timedelta(seconds=words / manners.words_a_second + manners.answer_seconds)


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
