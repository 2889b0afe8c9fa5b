"""Causality and completeness of a record: each rule is one SQL file, but for the state's; each finding one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gothmud.replay.opening import Opened
from gothmud.replay.state import FOLDED, State
from gothmud.replay.stream import cities_in, events_of
from gothmud.replay.trouble import trouble_in

FOLDER = Path(__file__).parent / "checks"
RULES = {
    "cause": "nothing is perceived before it happened",
    "order": "what happens in a room happens in order",
    "one_intent": "every act is intended by one turn",
    "one_outcome": "every act has one outcome",
    "gap": "no number is missing or given twice, per source and file",
}
STATE = "state"  # what events amount to is what the database says; not in SQL, but told by state.py
MOST = 20  # findings of one rule that are listed; the last line tells how many more


@dataclass(frozen=True, slots=True)
class Finding:
    """What broke a rule, and where."""

    rule: str
    where: str
    text: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.rule, self.where, self.text) if part)


def check_of(record: Opened) -> list[Finding]:
    """Return what can't be in a sound record, file by file and rule by rule; nothing where all is in order."""
    found = [Finding("file", "", line) for line in trouble_in(record) if " cities: " not in line]
    for rule in RULES:
        rows = record.rows((FOLDER / f"{rule}.sql").read_text(encoding="utf-8"))
        found += [Finding(rule, each["place"], each["finding"]) for each in rows[:MOST]]
        if len(rows) > MOST:
            found.append(Finding(rule, "and", f"{len(rows) - MOST:,} more"))
    return [*found, *islice(_states(record), MOST)]


def _states(record: Opened) -> Iterator[Finding]:
    """Yield where a snapshot of the database isn't what the events before it amount to."""
    for city in cities_in(record):
        state = State()
        for event in events_of(record, city, FOLDED):
            for each in state.take(event):
                yield Finding(STATE, f"{city} {event.id}", each)
