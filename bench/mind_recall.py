"""Is the right note there when the model is asked? Sixty meetings over three days, by three ways to remember."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.lookup import asked_for, nearest, told
from bench.results import Result, bar
from bench.served import Served, a_server
from bench.three_days import Days, Moment, found_in, lived_days

MEETINGS = 60
NEAREST = 3
ROOM = 1024  # tokens a slot
SYSTEM = (
    "You are Ada, the robot mender. You have a notebook on people and places, but it is closed. When somebody comes, is named, "
    'or a place is talked about, look it up first: act "recall", and the name as text. Else act "say", and what you say as text.\n'
    'Example: {"act":"recall","text":"Mira"}\n'
)
ANSWER_TOKENS = 60
BY_ITSELF = "by itself (who, where, what is named)"
CHOSEN = "a recall action that the model chooses"
MADE = "the same, made to recall"
SIMILAR = f"the {NEAREST} nearest notes"


def run(count: int = MEETINGS) -> Result:
    """Live the days; see what each way puts before the model."""
    with tempfile.TemporaryDirectory(prefix="gothmud-bench-") as folder:
        days = lived_days(Path(folder), count)
        with a_server(ROOM) as server:
            found = {
                BY_ITSELF: by_itself(days, server), CHOSEN: by_choice(days, server, made=False),
                MADE: by_choice(days, server, made=True), SIMILAR: by_likeness(days, server),
            }  # fmt: skip
    notes = len(days.moments[0].notes)
    rows = [_row(way, each, count) for way, each in found.items()]
    return Result(
        name="mind-recall", command="uv run python -m bench mind-recall",
        measures="Meetings in which a fact that was noted before stands in the context when the model is asked.",
        how=_how(count, notes), caveats=_caveats(),
        columns=["way", "right note there", "share", "tokens a meeting", "model calls a meeting", "missed when"],
        rows=rows, data={**found, "meetings": count, "asked": len(days.moments), "notes": notes},
        bars=[bar("share of meetings with the right note, by itself", found[BY_ITSELF]["right"] / count, 1.0, most=False)],
    )  # fmt: skip


def by_itself(days: Days, server: Served) -> dict[str, Any]:
    """See what the built-in memory brought; a note that stands in the context already isn't brought again."""
    right = [each for each in days.moments if found_in(each.meeting.fact, each.context)]
    tokens = [sum(map(server.size, each.brought)) for each in days.moments]
    return {**_summed(days.moments, right, tokens), "brought_now": sum(bool(each.brought) for each in days.moments)}


def by_likeness(days: Days, server: Served) -> dict[str, Any]:
    """Put the nearest notes before the model at each meeting."""
    texts = [told(each.notes, nearest(each.notes, each.lines, NEAREST)) for each in days.moments]
    right = [each for each, text in zip(days.moments, texts, strict=True) if found_in(each.meeting.fact, text)]
    return _summed(days.moments, right, [server.size(text) for text in texts])


def by_choice(days: Days, server: Served, *, made: bool) -> dict[str, Any]:
    """Ask the embedded model whether it wants to look something up, and what; ``made`` to, it only chooses what."""
    right, tokens, recalled, looked = [], [], 0, []
    vault = days.company.vaults["ada"]
    for each in days.moments:
        messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": each.lines}]
        answer = server.ask(messages, ANSWER_TOKENS, choice_of("recall") if made else choice_of("recall", "say"))
        chose, text = _chosen(answer.text)
        keys = asked_for(each.notes, vault.resolve(text), text) if chose == "recall" else []
        brought = told(each.notes, keys)
        recalled += chose == "recall"
        tokens.append(answer.output + server.size(brought) if chose == "recall" else 0)
        looked.append(
            [each.meeting.way, each.meeting.fact.nick or each.meeting.fact.name or each.meeting.fact.place, chose, text]
        )
        right += [each] if found_in(each.meeting.fact, brought) else []
    return {**_summed(days.moments, right, tokens), "recalled": recalled, "looked_up": looked}


def choice_of(*acts: str) -> dict[str, Any]:
    """Return the schema of an answer that has to be one of these acts."""
    properties = {"act": {"type": "string", "enum": list(acts)}, "text": {"type": "string", "maxLength": 80}}
    return {"type": "object", "required": ["act", "text"], "additionalProperties": False, "properties": properties}


def _chosen(text: str) -> tuple[str, str]:
    try:
        told_us = json.loads(text)
        return str(told_us["act"]), str(told_us["text"])
    except (ValueError, KeyError, TypeError):
        return "nothing", ""


def _summed(moments: Sequence[Moment], right: Sequence[Moment], tokens: Sequence[int]) -> dict[str, Any]:
    missed = Counter(each.meeting.way for each in moments) - Counter(each.meeting.way for each in right)
    return {"right": len(right), "tokens": round(sum(tokens) / max(1, len(moments)), 1), "missed": dict(missed)}


def _row(way: str, found: dict[str, Any], count: int) -> list[str]:
    missed = ", ".join(f"{key} {times}" for key, times in sorted(found["missed"].items())) or "never"
    calls = 1 + found["recalled"] / count if "recalled" in found else 1.0
    return [way, str(found["right"]), f"{found['right'] / count:.0%}", f"{found['tokens']:g}", f"{calls:.2f}", missed]


def _how(count: int, notes: int) -> list[str]:
    return [
        f"Ada lives three days on a clock that jumps, with real nights; {count} meetings, 20 a day, need one of 30 facts noted on the first morning "
        f"(22 people, 8 places). {notes} notes in her vault at the first meeting; many name the same people. Two are called Tom; eleven have a nickname.",
        "arrived: somebody comes in. here: she comes where somebody is. named: a stranger asks after somebody, by nickname where there is one. "
        "place: she comes somewhere and is asked about it.",
        "By itself: the built-in memory behaviour; the fact's words stand in the request's messages. Tokens: of the notes that this meeting brought.",
        "Recall action: the embedded model reads the meeting's last lines and answers under a JSON schema, with one example line, temperature 0; "
        "what it names is looked up by name or nickname, else the nearest note. Tokens: its answer, where that is a recall, and the note. "
        "Made to recall: the schema leaves it no other act, so only what it looks up is its choice.",
        f"The {NEAREST} nearest: cosine of TF-IDF over name, nicknames and text of all notes, asked with the meeting's last lines.",
    ]  # fmt: skip


def _caveats() -> list[str]:
    return [
        "The people and lines are made up for this; a fact on a place stands under 'What I think' of its note (of 'Seen there' only the last two lines come to mind).",
        "The recall action costs its second call the context again, cached where the endpoint caches; only new tokens are counted here.",
    ]
