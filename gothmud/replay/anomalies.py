"""What looks wrong in a record: a line each, with where to look. Limits are constants below, and in docs/replay.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gothmud.replay.opening import Opened

FOLDER = Path(__file__).parent / "anomalies"
LIMITS: dict[str, float] = {
    "stuck_hours": 4, "silent_hours": 8, "repeats": 3, "starved_seconds": 30, "slow_seconds": 60, "refusals": 3,
}  # fmt: skip
KINDS = {
    "stuck": "an agent was awake in one room for hours and took no turn",
    "silent": "an agent was awake for hours and said nothing",
    "repeating": "the same words again and again by one speaker",
    "starved": "a call waited long in the queue",
    "slow": "a call waited long at the model",
    "refused": "the world refused the same act of somebody again and again",
    "claims": "a model's words never reached the world",
    "failed": "calls of the model failed",
}


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One finding: ``kind`` of it, who, when first, how often, and an event to look at."""

    kind: str
    city: str
    who: str
    begins: Any
    times: int
    event: str
    text: str


def anomalies_in(record: Opened, since: datetime = datetime.min) -> list[Anomaly]:
    """Return the findings of every kind, in the order of their kinds, the most frequent first.

    ``since`` is a moment of real time (UTC, naive): what was over by then is left out.
    """
    found: list[Anomaly] = []
    for kind in KINDS:
        query = (FOLDER / f"{kind}.sql").read_text(encoding="utf-8")
        wanted = {name: value for name, value in LIMITS.items() if f"${name}" in query} | {"since": since}
        found += [Anomaly(kind=kind, **row) for row in record.rows(query, wanted)]
    return found
