"""A model out of a script, that plays the cast: it goes where its inner thoughts say, answers who speaks to it, and
waits most of the time. What it says are the person's own lines; all of it follows from the prompt alone."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agents.model import Answer, Completion, Request
from agents.session import Entry
from gothmud.persona import Persona

THOUGHT = re.compile(r"^\[inner thought\] (.*)$", re.MULTILINE)
TO_ME = re.compile(r'^([^\n:\[{"]{1,40}) (?:says(?: to you)?|whispers to you): "', re.MULTILINE)
TALKATIVE = 3  # one turn in so many with others near says something by itself
NOTED = {
    "said": "We spoke of it. {line}",
    "think": "{line} I shall think about that.",
    "happened": "{line} So it went today.",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One request with what its context was made of. ``lived`` is how many entries this agent had ever had by then."""

    agent: str
    purpose: str
    cause: str
    messages: tuple[dict[str, str], ...]
    entries: tuple[Entry, ...]
    now: datetime
    lived: int


class Actor:
    """Answers for everybody; what was asked is handed to ``kept``."""

    paused = False

    def __init__(self, personas: Iterable[Persona]) -> None:
        self._lines = {each.id: lines_of(each) for each in personas}
        self.watch: Any = lambda _request: None

    async def complete(self, request: Request) -> Answer:
        """Return the answer of the script."""
        self.watch(request)
        offered: dict[str, Any] = (request.schema or {}).get("properties", {})
        line = self._line(request)
        if "act" in offered:
            return Completion(json.dumps(act(request, offered, line), ensure_ascii=False, separators=(",", ":")))
        told = {each: NOTED.get(each, "").format(line=line) for each in offered}
        return Completion(json.dumps(told, ensure_ascii=False) if offered else line)

    def _line(self, request: Request) -> str:
        lines = self._lines[request.agent]
        said = "".join(each["content"] for each in request.messages)[-400:]
        return lines[zlib.crc32(said.encode()) % len(lines)]


def act(request: Request, offered: dict[str, Any], line: str) -> dict[str, str]:
    """Return a reply: towards the place of the newest thought, an answer, a remark, or nothing."""
    reply = {"thought": "So be it.", "act": "wait", "to": "", "where": "", "thing": "", "text": ""}
    newest = request.messages[-1]["content"]
    people, ways = offered["to"].get("enum", []), offered["where"].get("enum", [])
    if place := _place(newest, ways):
        return {**reply, "act": "go", "where": place}
    if spoken := [who for who in TO_ME.findall(newest) if who in people]:
        return {**reply, "act": "say", "to": spoken[-1], "text": line}
    if len(people) > 1 and zlib.crc32(newest.encode()) % TALKATIVE == 0:
        return {**reply, "act": "say", "to": people[1 + zlib.crc32(line.encode()) % (len(people) - 1)], "text": line}
    return reply


def lines_of(persona: Persona) -> list[str]:
    """Return what somebody may say."""
    told = [each.say for each in persona.dice.replies if each.say] + list(persona.sample)
    return told + [f"I keep thinking about {each}." for each in persona.topics] or ["So it is."]


def _place(newest: str, ways: list[str]) -> str:
    thoughts = THOUGHT.findall(newest)
    return next(
        (each for each in sorted(ways, key=len, reverse=True) if each and thoughts and each in thoughts[-1]), ""
    )
