"""What the gauges show."""

from __future__ import annotations

import math
from collections.abc import Collection

from pydantic import BaseModel, Field


class Figures(BaseModel, frozen=True):
    """How people live together, since the first event that was counted. Empty where there is nothing to measure."""

    since: str = Field(description="the first event that was counted")
    lines: int = Field(description="lines of those who are no humans, the channel's aside")
    new: float | None = Field(description="share of these that bring something new")
    refused: int = Field(description="lines of theirs that the world refused: out of turn, or to nobody")
    longest_run: int = Field(description="most lines that they said in a row before a human, without a pause of 6 s")
    waits: int = Field(description="human lines to one of them")
    unanswered: int = Field(description="of these, how many had no words of the one asked")
    wait_p50: float | None = Field(description="real seconds until the first words of the one asked, median")
    wait_p95: float | None = Field(description="the same, 95th percentile")
    between: int = Field(description="most lines of others that a human heard while waiting for the one asked")
    floor_share: float | None = Field(description="share of the words around humans that are the humans' own")
    scenes: int = Field(description="talks that came to an end")
    longest_scene: int = Field(description="lines of the longest of them")
    ends: dict[str, int] = Field(description="why they ended")


def ratio(part: float, whole: float) -> float | None:
    """Return a share, or None of nothing."""
    return round(part / whole, 4) if whole else None


def rank(values: Collection[float], share: float) -> float | None:
    """Return the nearest-rank quantile, or None of nothing."""
    ranked = sorted(values)
    return round(ranked[max(0, math.ceil(share * len(ranked)) - 1)], 3) if ranked else None
