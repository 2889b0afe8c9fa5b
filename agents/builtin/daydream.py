"""Daydreaming: once in a quiet stretch of a day, an agent thinks about its own habits and may change a line of them.

The habits are a note of its own (``vault/self/habits.md``): bounded, with history, to be read, edited and reverted
like any note. They are told once a context, at its beginning. The same note has what the last daydream came to, and of
which day it was: so a restart brings no second one. Switch off with ``-daydream`` in ``minds.behaviours``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

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
LAST = "Last daydream"


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
    """Daydream once a day, after a turn in which nothing was to do; a small model has no habits of its own."""
    if not mind.full or turn.purpose not in ("muse", "nudge") or outcome.verb not in ("", "wait"):
        return
    if mind.now - mind.quiet_since < QUIET or _section(mind, LAST).startswith(_day(mind)):
        return
    habits = _habits(mind)
    answer = await mind.aside(ASK.format(habits=" ".join(habits) or "none yet"), purpose="daydream", schema=SCHEMA)
    told = _fields(answer or "")
    sections = {"Habits": "\n".join(changed(habits, told)), LAST: f"{_day(mind)} {_why(told)}"}
    mind.vault.write(Draft(KEY, "self", "Habits", (), sections), at=mind.now, why="daydream")


def changed(habits: list[str], told: Mapping[str, str]) -> list[str]:
    """Return the habits after a daydream: one line more at most, one less at most; as they were where it makes no sense."""
    add, drop = told.get("add", ""), told.get("drop", "")
    kept = [each for each in habits if each.removeprefix("- ").casefold() != drop.casefold()]
    fits = 10 < len(add) <= LONGEST and sound(add) and f"- {add}" not in kept
    return [*kept, f"- {add}"][-MOST_LINES:] if fits else kept


def _fields(answer: str) -> dict[str, str]:
    """Return the texts of an answer, a line each; none of what is no JSON object."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    texts = told.items() if isinstance(told, dict) else ()
    return {key: " ".join(each.split()) for key, each in texts if isinstance(each, str)}


def _why(told: Mapping[str, str]) -> str:
    why = told.get("why", "")
    return why if why and len(why) <= LONGEST and sound(why) else "nothing came of it."


def _day(mind: View) -> str:
    return f"- {mind.now:%F}:"


def _told(mind: View) -> Note | None:
    said = " ".join(each.removeprefix("- ") for each in _habits(mind))
    return Note(f"[Habits of yours: {said}]\n", KEY) if said else None


def _habits(mind: View) -> list[str]:
    return [each for each in _section(mind, "Habits").splitlines() if each.startswith("- ")]


def _section(mind: View, heading: str) -> str:
    note = mind.vault.notes.get(KEY)
    return note.sections.get(heading, "") if note else ""
