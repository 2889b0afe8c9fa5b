"""What is legal now as a JSON schema; a reply as one act of the wire, or the reason why it is none. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import json_repair

from agents.own import OwnAct, OwnAction
from agents.senses import Senses
from agents.wayfinding import Town, exit_to, next_room
from gothmud import wire
from gothmud.persona import Persona
from gothmud.wire import Act
from gothmud.words import name_words

LONGEST_THOUGHT = 160
LONGEST_TEXT = 280
DEEPEST = 50  # braces in a reply that are worth a repair; ours has one
FIELDS = ("thought", "act", "to", "where", "thing", "text")
MYSELF = "yourself"  # whom a photo may be of besides those who are here


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reply chose: an act and the thought before it, or ``why_not``. ``goal`` is a place further off."""

    act: Act | None
    thought: str = ""
    why_not: str = ""
    own: OwnAct | None = None
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a mind can do: the verbs that its body has, a walk to a place of the town, its own actions."""

    town: Town | None = None
    own: Mapping[str, OwnAction] = field(default_factory=dict)
    verbs: Collection[str] = wire.VERBS

    def places(self, senses: Senses) -> dict[str, str]:
        """Return the places that one can walk to from here, id by name, less those that an exit is called like."""
        if self.town is None or senses.room is None:
            return {}
        ways = {way.name for way in senses.room.ways}
        return {name: key for key, name in self.town.places.items() if key != senses.room.key and name not in ways}


NOTHING_ELSE = Scope()


def acts_of(persona: Persona) -> list[str]:
    """Return the acts of somebody's body in the city: who never wants a photo has no camera."""
    return [each for each in wire.VERBS if each != "photo" or persona.photos]


def legal(senses: Senses, scope: Scope = NOTHING_ELSE, *, may_speak: bool = True) -> dict[str, list[str]]:
    """Return what can be named now: verbs, people, exits and places, things. Doubled names are left to the first.

    At a post box those who are away can be named, too: one may write to them. A photo may be of oneself.
    """
    people = list(dict.fromkeys(each.name for each in senses.people.values()))
    ways = [way.name for way in senses.room.ways] if senses.room else []
    ways += [*scope.places(senses)] if ways else []
    things = list(dict.fromkeys(each.name for each in [*senses.here, *senses.carried]))
    verbs = ["wait", *(["say", "emote"] if may_speak else []), "look", "channel"]
    verbs += ["whisper"] if people else []
    verbs += [*(["go"] if ways else []), *(["photo"] if senses.room else [])]
    usable = {verb: None for each in [*senses.here, *senses.carried] for verb in each.verbs}
    verbs += [verb for verb in ("use", "get", "drop", "pin") if verb in usable]
    verbs += [verb for verb in ("give", "show") if verb in usable and people]
    if "write" in usable and senses.met:
        verbs.append("write")
        people = list(dict.fromkeys([*people, *senses.met]))
    verbs = [each for each in verbs if each in scope.verbs]
    people += [MYSELF] if "photo" in verbs else []
    verbs += [each for each in usable if each not in wire.VERBS and "use" in scope.verbs]  # things' own
    verbs += [each for each in scope.own if each not in verbs]
    return {"act": verbs, "to": people, "where": ways, "thing": things}


def schema(senses: Senses, scope: Scope = NOTHING_ELSE) -> dict[str, Any]:
    """Return the flat schema of a reply: every name an enumeration of what is there, empty for none."""
    now = legal(senses, scope, may_speak=not senses.held_back() and not senses.rested_with())
    properties: dict[str, Any] = {
        "thought": {"type": "string", "maxLength": LONGEST_THOUGHT},
        "act": {"type": "string", "enum": now["act"]},
        **{each: {"type": "string", "enum": ["", *now[each]]} for each in ("to", "where", "thing")},
        "text": {"type": "string", "maxLength": LONGEST_TEXT},
    }
    return {"type": "object", "properties": properties, "required": list(FIELDS), "additionalProperties": False}


