"""Map and reduce: each part is read in a session of its own that can't act, then the findings until they fit one page.

What the model points at is a number of a line that it was shown, so a finding always has a place. What it writes is
checked and cleaned; an answer that is none leaves the facts alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from agents.actions import parsed
from agents.aside import ask_apart, sound
from agents.model import Model
from gothmud.reader.reading import Line, Part
from gothmud.reader.wording import plainly

PROMPTS = Path(__file__).with_name("prompts.yaml")
AGENT = "reader"  # by which the calls stand in the ledger
MOST_A_PART = 5
MOST = 8  # findings that a briefing shows
AT_ONCE = 40  # findings that are weighed at once
FACTS = 24  # facts that the model is told
A_FINDING, A_SUMMARY = 200, 900  # characters
NUMBERS: dict[str, Any] = {"type": "array", "items": {"type": "integer", "minimum": 1}, "maxItems": MOST}


@dataclass(frozen=True, slots=True)
class Noticed:
    """One finding of the model, and the line that it is about."""

    what: str
    line: Line


@dataclass(frozen=True, slots=True)
class Words:
    """What the model made of it all; empty where it made nothing sound."""

    summary: str = ""
    lessons: str = ""
    noticed: tuple[Noticed, ...] = ()


async def digested(model: Model, parts: Sequence[Part], facts: Sequence[str]) -> Words:
    """Return the model's words on parts and facts."""
    noticed = [each for part in parts for each in await _read(model, part)]
    while len(noticed) > AT_ONCE:
        batches = [noticed[at : at + AT_ONCE] for at in range(0, len(noticed), AT_ONCE)]
        noticed = [each for batch in batches for each in await _weighed(model, batch)]
    return await _written(model, noticed, facts)


async def _read(model: Model, part: Part) -> list[Noticed]:
    finding = shape(line={"type": "integer", "minimum": 1, "maximum": len(part.lines)}, what=text_of(A_FINDING))
    schema = shape(findings={"type": "array", "maxItems": MOST_A_PART, "items": finding})
    question = prompts()["map"].format(source=part.source, lines=part.shown, most=MOST_A_PART)
    told = await asked(model, question, schema, "read")
    found = told.get("findings")
    return [
        Noticed(what, part.lines[each["line"] - 1])
        for each in (found if isinstance(found, list) else [])[:MOST_A_PART]
        if isinstance(each, dict)
        and _within(each.get("line"), part.lines)
        and (what := said(each.get("what"), A_FINDING))
    ]


async def _weighed(model: Model, noticed: list[Noticed]) -> list[Noticed]:
    """Return the findings that matter most; the first ones where the model can't say."""
    question = prompts()["reduce"].format(lines=_numbered(noticed), most=MOST)
    told = await asked(model, question, shape(keep=NUMBERS), "read")
    return _kept(told, noticed) or noticed[:MOST]


async def _written(model: Model, noticed: list[Noticed], facts: Sequence[str]) -> Words:
    listed = "\n".join(f"- {each}" for each in facts[:FACTS])
    question = prompts()["write"].format(facts=listed, lines=_numbered(noticed) or "none", most=MOST)
    schema = shape(summary=text_of(A_SUMMARY), lessons=text_of(A_FINDING * 2), keep=NUMBERS)
    told = await asked(model, question, schema, "brief")
    kept = _kept(told, noticed) or noticed[:MOST]
    return Words(said(told.get("summary"), A_SUMMARY), said(told.get("lessons"), A_FINDING * 2), tuple(kept))


async def asked(model: Model, question: str, schema: dict[str, Any], purpose: str) -> dict[str, Any]:
    """Return the object that the model answered with; empty where it is none."""
    answer = await ask_apart(model, AGENT, prompts()["system"], question, purpose=purpose, schema=schema)
    return parsed(answer or "") or {}


def said(text: object, longest: int) -> str:
    """Return words of the model as they may stand in a page; nothing where they are no text or an error's."""
    if (
        not isinstance(text, str)
        or not sound(text)
        or text.strip().casefold().rstrip(".") in ("nothing", "none", "...")
    ):
        return ""
    return plainly(text, longest)


def numbers(told: dict[str, Any], field: str, of: Sequence[Any]) -> list[int]:
    """Return the numbers of an answer that mean one of ``of``, each once."""
    found = told.get(field)
    return list(dict.fromkeys(each for each in (found if isinstance(found, list) else []) if _within(each, of)))


def _kept(told: dict[str, Any], noticed: list[Noticed]) -> list[Noticed]:
    return [noticed[each - 1] for each in numbers(told, "keep", noticed)][:MOST]


def _numbered(noticed: Sequence[Noticed]) -> str:
    return "\n".join(f"[{number}] {each.what}" for number, each in enumerate(noticed, 1))


def _within(number: object, of: Sequence[Any]) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= len(of)


def shape(**properties: Any) -> dict[str, Any]:
    """Return the schema of an object that has just these properties."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def text_of(longest: int) -> dict[str, Any]:
    """Return the schema of a text."""
    return {"type": "string", "maxLength": longest}


@cache
def prompts() -> dict[str, str]:
    """Return the prompts of the file."""
    return YAML(typ="safe").load(PROMPTS.read_text("utf-8"))
