"""A plan that lives, and tells on what its inner thoughts bring up: mostly, and never twice in quite the same words."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping, Sequence

from tests.scripted.asking import Answer, Asked, Plan
from tests.scripted.living import THOUGHT, living

QUOTED = re.compile(r'"([^"]+)"\s*$')
OPENINGS = (
    "",
    "Have you heard? ",
    "They say: ",
    "Listen. ",
    "I have it from a friend: ",
    "You won't believe it. ",
    "Between us, ",
)
SHY = 5  # one wish in so many isn't followed


def gossiping(otherwords: Mapping[str, Sequence[str]], told: list[str] | None = None) -> Plan:
    """Return the plan. ``otherwords`` are other ways to say words of what is told; what it tells is put into ``told``."""
    live = living()

    def plan(asked: Asked) -> Answer:
        offered = (asked.schema or {}).get("properties", {})
        wish = _wish(asked, offered.get("to", {}).get("enum", [])) if "act" in offered else None
        if wish is None:
            return live(asked)
        name, words = wish
        text = reworded(words, zlib.crc32(asked.prompt[-600:].encode()), otherwords)
        if told is not None:
            told.append(text)
        reply = {"thought": "That I have to tell.", "act": "say", "to": name, "where": "", "thing": "", "text": text}
        return Answer(json.dumps(reply, ensure_ascii=False))

    return plan


def reworded(words: str, seed: int, otherwords: Mapping[str, Sequence[str]]) -> str:
    """Return a sentence in other words: one of them replaced, another opening."""
    for opening in sorted(OPENINGS, key=len, reverse=True):
        words = words.removeprefix(opening)
    fitting = [each for each in otherwords if each in words]
    if fitting:
        word = fitting[seed % len(fitting)]
        words = words.replace(word, otherwords[word][seed // 7 % len(otherwords[word])], 1)
    return OPENINGS[seed // 3 % len(OPENINGS)] + words[:1].upper() + words[1:]


def _wish(asked: Asked, people: Sequence[str]) -> tuple[str, str] | None:
    """Return whom to tell what, if the newest thought brings it up and it isn't one of the shy moments."""
    newest = asked.prompt.rpartition("<assistant>")[0].rpartition("<user>")[2]
    thought = (THOUGHT.findall(newest) or [""])[-1]
    quote = QUOTED.search(thought)
    name = next((each for each in people if each and each in thought[: quote.start() if quote else 0]), "")
    if not quote or not name or zlib.crc32(thought.encode()) % SHY == 0:
        return None
    return name, quote[1]
