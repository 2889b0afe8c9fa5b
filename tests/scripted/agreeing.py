"""A plan that is agreeable and talkative: it answers everybody, says yes, and repeats what was said. An inner thought it
takes up in its own words; so what it does with a thought is the harness's doing, not the model's."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

from tests.scripted.asking import Answer, Asked, Plan
from tests.scripted.living import THOUGHT
from tests.scripted.plans import said

HEARD = re.compile(r'^([^\n:\[{"]{1,40}?) (?:says|whispers)(?: to [^\n:]{1,40})?: "(.*)"$', re.MULTILINE)
OPENINGS = ("Yes, exactly.", "Indeed.", "How true.", "I quite agree.", "Absolutely.", "You are right.")
CLOSINGS = ("So it is.", "I always say so.", "Nobody could put it better.", "What a lovely thought.")
CORE = 12  # words of another's line that are repeated
NOTHING = "It is a fine day for all of us."


def agreeable() -> Plan:
    """Return the plan."""

    def plan(asked: Asked) -> Answer:
        offered = (asked.schema or {}).get("properties", {})
        if "act" not in offered:
            return said(asked, NOTHING)
        return Answer(json.dumps(_act(asked.prompt, offered), ensure_ascii=False))

    return plan


def _act(prompt: str, offered: dict[str, Any]) -> dict[str, str]:
    """Return a reply: something said to who spoke last, else to anybody here; nothing where one may not speak."""
    reply = {"thought": "How nice.", "act": "wait", "to": "", "where": "", "thing": "", "text": ""}
    people = [each for each in offered["to"].get("enum", []) if each]
    if "say" not in offered["act"].get("enum", []) or not people:
        return reply
    newest = prompt.rpartition("<assistant>")[0].rpartition("<user>")[2]
    lot = zlib.crc32(prompt[-600:].encode())
    heard = [each for each in HEARD.findall(newest) or HEARD.findall(prompt) if each[0] in people]
    to, line = heard[-1] if heard else (people[lot % len(people)], NOTHING)
    thoughts = THOUGHT.findall(newest)
    return {**reply, "act": "say", "to": to, "text": thoughts[-1] if thoughts else agreement(line, lot)}


def agreement(line: str, lot: int) -> str:
    """Return a line that agrees with another and repeats it."""
    for each in (*OPENINGS, *CLOSINGS):
        line = line.replace(each, "")
    core = " ".join(line.split()[:CORE]) or NOTHING
    return f"{OPENINGS[lot % len(OPENINGS)]} {core} {CLOSINGS[lot // 7 % len(CLOSINGS)]}"