def chosen(text: str, senses: Senses, act_id: str, cause: str, scope: Scope = NOTHING_ELSE) -> Choice:
    """Return the choice in a reply; broken JSON is repaired, a name that is not here is a reason why not."""
    value = parsed(text)
    if value is None:
        return Choice(None, why_not="no JSON object")
    thought = _text(value.get("thought"), LONGEST_THOUGHT)
    verb = _text(value.get("act"), 20).lower()
    if verb in scope.own:
        return Choice(None, thought, own=OwnAct(verb, _text(value.get("text"), LONGEST_TEXT)))
    if verb not in legal(senses, scope)["act"]:
        return Choice(None, thought, f"the act '{verb[:20]}' can't be done now")
    value, goal = _first_step(value, verb, senses, scope)
    how = "" if verb in wire.VERBS else verb
    fields, why_not = _named(value, verb, senses)
    if why_not:
        return Choice(None, thought, why_not)
    act = Act(id=act_id, verb="use" if how else verb, how=how, cause=cause, **fields)  # pyright: ignore[reportArgumentType] - checked above
    return Choice(act if not (why_not := wire.misfit(act)) else None, thought, why_not, goal=goal)


def _first_step(value: dict[str, Any], verb: str, senses: Senses, scope: Scope) -> tuple[dict[str, Any], str]:
    """Turn a walk to a place further off into its first step; return the place's id with it."""
    where = _text(value.get("where"), 60)
    goal = scope.places(senses).get(where, "") if verb == "go" else ""
    if not goal or senses.room is None or scope.town is None:
        return value, ""
    way = exit_to(senses.room, scope.town, next_room(scope.town, senses.room.key, goal))
    return ({**value, "where": way.name}, goal) if way else (value, "")


def parsed(text: str) -> dict[str, Any] | None:
    """Return the JSON object in a reply, repaired where it is broken; None where there is none."""
    start = text.find("{")
    if start < 0:
        return None
    text = text.encode("utf-8", "replace").decode()[start:]
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = _repaired(text)
    return value if isinstance(value, dict) else None


def _repaired(text: str) -> Any:
    if text.count("{") + text.count("[") > DEEPEST:
        return None
    try:
        return json_repair.loads(text)
    except (ValueError, RecursionError):
        return None


def _text(value: Any, longest: int) -> str:
    """Return a field as one line; half a character, as a cut-off stream leaves it, is replaced."""
    return " ".join(str(value or "").encode("utf-8", "replace").decode().split())[:longest]


def _named(value: dict[str, Any], verb: str, senses: Senses) -> tuple[dict[str, Any], str]:
    """Return the act's fields by id, only those that the verb takes, or why a name means nothing here."""
    needed, allowed = wire.FIELDS.get(verb, wire.FIELDS["use"])
    takes = {*needed, *allowed}
    fields: dict[str, Any] = {}
    if "text" in takes and verb not in ("look", "use"):
        fields["text"] = _text(value.get("text"), LONGEST_TEXT)
    for slot, name, found in (
        ("person", value.get("to"), _people(verb, senses)),
        ("exit", value.get("where"), {way.name: way.id for way in senses.room.ways} if senses.room else {}),
        ("thing", value.get("thing"), _things(verb, senses)),
    ):
        if slot in takes and name:
            if (each := _among(_text(name, 60), found)) is None:
                return {}, f"'{_text(name, 30)}' is not here"
            fields[slot] = each
    return fields, ""


def _things(verb: str, senses: Senses) -> dict[str, int]:
    """Return things by name; of two of one name the one with which the verb can be done, else the first."""
    things = [*senses.here, *senses.carried]
    named: dict[str, int] = {}
    for each in [*(each for each in things if verb in each.verbs), *things]:
        named.setdefault(each.name, each.id)
    return named


def _people(verb: str, senses: Senses) -> dict[str, int]:
    """Return whom a verb can be done to, by name; of two of one name the one who was here first."""
    if verb == "write":
        return senses.met
    named: dict[str, int] = {}
    for each in senses.people.values():
        named.setdefault(each.name, each.id)
    return {MYSELF: senses.body, senses.name: senses.body} | named if verb == "photo" else named


def _among(name: str, found: dict[str, int]) -> int | None:
    """Return the id of a name, however it is written; of several of one beginning, the first."""
    if name in found:
        return found[name]
    wanted = name_words(name) or [name.casefold()]
    alike = (
        number for known, number in found.items() if (name_words(known) or [known.casefold()])[: len(wanted)] == wanted
    )
    return next(alike, None)
