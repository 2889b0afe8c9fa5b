"""Three ways to make the prompts of one and the same day: ours as it was asked, and the two usual ones over the same
events. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from agents.elapsed import hour
from agents.session import Entry, messages_of
from bench.actor import Ask
from gothmud.words import words_of

Messages = tuple[dict[str, str], ...]
IN_FRONT = ("time_sense", "memory")  # behaviours whose notes the first usual way keeps in the system prompt
MEMORIES = 10
LAST_LINES = 8
DECAY = 0.995  # of a memory's weight, an hour
ALMOST_NOTHING = 2  # words of a text that is no memory


def append_only(ask: Ask, _lived: Sequence[Entry]) -> Messages:
    """Return the prompt as the agent asked it."""
    return ask.messages


def clock_in_front(ask: Ask, _lived: Sequence[Entry]) -> Messages:
    """Return the same talk with the hour and what came to mind now in the system prompt instead of the newest turn."""
    kept = [each for each in ask.entries if not _in_front(each)]
    system = "".join(each.text for each in kept if each.kind in ("header", "compaction"))
    notes = "".join(each.text for each in newest_notes(ask.entries, "memory"))
    front = f"{system}\nIt is {hour(ask.now)}, {ask.now:%A}.\n{notes}"
    talk = messages_of(each for each in kept if each.kind not in ("header", "compaction"))
    return ({"role": "system", "content": front}, *talk, *_question(ask))


def rebuilt(ask: Ask, lived: Sequence[Entry]) -> Messages:
    """Return a prompt made anew: the person, the hour, the memories nearest to the last lines, the last lines."""
    texts = [each for each in lived[: ask.lived] if each.kind in ("percept", "note", "reply", "outcome") and each.text]
    last = texts[-LAST_LINES:]
    cue = set(words_of(" ".join(each.text for each in last)))
    older = [each for each in texts[:-LAST_LINES] if len(words_of(each.text)) > ALMOST_NOTHING]
    near = sorted(older, key=lambda each: -_weight(each, cue, ask))[:MEMORIES]
    memories = "".join(f"- {' '.join(each.text.split())}\n" for each in near)
    text = f"It is {hour(ask.now)}, {ask.now:%A}.\nWhat you remember:\n{memories}Now:\n{''.join(each.text for each in last)}"
    return ({"role": "system", "content": ask.entries[0].text}, {"role": "user", "content": text}, *_question(ask))


def newest_notes(entries: Sequence[Entry], by: str) -> list[Entry]:
    """Return a behaviour's notes of the turn that is being prepared."""
    found: list[Entry] = []
    for each in reversed(entries):
        if each.kind in ("reply", "compaction", "header"):
            break
        if each.kind == "note" and each.data.get("by") == by:
            found.append(each)
    return found[::-1]


def _in_front(entry: Entry) -> bool:
    return entry.kind == "note" and entry.data.get("by") in IN_FRONT


def _question(ask: Ask) -> Messages:
    """Return what was put after the context: a side question at night."""
    return ask.messages[len(messages_of(ask.entries)) :]


def _weight(entry: Entry, cue: set[str], ask: Ask) -> float:
    words = set(words_of(entry.text))
    hours = (ask.now - entry.city_time).total_seconds() / 3600 if entry.city_time else 0.0
    return len(words & cue) / math.sqrt(len(words)) + DECAY**hours
