"""A report: what the watcher makes of a stretch, in the words of its model where that has some, else of its own phrases.

Whoever writes here can't act: it gets the digest and may look closer a few times. What isn't a sound text is no report;
then the facts stand alone.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from agents.aside import sound
from agents.memory.note import safe
from agents.notes import says_something
from agents.tower.desk import Look
from agents.tower.digest import rendered
from agents.tower.usual import PUBLIC
from agents.tower.voice import voice
from agents.view import View
from gothmud.config import Tower

LOOKS = 3  # closer looks a report
PEOPLE = 5  # whose dossier gets a line
A_REPORT, A_NOTE, A_LINE = 900, 240, 240  # characters
LOOK_SCHEMA = {
    "type": "object", "required": ["look"], "additionalProperties": False,
    "properties": {"look": {"type": "array", "maxItems": LOOKS, "items": {"type": "string", "maxLength": 60}}},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What is filed: the watcher's words, the digest below them, a line for each dossier (by body number), what is
    shouted from the window, if it matters that much."""

    text: str
    digest: str
    worded: Literal["model", "phrases"]
    dossiers: dict[int, str] = field(default_factory=dict)
    shout: str = ""

    def line(self, look: Look) -> str:
        """Return a line for the book by the window: the weightiest, without a whispered word."""
        first = look.findings[0]
        return f"{look.filing.at:%H:%M}. {voice().findings[first.kind].format(*first.words)}."[:A_LINE]

    def page(self, look: Look, links: Callable[[int], str]) -> str:
        """Return the report as the page of a file."""
        people = [f"{links(body)}: {text}" for body, text in self.dossiers.items()]
        dossiers = "\n".join(f"- {each}" for each in people)
        parts = [f"# The tower, {look.since:%A %d %B %H:%M} to {look.filing.at:%H:%M}", safe(self.text, set())]
        parts += [f"## Dossiers\n{dossiers}"] if dossiers else []
        parts += [f"## From the window\n{safe(self.shout, set())}"] if self.shout else []
        return "\n\n".join([*parts, f"## What the log shows\n{self.digest}"]) + "\n"


async def report(mind: View, look: Look, rules: Tower) -> Report:
    """Return the report on a stretch."""
    digest = rendered(look.stretch, look.findings, rules.tokens)
    told = await _asked(mind, look, digest) if mind.full and look.findings else {}
    text = _sound(told.get("report"), A_REPORT)
    dossiers = {**_from_findings(look), **_from_model(look, told.get("people"))} if text else _from_findings(look)
    return Report(
        text or _phrased(look),
        digest,
        "model" if text else "phrases",
        dict(list(dossiers.items())[-PEOPLE:]),
        _shout(look, rules),
    )


async def _asked(mind: View, look: Look, digest: str) -> dict[str, Any]:
    """Let the model look closer, then write."""
    hours = {"since": f"{look.since:%H:%M}", "until": f"{look.filing.at:%H:%M}", "digest": digest}
    line = next((each.spot for each in look.findings if each.spot), "2026-11-25:12")
    closer = _fields(
        await mind.aside(voice().look.format(**hours, most=LOOKS, line=line), purpose="tower", schema=LOOK_SCHEMA)
    ).get("look")
    asked = [each for each in closer if isinstance(each, str)] if isinstance(closer, list) else []
    answers = await asyncio.to_thread(look.drill.answers, asked, LOOKS)
    question = voice().write.format(**hours, closer=answers, people=PEOPLE)
    return _fields(await mind.aside(question, purpose="tower", schema=_write_schema(look), max_tokens=500))


def _write_schema(look: Look) -> dict[str, Any]:
    names = sorted({each.name for each in look.stretch.people.values()}) or [""]
    person = {
        "type": "object", "required": ["name", "note"], "additionalProperties": False,
        "properties": {"name": {"type": "string", "enum": names}, "note": {"type": "string", "maxLength": A_NOTE}},
    }  # fmt: skip
    return {
        "type": "object", "required": ["report", "people"], "additionalProperties": False,
        "properties": {
            "report": {"type": "string", "maxLength": A_REPORT},
            "people": {"type": "array", "maxItems": PEOPLE, "items": person},
        },
    }  # fmt: skip


def _fields(answer: str | None) -> dict[str, Any]:
    try:
        value = json.loads(answer or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _sound(text: object, most: int) -> str:
    """Return a text of the model on one line, or nothing where it can be no memory."""
    line = " ".join(text.split()) if isinstance(text, str) else ""
    return line if len(line) <= most and sound(line) and says_something(line) else ""


def _from_model(look: Look, people: object) -> dict[int, str]:
    """Return the lines for dossiers that a model wrote, of people who are in the stretch."""
    times = Counter(each.name for each in look.stretch.people.values())
    bodies = {
        each.name: body for body, each in look.stretch.people.items() if times[each.name] == 1
    }  # else nobody knows
    told: dict[int, str] = {}
    for each in people if isinstance(people, list) else ():
        name, note = (each.get("name"), _sound(each.get("note"), A_NOTE)) if isinstance(each, dict) else ("", "")
        if note and name in bodies:
            told[bodies[name]] = note
    return told


def _from_findings(look: Look) -> dict[int, str]:
    told: dict[int, str] = {}
    for each in look.findings:
        for body in each.people:
            told.setdefault(body, voice().dossier.format(text=voice().finding(each)))
    return dict(list(told.items())[:PEOPLE])


def _phrased(look: Look) -> str:
    """Return a report out of phrases; which of them hangs on the hour, so that it can be made again."""
    turn = look.filing.at.hour * 3 + look.filing.at.minute // 20
    said = [voice().finding(each) for each in look.findings[:PEOPLE]]
    words = {
        "since": f"{look.since:%H:%M}", "until": f"{look.filing.at:%H:%M}", "people": len(look.stretch.people),
        "said": look.stretch.said,
    }  # fmt: skip
    found = " ".join(f"{each[:1].upper()}{each[1:]}." for each in said) or _turned(voice().quiet, turn)
    return f"{_turned(voice().opens, turn).format(**words)} {found} {_turned(voice().closes, turn)}"


def _turned(phrases: Sequence[str], turn: int) -> str:
    return phrases[turn % len(phrases)]


def _shout(look: Look, rules: Tower) -> str:
    """Return what is called from the window: by weight alone, at most once an hour, never a word that was whispered."""
    public = [each for each in look.findings if each.kind in PUBLIC and not each.usual]
    rested = look.after.shouted is None or (look.filing.at - look.after.shouted).total_seconds() >= 3600
    if not public or not rules.alarm or sum(each.weight for each in public) < rules.alarm or not rested:
        return ""
    return voice().shouts[public[0].kind].format(*public[0].words)
