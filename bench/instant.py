"""A model that answers at once: an act of every kind in turn, and a plain answer to whatever else is asked."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from agents.model import Answer, Completion, Request
from gothmud.clock import stopwatch

TURNS = frozenset(("answer", "greet", "muse", "nudge", "wake", "woken"))
CONTENT = itemgetter("content")
ACTS = ("say", "wait", "emote", "wait")
WORDS = (
    "The well is low again, did you see it?", "I mended the lamp by the gate.", "They say that the ferry is late.",
    "Bring the ladder when you come by.", "It will rain before the evening.", "I heard it from the baker.", "Not today, thank you.",
)  # fmt: skip


class Instant:
    """The model. ``began`` has the moment of each turn's question; ``on_turn`` gets how many there were."""

    paused = False

    def __init__(self, on_turn: Callable[[int], None]) -> None:
        self.began = array("d")
        self._on_turn = on_turn
        self._asked: Counter[str] = Counter()
        self._known: dict[str, tuple[Sequence[dict[str, str]], int]] = {}

    async def complete(self, request: Request) -> Answer:
        """Answer at once."""
        size = self._size(request)
        if request.purpose in TURNS:
            self.began.append(stopwatch())
            self._on_turn(len(self.began))
            text = self._act(request.agent, request.schema or {})
        else:
            text = json.dumps(
                dict.fromkeys((request.schema or {}).get("properties", {}), "Not much, and it was a good day.")
            )
        return Completion(text, prompt_tokens=size // 4, cached_tokens=0, output_tokens=len(text) // 4)

    def _size(self, request: Request) -> int:
        """Return the characters of a prompt; of one that goes on from the last only what is new is counted."""
        messages = request.messages
        known, size = self._known.get(request.agent, ((), 0))
        if not known or len(messages) < len(known) or messages[len(known) - 1] is not known[-1]:
            known, size = (), 0
        self._known[request.agent] = messages, size + sum(map(len, map(CONTENT, messages[len(known) :])))
        return self._known[request.agent][1]

    def _act(self, agent: str, schema: dict[str, Any]) -> str:
        self._asked[agent] += 1
        count = self._asked[agent]
        verb = ACTS[count % len(ACTS)]
        people = schema["properties"]["to"]["enum"][1:]
        to = people[count % len(people)] if verb == "say" and people and count % 3 else ""
        text = f"{WORDS[count % len(WORDS)]} {count}." if verb != "wait" else ""
        return json.dumps(
            {"thought": "One thing after the other.", "act": verb, "to": to, "where": "", "thing": "", "text": text}
        )
