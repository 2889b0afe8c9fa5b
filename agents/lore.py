"""What somebody knows from the start becomes notes of theirs, once: from then on the notes are the person's own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime

from agents.memory.note import Draft
from agents.memory.vault import Vault
from gothmud.persona import Lore


def learn(vault: Vault, lore: Iterable[Lore], at: datetime) -> None:
    """Write a note for each piece of lore that never had one."""
    for each in lore:
        note_id = f"lore-{_slug(each.called)}"
        if note_id not in vault.notes and not vault.history(note_id):
            sections = {"What I start from": each.text}
            vault.write(
                Draft(note_id, "thread", each.called, tuple(each.aliases), sections), at=at, why="known from the start"
            )


def _slug(called: str) -> str:
    """Return a name as an id has it; one without plain letters by a number of its own."""
    plain = re.sub(r"[^a-z0-9]+", "-", called.casefold()).strip("-")
    return plain or hashlib.sha256(called.encode()).hexdigest()[:8]
