"""What somebody knows from the start becomes notes of theirs, once: from then on the notes are the person's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from agents.memory.note import Draft
from agents.memory.vault import Vault
from gothmud.persona import Lore


def learn(vault: Vault, lore: Iterable[Lore], at: datetime) -> None:
    """Write a note for each piece of lore that has none."""
    for each in lore:
        note_id = f"lore-{re.sub(r'[^a-z0-9]+', '-', each.called.casefold()).strip('-')}"
        if note_id not in vault.notes:
            sections = {"What I start from": each.text}
            vault.write(
                Draft(note_id, "thread", each.called, tuple(each.aliases), sections), at=at, why="known from the start"
            )
