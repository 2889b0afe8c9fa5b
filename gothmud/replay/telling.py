"""One event in one line of plain words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from gothmud.replay.names import Names

Row = dict[str, Any]
SPEAKING = {"say": "says", "whisper": "whispers", "channel": "tells the city"}
DEEDS = {"use": "uses", "get": "takes", "drop": "drops", "give": "gives", "show": "shows"}
STATES = {"asleep": "falls asleep", "awake": "wakes", "shaken": "is shaken"}


def told(event: Row, names: Names) -> str:
    """Return what happened as a line. An event of a kind not known here, or one that lacks fields, is named by its kind."""
    teller = TELLERS.get(event["kind"])
    try:
        return teller(event, names) if teller else f"({event['kind']})"
    except (KeyError, TypeError):
        return f"({event['kind']}, fields are missing)"


def _said(event: Row, names: Names) -> str:
    if event["mode"] == "emote":
        return f"{event['name']} {event['text']}"
    to = f" to {names.person(event['city'], event['to'])}" if event["to"] is not None else ""
    return f'{event["name"]} {SPEAKING.get(event["mode"], event["mode"])}{to}: "{event["text"]}"'


def _moved(event: Row, names: Names) -> str:
    origin, room = (names.room(event["city"], event[each]) for each in ("origin", "room"))
    return f"{event['name']} goes {event['way'] or 'by no exit'}, from {origin} to {room}"


def _handled(event: Row, names: Names) -> str:
    to = f" to {names.person(event['city'], event['to'])}" if event["to"] is not None else ""
    how = f" ({event['how']})" if event["how"] else ""
    home = ", which is back where it belongs" if event["returned"] else ""
    return f"{event['name']} {DEEDS.get(event['verb'], event['verb'])} {event['thing_name']}{how}{to}{home}"


def _changed(event: Row, names: Names) -> str:
    return f"{event['text']} ({names.room(event['city'], event['room'])})"


def _photo(event: Row, _: Names) -> str:
    return f'{event["name"]} takes a photo of {event["subject"]}: "{_parts(event["exposure"])["caption"]}"'


def _slept(event: Row, names: Names) -> str:
    by = f" by {names.person(event['city'], event['by'])}" if str(event["by"] or "").isdigit() else ""
    return f"{event['name']} {STATES.get(event['state'], event['state'])}{by}"


def _turn(event: Row, names: Names) -> str:
    outcome = {True: "done", False: f"refused: {event['reason']}", None: event["reason"] or "no act"}[event["ok"]]
    return f"{event['agent']} takes a turn: {event['verb'] or 'nothing'} ({outcome}), worded by {event['by']}"


def _call(event: Row, _: Names) -> str:
    tokens = " / ".join("?" if event[f"{each}_tokens"] is None else f"{event[f'{each}_tokens']:,}" for each in COUNTED)
    state = f"{tokens} tokens (asked / cached / answered)" if event["ok"] else f"failed: {event['failure']}"
    waits = f"{event['queue_seconds'] or 0:.2f} s in the queue, {event['model_seconds'] or 0:.2f} s at the model"
    return f"{event['agent']} asks the model for '{event['purpose']}': {state}; {waits}"


def _nudge(event: Row, _: Names) -> str:
    words = f": {event['text'].strip()}" if event["text"] else ""
    return f"{event['agent']}: inner thought '{event['key']}' of rule '{event['rule']}' is {event['fate']}{words}"


def _parts(value: Any) -> Any:
    """Return a field that has fields of its own; DuckDB gives JSON as text."""
    return json.loads(value) if isinstance(value, str) else value


def _plain(shape: str) -> Callable[[Row, Names], str]:
    """Return a teller that fills the event's fields in."""
    return lambda event, _: shape.format(**event)


COUNTED = ("prompt", "cached", "output")
TELLERS: dict[str, Callable[[Row, Names], str]] = {
    "said": _said, "moved": _moved, "handled": _handled, "changed": _changed, "slept": _slept, "turn": _turn, "call": _call,
    "nudge": _nudge,
    "came": _plain("{name} is here again"), "went": _plain("{name} is away"),
    "forgotten": _plain("{name} asks to be forgotten"),
    "refused": _plain("{name} can't {verb}: {reason}"), "weather": _plain("{text}"), "curfew": _plain("{text}"),
    "clock": _plain("the clock is set: rate {rate:g}"),
    "dropped": _plain("{agent}: words of the model were dropped ({why}): {text}"),
    "resumed": _plain("{agent} settles an act after a cut: {act}"),
    "recalled": _plain("{agent}: note '{note}' comes to mind by rule '{rule}': {why}"),
    "night": _plain("{agent}: night, {step} {note}"),
    "compacted": _plain("{agent}: the context starts anew ({why}), {before:,} characters become {after:,}"),
    "tower": _plain("{agent} files a report on {lines:,} lines of the log: {text}"),
    "aside": _plain("behaviour '{behaviour}' was put aside: {why}"),
    "started": _plain("{process} starts"), "stopped": _plain("{process} stops"),
    "endpoint": _plain("the endpoint is {state}: {text}"),
    "scene": _plain("a talk of {lines} lines ends: {end}"),
    "hushed": lambda event, _: f"{event['name']} {'asks for quiet' if event['quiet'] else 'gives the room its talk back'}",
    "pinned": lambda event, _: (
        f"{event['name']} {'pins to' if event['up'] else 'takes from'} the {event['thing_name']}: \"{event['text']}\""
    ),
    "letter.sent": _plain('{name} writes to {to_name}: "{text}"'),
    "letter.read": _plain('{name} reads a letter from {sender_name}: "{text}"'),
    "photo": _photo,
    "photo.faded": _plain("the {thing_name} of {photo} fades"),
    "rumor.planted": _plain("the fact {fact} begins to go round: {text}"),
    "telling": _plain("{name} tells the fact {fact} ({manner}): {text}"),
    "rationed": _plain("the budget of the {window} has come to {used:,} of {limit:,} tokens {agent}"),
    "frozen": lambda event, _: f"the minds are {'frozen' if event['on'] else 'thawed'} {event['why'] or ''}".strip(),
    "power": _plain("{meter} counted {joules:.0f} J in {seconds:.0f} s"),
    "missed": _plain("{agent} missed events after {after_seq:,}"),
    "built": lambda event, _: f"the city is laid out: {len(_parts(event['rooms']))} rooms",
    "snapshot": lambda event, _: (
        f"the database is read ({event['occasion']}): {len(_parts(event['bodies']))} people, "
        f"{len(_parts(event['things']))} things, {event['sky']}"
    ),
}  # fmt: skip
