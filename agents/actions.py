"""What is legal now as a JSON schema; a reply as one act of the wire, or the reason why it is none. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import json_repair

from agents.senses import Senses
from gothmud import wire
from gothmud.wire import Act
from gothmud.words import words_of

LONGEST_THOUGHT = 160
LONGEST_TEXT = 280
FIELDS = ("thought", "act", "to", "where", "thing", "text")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reply chose: an act and the thought before it, or ``why_not``."""

    act: Act | None
    thought: str = ""
    why_not: str = ""


def legal(senses: Senses) -> dict[str, list[str]]:
    """Return what can be named now: verbs, people, exits, things. Doubled names are left to the first of them."""
    people = list(dict.fromkeys(each.name for each in senses.people.values()))
    ways = [way.name for way in senses.room.ways] if senses.room else []
    things = list(dict.fromkeys(each.name for each in [*senses.here, *senses.carried]))
    verbs = ["wait", "say", "emote", "look", "channel"]
    verbs += ["whisper"] if people else []
    verbs += ["go"] if ways else []
    usable = {verb for each in [*senses.here, *senses.carried] for verb in each.verbs}
    verbs += [verb for verb in ("use", "get", "drop") if verb in usable]
    verbs += ["give"] if "give" in usable and people else []
    return {"act": verbs, "to": people, "where": ways, "thing": things}


def schema(senses: Senses) -> dict[str, Any]:
    """Return the flat schema of a reply: every name an enumeration of what is there, empty for none."""
    now = legal(senses)
    properties: dict[str, Any] = {
        "thought": {"type": "string", "maxLength": LONGEST_THOUGHT},
        "act": {"type": "string", "enum": now["act"]},
        **{each: {"type": "string", "enum": ["", *now[each]]} for each in ("to", "where", "thing")},
        "text": {"type": "string", "maxLength": LONGEST_TEXT},
    }
    return {"type": "object", "properties": properties, "required": list(FIELDS), "additionalProperties": False}


def chosen(text: str, senses: Senses, act_id: str, cause: str) -> Choice:
    """Return the choice in a reply; broken JSON is repaired, a name that is not here is a reason why not."""
    value = _parsed(text)
    if value is None:
        return Choice(None, why_not="no JSON object")
    thought = str(value.get("thought") or "")[:LONGEST_THOUGHT]
    verb = str(value.get("act") or "").strip().lower()
    if verb not in legal(senses)["act"]:
        return Choice(None, thought, f"the act '{verb[:20]}' can't be done now")
    fields, why_not = _named(value, verb, senses)
    if why_not:
        return Choice(None, thought, why_not)
    act = Act(id=act_id, verb=verb, cause=cause, **fields)  # pyright: ignore[reportArgumentType] - checked above
    return Choice(act if not (why_not := wire.misfit(act)) else None, thought, why_not)


def _parsed(text: str) -> dict[str, Any] | None:
    start = text.find("{")
    if start < 0:
        return None
    try:
        value = json.loads(text[start:])
    except ValueError:
        value = json_repair.loads(text[start:])
    return value if isinstance(value, dict) else None


def _named(value: dict[str, Any], verb: str, senses: Senses) -> tuple[dict[str, Any], str]:
    """Return the act's fields by id, only those that the verb takes, or why a name means nothing here."""
    needed, allowed = wire.FIELDS[verb]
    takes = {*needed, *allowed}
    fields: dict[str, Any] = {}
    if "text" in takes and verb != "look":
        fields["text"] = " ".join(str(value.get("text") or "").split())[:LONGEST_TEXT]
    for field, name, found in (
        ("person", value.get("to"), {each.name: each.id for each in senses.people.values()}),
        ("exit", value.get("where"), {way.name: way.id for way in senses.room.ways} if senses.room else {}),
        ("thing", value.get("thing"), {each.name: each.id for each in [*senses.here, *senses.carried]}),
    ):
        if field in takes and name:
            if (each := _among(str(name), found)) is None:
                return {}, f"'{str(name)[:30]}' is not here"
            fields[field] = each
    return fields, ""


def _among(name: str, found: dict[str, int]) -> int | None:
    """Return the id of a name, however it is written; of several of one beginning, the first."""
    wanted = words_of(name) or [name.casefold()]
    for known, number in found.items():
        if name == known or (words_of(known) or [known.casefold()])[: len(wanted)] == wanted:
            return number
    return None
