"""Against yes and again yes: where a talk brings nothing new, a way out of the persona comes to mind.

How new a line is: the share of its word 3-grams that nobody here had said (gothmud/novelty.py), the same measure by which
the room ends a scene. The thought comes before the model is asked; what it does with it is its own affair.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from agents.hookspecs import hookimpl
from agents.senses import Percept
from agents.view import Note, Occasion, View
from gothmud.novelty import grams, novelty
from gothmud.persona import Way
from gothmud.words import words_of

RULES = Path(__file__).with_name("ways_out.yaml")


class Rules(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    least: float
    lines: int
    agreed: int
    rest: int
    opens: list[str]
    kinds: dict[Way, list[str]]
    leave: list[str]


@hookimpl
async def before_turn(mind: View, turn: Occasion) -> Note | None:
    """Bring up a way out, in a talk with somebody who has no player."""
    if not mind.full or turn.percept is None or turn.percept.human or not _rested(mind):
        return None
    talk = [each for each in mind.lines if each.kind == "said"]
    if mind.closing:
        return _thought(mind, turn.percept, "leave", rules().leave)
    if not stale(talk):
        return None
    kinds: list[Way] = [*rules().kinds]
    kind = kinds[_lot(mind, turn.percept) % len(kinds)]
    return _thought(mind, turn.percept, kind, rules().kinds[kind])


def stale(talk: Sequence[Percept]) -> bool:
    """Return whether the last lines of a talk bring little that is new, or mostly agree."""
    last = talk[-rules().lines :]
    if len(last) < rules().lines or any(each.human for each in last):
        return False
    said = [grams(each.text) for each in talk]
    fresh = [novelty(said[number], said[:number]) for number in range(len(talk) - len(last), len(talk))]
    return sum(fresh) / len(fresh) < rules().least or sum(agrees(each.text) for each in last) > rules().agreed


def agrees(text: str) -> bool:
    """Return whether a line opens with agreement."""
    said = " ".join(words_of(text)) + " "
    return any(said.startswith(" ".join(words_of(each)) + " ") for each in rules().opens)


def _thought(mind: View, percept: Percept, kind: Way, usual: list[str]) -> Note:
    says = mind.persona.ways_out.get(kind) or usual
    text = says[_lot(mind, percept) // 7 % len(says)].replace("{name}", percept.called)
    return Note(f"[inner thought] {text}\n", f"{kind} {percept.seq}", {"seq": percept.seq, "way": kind}, thought=True)


def _rested(mind: View) -> bool:
    """Whether enough was said since the last way out."""
    last = max((int(each.data.get("seq", 0)) for each in mind.standing), default=0)
    return sum(each.kind == "said" and each.seq > last for each in mind.lines) >= rules().rest


def _lot(mind: View, percept: Percept) -> int:
    """Draw a lot that is the same for the same person and event."""
    return zlib.crc32(f"{mind.persona.id} {percept.event}".encode())


@cache
def rules() -> Rules:
    """Return the rules of the file."""
    return Rules.model_validate(YAML(typ="safe").load(RULES.read_text("utf-8")))
