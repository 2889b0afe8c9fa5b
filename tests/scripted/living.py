"""A plan that lives: it goes where its inner thoughts say, answers who speaks to it, seldom calls, pins or writes something, waits most of the time.

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
SELDOM = 40  # one musing in so many calls over the city; another is a notice or a letter, where that can be
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
    if paper := _paper(asked, offered["act"].get("enum", [])):
        return {**reply, **paper}
    if len(offered["to"].get("enum", [])) > 1 and zlib.crc32(asked.prompt[-300:].encode()) % TALKATIVE == 0:
        return {**reply, "act": "say", "text": _sentence(asked)}
    return reply


def _paper(asked: Asked, acts: list[str]) -> dict[str, str]:
    """Return a call, a notice or a letter, once in a while and where there is a way to."""
    drawn = zlib.crc32(asked.prompt[-200:].encode()) % SELDOM
    offered = asked.schema["properties"] if asked.schema else {}
    if drawn == 0:
        return {"act": "channel", "text": _sentence(asked)}
    if drawn == 1 and "pin" in acts:
        board = next((each for each in offered["thing"]["enum"] if "board" in each), "")
        return {"act": "pin", "thing": board, "text": _sentence(asked)} if board else {}
    if drawn == 2 and "write" in acts:
        return {"act": "write", "to": offered["to"]["enum"][-1], "text": _sentence(asked)}
    return {}


def _place(newest: str, ways: list[str]) -> str:
    thoughts = THOUGHT.findall(newest)
    return next(
        (each for each in sorted(ways, key=len, reverse=True) if each and thoughts and each in thoughts[-1]), ""
    )


def _sentence(asked: Asked) -> str:
    return next(phrases(asked.last_line, asked.prompt[-LATELY:]))
