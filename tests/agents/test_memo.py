"""What a mind wants to remember is in its notes, all of it, once."""

from __future__ import annotations

from pathlib import Path

from agents.builtin.memo import remember
from tests.agents.fakes import FakeModel
from tests.agents.lives import SAY, life


async def test_every_line_of_a_long_day_is_kept_once(tmp_path: Path) -> None:
    living = life(tmp_path, FakeModel(SAY))
    lines = [f"Fact {number}: {'the gate by the river ' * 12}[[Bruno]] has the key." for number in range(30)]
    for line in [*lines, *lines, " ", lines[0]]:
        assert await remember(living.turns.view(), line) == "It is noted."
    memos = [each.sections["Open"] for key, each in living.vault.notes.items() if key.startswith("memo-")]
    assert len(memos) > 1 and [sum(f"Fact {number}:" in each for each in memos) for number in range(30)] == [1] * 30
    assert sum(each.count("Fact") for each in memos) == 30
