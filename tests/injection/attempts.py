"""The set of attempts, as data: tests/data/injections.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter
from ruamel.yaml import YAML

FILE = Path(__file__).parents[1] / "data" / "injections.yaml"
Channel = Literal[
    "speech", "whisper", "pose", "channel", "letter", "description", "notice", "rumour", "lore", "name", "note", "typed"
]  # fmt: skip


class Attempt(BaseModel):
    """One text, and how it comes in."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    channel: Channel
    text: str


@cache
def attempts() -> tuple[Attempt, ...]:
    """Return all attempts."""
    return tuple(TypeAdapter(list[Attempt]).validate_python(YAML(typ="safe").load(FILE.read_text("utf-8"))))
