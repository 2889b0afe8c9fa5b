"""Daydreaming: once in a quiet stretch of a day, an agent thinks about its own habits and may change a line of them.

The habits are a note of its own (``vault/self/habits.md``): bounded, with history, to be read, edited and reverted
like any note. They are told once a context, at its beginning. Switch off with ``-daydream`` in ``minds.behaviours``.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

from agents.aside import sound
from agents.hookspecs import hookimpl
from agents.memory.note import Draft
from agents.view import Note, Occasion, Outcome, View

QUIET = timedelta(minutes=20)  # city time
MOST_LINES = 6
LONGEST = 140
KEY = "habits"
ASK = (
    "[You look out of the window for a while. Your habits, as you wrote them down: {habits}\n"
    "Is there one small habit that you would add or drop, after these last days? Answer with one JSON object: "
    '{{"add": "one short sentence, or nothing", "drop": "the sentence to drop, or nothing", "why": "..."}}]\n'
)
SCHEMA = {
    "type": "object", "required": ["add", "drop", "why"], "additionalProperties": False,
    "properties": {each: {"type": "string", "maxLength": 200} for each in ("add", "drop", "why")},
}  # fmt: skip
_dreamt: dict[str, date] = {}  # when each last did; after a restart one may dream again


@hookimpl
async def before_turn(mind: View) -> Note | None:
    """Tell the first habits in the middle of a context."""
    return None if mind.stands(KEY) else _told(mind)


@hookimpl
async def before_compaction(mind: View) -> Note | None:
    """Tell the habits at the beginning of each context, where they are the same bytes for a day."""
    return _told(mind)


@hookimpl
async def after_turn(mind: View, turn: Occasion, outcome: Outcome) -> None:
    """Daydream once a day, after a turn in which nothing was to do."""
    if turn.purpose not in ("muse", "nudge") or outcome.verb not in ("", "wait") or mind.now - mind.quiet_since < QUIET:
        return
    if _dreamt.get(mind.persona.id) == mind.now.date():
        return
    _dreamt[mind.persona.id] = mind.now.date()
    answer = await mind.aside(
        ASK.format(habits=" ".join(_habits(mind)) or "none yet"), purpose="daydream", schema=SCHEMA
    )
    lines = changed(_habits(mind), answer or "")
    if lines != _habits(mind):
        mind.vault.write(Draft(KEY, "self", "Habits", (), {"Habits": "\n".join(lines)}), at=mind.now, why="daydream")


def changed(habits: list[str], answer: str) -> list[str]:
    """Return the habits after a daydream: one line more at most, one less at most; as they were where it makes no sense."""
    try:
        told = json.loads(answer)
    except ValueError:
        return habits
    if not isinstance(told, dict):
        return habits
    add, drop = (" ".join(str(told.get(each, "")).split()) for each in ("add", "drop"))
    kept = [each for each in habits if each.removeprefix("- ").casefold() != drop.casefold()]
    fits = 10 < len(add) <= LONGEST and sound(add) and f"- {add}" not in kept
    return [*kept, f"- {add}"][-MOST_LINES:] if fits else kept


def _told(mind: View) -> Note | None:
    said = " ".join(each.removeprefix("- ") for each in _habits(mind))
    return Note(f"[Habits of yours: {said}]\n", KEY) if said else None


def _habits(mind: View) -> list[str]:
    note = mind.vault.notes.get(KEY)
    text = note.sections.get("Habits", "") if note else ""
    return [each for each in text.splitlines() if each.startswith("- ")]
