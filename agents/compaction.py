"""The context starts anew: at night, or earlier where it nears what the model can hold. One entry of the session file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from agents.memory.vault import Vault
from agents.mind import Mind
from agents.recollection import Recollection
from agents.remembering import remembered
from agents.session import ROLES, Entry, Session
from agents.turn import Turns
from agents.view import Note
from gothmud.events import Compacted

FULLEST = 0.8  # share of the context at which it starts anew
NARROW_CONTEXT = 1400  # tokens; a small model stumbles over its own past long before its limit. (llama.cpp keeps the
# beginning of a cached context only where that is over a quarter of it: a header of 400 survives a compaction at 1400.)
UNTOLD_CONTEXT = 4096  # tokens, where the endpoint doesn't tell
CHARACTERS_A_TOKEN = 4  # a rule of thumb, for endpoints that count no tokens
KEEP_LINES = 12  # lines that survive in the middle of a day
SHARE = 0.25  # of the context for what is remembered; as much again, at most, for the last lines


class Compaction:
    """Makes one mind's context start anew. ``context`` is the model's limit in tokens, 0 for unknown."""

    def __init__(self, mind: Mind, session: Session, turns: Turns, vault: Vault, *, full: bool, context: int) -> None:
        self._mind, self._session, self._turns, self._vault, self._full = mind, session, turns, vault, full
        self.limit = int((context or UNTOLD_CONTEXT) * FULLEST)
        if not full:
            self.limit = min(self.limit, NARROW_CONTEXT)

    @property
    def past(self) -> Recollection:
        """What the harness knows of the mind's past."""
        return self._turns.past

    @property
    def due(self) -> bool:
        """Whether the context nears its limit, by the endpoint's own count or, without one, by its characters."""
        return max(self._session.known_tokens, self._session.size // CHARACTERS_A_TOKEN) >= self.limit

    async def at_night(self, night: Mapping[str, Any]) -> None:
        """Start anew with what is remembered of the days; ``night`` is the night's plan once this is done."""
        await self._start_anew("night", (), {"night": dict(night)})

    async def by_day(self) -> None:
        """Start anew with what is remembered, and go on from the last lines."""
        last = self._last_entries()
        await self._start_anew("full", last, {"last": [each.id for each in last]})

    async def to_forget(self) -> None:
        """Start anew from the notes alone."""
        await self._start_anew("forgotten", (), {})

    def settle(self) -> None:
        """Put the notes that behaviours gave for the new context and that a kill left out of it."""
        newest = self._session.entries[1:2]
        kept = newest[0].data.get("kept", []) if newest and newest[0].kind == "compaction" else []
        self._turns.put([(by, Note(**note)) for by, note in kept[len(self._session.entries) - 2 :]])

    async def _start_anew(self, why: str, last: Sequence[Entry], data: dict[str, Any]) -> None:
        before, tokens = self._session.size, int(self.limit * SHARE)
        name = self._mind.persona.name
        text = remembered(self._vault, name, full=self._full, tokens=tokens)
        lines = "".join(each.text for each in last)
        repeated = f"[The last of it:]\n{lines}" if self._full and lines else lines
        text += repeated
        kept = await self._turns.gathered("before_compaction")
        data = {"why": why, "kept": [(by, asdict(note)) for by, note in kept], "repeats": len(repeated), **data}
        self._session.add("compaction", text, city_time=self._mind.body.senses.clock.now(), sync=True, data=data)
        self._turns.put(kept)
        await self._turns.tell("after_compaction", summary=text)
        self._mind.recorder.write(
            Compacted, agent=self._mind.persona.id, why=why, before=before, after=self._session.size
        )

    def _last_entries(self) -> list[Entry]:
        """Return the last entries of the context that have a text, at most some and at most a share of what fits."""
        kept: list[Entry] = []
        room = int(self.limit * SHARE) * CHARACTERS_A_TOKEN
        for entry in reversed(self._session.entries[1:]):
            if entry.kind == "compaction" or len(kept) == KEEP_LINES or (room := room - len(entry.text)) < 0:
                break
            kept += [entry] if ROLES[entry.kind] and entry.text else []
        return kept[::-1]
