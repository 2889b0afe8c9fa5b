"""A new day: what the notes say of yesterday, what was promised, what is open."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from agents.elapsed import ago
from agents.hookspecs import hookimpl
from agents.memory.note import Note as Written
from agents.remembering import by_age
from agents.view import Note, View

MOST = 3
DAY = re.compile(r"\d{4}-\d\d-\d\d")  # ids of our notes; a human may keep others in that folder


@hookimpl
async def on_wake(mind: View) -> Note | None:
    """Open the morning with the day before and what one promised; a small model has it in its transcript."""
    if not mind.full:
        return None
    days = sorted(
        (each for each in mind.vault.notes.values() if each.kind == "day" and DAY.fullmatch(each.id)),
        key=lambda each: each.id,
    )
    happened = _first_sentence(days[-1].sections.get("What happened", "")) if days else ""
    promises = [
        f"{each.name}: {' '.join(each.sections['What I promised'].split())[:120].rstrip('.')}"
        for each in _promises(mind)
    ]
    parts = [
        f"{_when(mind, days[-1])}: {happened}" if happened else "",
        f"I promised: {'; '.join(promises)}." if promises else "",
    ]
    return Note(
        f"[This morning. {' '.join(each for each in parts if each) or 'A day like a clean plate.'}]\n", "morning"
    )


def _when(mind: View, day: Written) -> str:
    """Return when the last day was that was noted, as a sentence begins: nights may have passed without one."""
    noon = datetime.fromisoformat(f"{day.id}T12:00")
    said = "yesterday" if mind.now.date() - noon.date() <= timedelta(days=1) else ago(noon, mind.now)
    return said[:1].upper() + said[1:]


def _promises(mind: View) -> list[Written]:
    people = [
        each for each in mind.vault.notes.values() if each.kind == "person" and each.sections.get("What I promised")
    ]
    return sorted(people, key=by_age)[-MOST:]


def _first_sentence(text: str) -> str:
    line = " ".join(text.split())
    return line.partition(". ")[0].rstrip(".") + "." if line else ""
