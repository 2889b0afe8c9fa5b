"""Somebody asks to be forgotten: no note, no history, no report, no context and no line of the day has their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agents.memory.forgetting import without
from agents.memory.note import Draft
from agents.memory.vault import Vault
from agents.session import transcript_of
from agents.view import Occasion
from tests.agents.fakes import NOON, FakeBody, FakeModel, later, percept, senses
from tests.agents.lives import SAY, Life, life

WORDS = "the brass cog is mine"
FORGET = percept("", kind="forgotten", seq=9, event="world-9", turn=None)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It rained. Mira came in. I counted lamps.", "It rained. I counted lamps."),
        ('- Sat: Mira: "One. Two." ; Bruno: "Three."\n- Sun: rain.', "- Sun: rain."),
        ('She said: "One. I am Mira. Two."\nIt rained.', "It rained."), ("Mira's hat", ""), ("Admiral", "Admiral"),
        ("a\n\nb", "a\n\nb"),
    ],
)  # fmt: skip
def test_sentences_and_quotes_that_name_somebody_go(text: str, left: str) -> None:
    assert without(text, ["Mira"]) == left


def everything(folder: Path) -> str:
    files = [each for each in (folder / "vault").rglob("*") if each.is_file()]
    return "\n".join(each.read_text(encoding="utf-8") for each in files)


def noted(vault: Vault) -> None:
    """Write notes over two nights, on Mira and on others who speak of her."""
    for night in (0, 24):
        at, said = later(hours=night), f'- night {night}: Mira: "{WORDS} {night}"'
        vault.write(Draft("p2", "person", "Mira", (), {"What was said": said}), at=at, why="night")
        bruno = {"What I think": f"He is fond of Mira. He bakes at {night}.", "Dossier": f'- Mira told him: "{WORDS}"'}
        vault.write(Draft("p3", "person", "Bruno", (), bruno), at=at, why="night")


def test_notes_and_their_history_lose_it_and_what_a_human_wrote_stays(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    noted(vault)
    file = vault.folder / vault.notes["p3"].path
    file.write_text(file.read_text() + "\n## My own\nAsk Mira for the rent.\n")
    vault.forget("p2", "Mira")
    for each in (vault, Vault(tmp_path / "vault")):
        assert set(each.notes) == {"p3"}
        assert each.notes["p3"].sections["What I think"] == "He bakes at 24."
        assert each.notes["p3"].sections["My own"] == "Ask Mira for the rent."
        assert each.problems == {}
    assert WORDS not in everything(tmp_path)
    vault.write(Draft("p3", "person", "Bruno", (), {"What I think": "He bakes."}), at=NOON, why="night")
    assert vault.notes["p3"].sections["What I think"] == "He bakes."
    assert "Kept from a human's hand" not in vault.notes["p3"].sections
    vault.forget("p2", "Mira")
    assert WORDS not in everything(tmp_path)


@pytest.mark.parametrize(
    ("edit", "stays"),
    [
        (lambda text: text, None), (lambda text: text.replace("# Mira\n", "# Mira\nShe owes me rent.\n"), "She owes me rent."),
        (lambda text: text.rstrip() + "\nBy hand: she limps.\n", "By hand: she limps."),
        (lambda text: text.replace("aliases", "street: Canal Lane\naliases"), "street: Canal Lane"),
        (lambda text: text + "\n## Mine\nA friend.\n", "A friend."),
    ],
    ids=["nothing", "below the title", "below our heading", "a key", "a heading"],
)  # fmt: skip
def test_of_ones_own_note_stays_what_a_human_wrote(
    tmp_path: Path, edit: Callable[[str], str], stays: str | None
) -> None:
    vault = Vault(tmp_path / "vault")
    noted(vault)
    file = vault.folder / vault.notes["p2"].path
    file.write_text(edit(file.read_text()))
    vault.forget("p2", "Mira")
    assert WORDS not in everything(tmp_path)
    assert file.exists() is (stays is not None) and (stays is None or stays in file.read_text())
    assert Vault(tmp_path / "vault").problems == {}


def one(folder: Path, *, full: bool = True) -> Life:
    return life(folder, FakeModel(SAY), FakeBody(senses()), full=full)


@pytest.mark.parametrize("full", [True, False])
async def test_the_context_starts_anew_and_the_night_notes_nothing(tmp_path: Path, full: bool) -> None:
    mind = one(tmp_path, full=full)
    noted(mind.vault)
    heard = percept(WORDS, human=True)
    await mind.turns.perceive([heard])
    await mind.turns.take(Occasion("answer", heard))
    assert WORDS in transcript_of(mind.session.entries)
    await mind.turns.perceive([FORGET])
    await mind.night.compact_if_full()
    assert WORDS not in transcript_of(mind.session.entries)
    await mind.night.lie_down()
    assert WORDS not in everything(tmp_path)
    assert "p2" not in mind.vault.notes
    assert "Mira" not in transcript_of(mind.session.entries)


async def test_a_kill_before_the_context_started_anew_is_made_up(tmp_path: Path) -> None:
    mind = one(tmp_path)
    await mind.turns.perceive([percept(WORDS), FORGET])
    mind.turns.write()
    again = one(tmp_path)
    assert again.past.forgets
    await again.night.compact_if_full()
    assert WORDS not in transcript_of(again.session.entries)
    assert not again.past.forgets


def test_what_was_heard_last_goes_from_the_senses() -> None:
    made: Any = senses()
    made._once([percept(WORDS, seq=1), percept("Soup.", seq=2, who=3), FORGET])
    assert [each.text for each in made.recent] == ["Soup.", ""]
