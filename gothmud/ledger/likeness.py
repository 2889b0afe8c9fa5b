"""The city beside the one that it follows: five agents who lived for thirty days, and what that took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gothmud.ledger.bill import Bill

SECONDS_A_DAY = 86_400.0
NOBODY = "(nobody)"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the comparison; None is 'not known'. ``scaled`` is the city's own at as many agents and days."""

    what: str
    theirs: str
    ours: float | None
    scaled: float | None


AGENTS, DAYS = 5, 30
TOKENS_IN, TOKENS_OUT = "394,000,000", "1,600,000,000"
LIST_PRICE, POWER_PRICE = "1,600 to 1,700", "15 to 35"


def like_for_like(bill: Bill) -> list[Figure]:
    """Return the figures side by side. ``bill`` has to be by agent."""
    days = bill.counts.on / SECONDS_A_DAY
    agents = len([each for each in bill.counts.rows if each != NOBODY])
    scale = AGENTS * DAYS / (agents * days) if agents and days else None
    total: dict[str, Any] = bill.row(bill.counts.total)
    ours = {
        "tokens in": (TOKENS_IN, total["tokens_in"]["tokens"]), "tokens out": (TOKENS_OUT, total["out"]["tokens"]),
        "list price, $": (LIST_PRICE, total["list_dollars"]), "electricity, $": (POWER_PRICE, total["power_dollars"]),
    }  # fmt: skip
    scaled = [
        Figure(what, theirs, value, value * scale if scale is not None and value is not None else None)
        for what, (theirs, value) in ours.items()
    ]
    return [Figure("agents", str(AGENTS), agents, AGENTS), Figure("days", str(DAYS), days, DAYS), *scaled]
