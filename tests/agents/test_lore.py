"""What somebody knows from the start is theirs as notes, once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from agents.lore import learn
from agents.memory.recall import Recall, Situation
from agents.memory.vault import Vault
from gothmud.persona import Lore

NOW = datetime(2026, 3, 7, 8)
LORE = [Lore(called="Eldoria", aliases=["forest"], text="It was safe once.")]


def test_lore_becomes_a_note_that_its_words_bring_to_mind(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    learn(vault, LORE, NOW)
    assert vault.resolve("forest") == vault.resolve("Eldoria") == ["lore-eldoria"]
    assert vault.notes["lore-eldoria"].sections["What I start from"] == "It was safe once."
    heard = Situation(entered=False, place="", here=(), arrived=(), heard="What of the forest?", now=NOW)
    (found,) = Recall(vault).brought(heard, {}.get)
    assert (found.note_id, found.text) == ("lore-eldoria", "What you remember of Eldoria: It was safe once.")


def test_each_has_a_note_of_its_own_and_one_that_was_thrown_away_stays_away(tmp_path: Path) -> None:
    lore = [Lore(called=each, text="Old.") for each in ("永遠", "森林", "??")]
    vault = Vault(tmp_path)
    learn(vault, lore, NOW)
    assert len(vault.notes) == 3
    gone = vault.notes.popitem()[1]
    (tmp_path / gone.path).unlink()
    again = Vault(tmp_path)
    learn(again, lore, NOW)
    assert len(again.notes) == 2


def test_a_note_that_is_there_is_left_as_its_owner_has_it(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    learn(vault, LORE, NOW)
    path = tmp_path / vault.notes["lore-eldoria"].path
    path.write_text(path.read_text().replace("It was safe once.", "It burnt."))
    learn(Vault(tmp_path), LORE, NOW)
    assert "It burnt." in path.read_text()
    assert len(vault.history()) == 1
