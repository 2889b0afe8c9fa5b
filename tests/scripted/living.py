"""A plan that lives: it goes where its inner thoughts say, answers who speaks to it, waits most of the time.

Everything follows from the prompt alone, so the same day comes out the same.
"""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

from tests.scripted.asking import Answer, Asked, Plan
from tests.scripted.phrases import phrases
from tests.scripted.plans import LATELY, said

THOUGHT = re.compile(r"^\[inner thought\] (.*)$", re.MULTILINE)
TO_ME = re.compile(r'^([^\n:\[{"]{1,40}) (?:says(?: to you)?|whispers to you): "', re.MULTILINE)
TALKATIVE = 6  # one musing in so many says something


def living() -> Plan:
    """Return the plan."""

    def plan(asked: Asked) -> Answer:
        if asked.schema is None or "act" not in asked.schema.get("properties", {}):
            return said(asked, _sentence(asked))
        return Answer(json.dumps(_act(asked, asked.schema["properties"]), ensure_ascii=False))

    return plan


def _act(asked: Asked, offered: dict[str, Any]) -> dict[str, str]:
    """Return a reply: towards the place of the newest thought, an answer, a remark, or nothing."""
    reply = {"thought": "So be it.", "act": "wait", "to": "", "where": "", "thing": "", "text": ""}
    newest = asked.prompt.rpartition("<assistant>")[0].rpartition("<user>")[2]
    if place := _place(newest, offered["where"].get("enum", [])):
        return {**reply, "act": "go", "where": place}
    if spoken := [who for who in TO_ME.findall(newest) if who in offered["to"].get("enum", [])]:
        return {**reply, "act": "say", "to": spoken[-1], "text": _sentence(asked)}
    if len(offered["to"].get("enum", [])) > 1 and zlib.crc32(asked.prompt[-300:].encode()) % TALKATIVE == 0:
        return {**reply, "act": "say", "text": _sentence(asked)}
    return reply


def _place(newest: str, ways: list[str]) -> str:
    thoughts = THOUGHT.findall(newest)
    return next(
        (each for each in sorted(ways, key=len, reverse=True) if each and thoughts and each in thoughts[-1]), ""
    )


def _sentence(asked: Asked) -> str:
    return next(phrases(asked.last_line, asked.prompt[-LATELY:]))
