"""A new day opens with the last one that was noted, and says when that was."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.builtin.morning import on_wake
from tests.agents.fakes import FakeModel
from tests.agents.lives import SAY, life
from tests.agents.memory.vaults import draft, put, written


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        ("2026-03-06", "Yesterday: I lost my hat."), ("2026-03-04", "On Wednesday: I lost my hat."),
        ("2026-02-28", "A week ago: I lost my hat."),
    ],
)  # fmt: skip
async def test_the_last_day_is_told_as_of_when_it_was(tmp_path: Path, day: str, opens: str) -> None:
    living = life(tmp_path, FakeModel(SAY))
    written(living.vault, draft(day, day, "day", What_happened="I lost my hat. It rained."))
    put(living.vault.folder, "---\nid: remember the mill\n---\n## What happened\nBy hand.\n", "days/mine.md")
    living.vault.refresh()
    note = await on_wake(living.turns.view())
    assert note is not None and note.text == f"[This morning. {opens}]\n"
