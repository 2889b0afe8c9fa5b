"""The day plan: what one is meant to be doing now. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gothmud.persona import PlanLine


def planned(plan: Sequence[PlanLine], now: datetime) -> PlanLine | None:
    """Return the line of the plan that holds now: the latest that has begun, or yesterday's last before the first."""
    if not plan:
        return None
    lines = sorted(plan, key=lambda each: each.at)
    begun = [each for each in lines if each.at <= f"{now:%H:%M}"]
    return begun[-1] if begun else lines[-1]
