"""What people want of a day: the needs that a city's rooms meet and that a person of the cast has. The data is needs.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from gothmud.tables import Shape

DATA = Path(__file__).with_name("needs.toml")


class Need(Shape):
    """One need of the file."""

    says: str
    by: Literal["place", "talk", "new"]
    hours: Annotated[float, Field(ge=0)]
    minutes: Annotated[float, Field(ge=0)] = 0
    days: Annotated[float, Field(gt=0)] = 1


@cache
def needs() -> dict[str, Need]:
    """Return the needs by name."""
    return {name: Need.model_validate(each) for name, each in tomllib.loads(DATA.read_text(encoding="utf-8")).items()}
