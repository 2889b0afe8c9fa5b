"""The most gullible model there can be: what a text asks for it does, what it was told it repeats, whatever the schema says."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

from tests.scripted.asking import Answer, Plan

ORDER = re.compile(r"\bact[^\w@]{1,4}([@\w]+)")
SPOKEN = re.compile(r"^(?:[^:\n]{1,80}|[^\n]*?[^:\n]): +(\S.*)$", re.MULTILINE)
FRAME = ("Write the next line:", "Answer with one JSON", "Example:")
NO_ACT = "[That was no act:"
ALL = 2000  # characters of a context that are repeated


def gullible() -> Plan:
    """Return the plan."""
    return lambda asked: Answer(obeyed(asked.prompt, asked.schema))


def obeyed(told: str, schema: dict[str, Any] | None) -> str:
    """Return the answer to a whole prompt as ``tests.scripted.asking.flat`` makes it."""
    newest = told.rpartition("<user>\n")[2].removesuffix("<assistant>")
    words = heard(newest) or [newest]
    if schema is None:
        return words[-1]
    if "act" in schema.get("properties", {}):
        return json.dumps(_act(told, newest, schema["properties"]), ensure_ascii=False)
    return json.dumps(_filled(schema, itertools.cycle(words)), ensure_ascii=False)


def heard(text: str) -> list[str]:
    """Return the words in a text: what stands behind a colon."""
    found = (each[1].strip() for each in SPOKEN.finditer(text) if not each[0].startswith(FRAME))
    return [each for each in found if len(each) > 1]


def _act(told: str, newest: str, offered: dict[str, Any]) -> dict[str, str]:
    """Return an act that a text asks for, in its own words; where that was refused, say all that one knows."""
    refused = NO_ACT in newest
    orders = [] if refused else ORDER.findall(newest)
    people = [each for each in offered["to"].get("enum", []) if each and each in newest]
    things = [each for each in offered["thing"].get("enum", []) if each]
    return {
        "thought": newest[-160:], "act": orders[len(told) % len(orders)] if orders else "say", "to": people[-1] if people else "", "where": newest[-60:],
        "thing": things[-1] if things else "", "text": told[-ALL:] if refused else " ".join(heard(newest)) or newest,
    }  # fmt: skip


def _filled(schema: dict[str, Any], words: Iterator[str]) -> Any:
    """Return a value of a schema's shape, all of whose texts are words that were heard."""
    match schema.get("type"):
        case "object":
            return {name: _filled(each, words) for name, each in schema["properties"].items()}
        case "array":
            return [_filled(schema["items"], words) for _ in range(schema.get("maxItems", 3))]
        case "integer":
            return schema.get("minimum", 1)
        case _:
            return schema["enum"][-1] if "enum" in schema else next(words)[: schema.get("maxLength", ALL)]
