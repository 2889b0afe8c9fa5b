"""Kills between history, temporary file and note; changes taken back, or not; torn and strange lines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agents.memory import history as history_module
from agents.memory import vault as vault_module
from agents.memory.history import FILE as HISTORY
from agents.memory.note import KEPT
from agents.memory.vault import Vault
from gothmud.errors import RecordError
from tests.agents.memory.vaults import FILE, NIGHT, draft, put, text_of, written


def test_a_kill_between_history_and_file_leaves_the_old_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    put(tmp_path, text_of(vault).replace("x\n", "x\nby hand\n"))

    def killed(_file: Path, _text: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(vault_module, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        vault.write(draft(Open="y"), at=NIGHT, why="x")
    monkeypatch.undo()
    again = Vault(tmp_path)
    assert again.notes["p2"].sections["Open"] == "x\nby hand"
    written(again, draft(Open="y"))
    assert again.notes["p2"].sections["Open"] == "y" and "by hand" in again.notes["p2"].sections[KEPT]


def test_a_kill_between_temporary_file_and_replace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    before = text_of(vault)

    def full(_self: Path, _target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        vault.write(draft(Open="y"), at=NIGHT, why="x")
    monkeypatch.undo()
    assert text_of(vault) == before and set(Vault(tmp_path).notes) == {"p2"}
    written(Vault(tmp_path), draft(Open="y"))
    assert [each.name for each in (tmp_path / "people").iterdir()] == ["mira-p2.md"]


def test_a_change_is_taken_back_and_that_too(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    first = text_of(vault)
    written(vault, draft(Open="y"))
    assert "-x" in vault.history("p2")[-1].diff() and "+y" in vault.history("p2")[-1].diff()
    with pytest.raises(RecordError, match="changed since change 1"):
        vault.revert(1, NIGHT)
    with pytest.raises(RecordError, match="change 9 is unknown or was cut; the newest is 2"):
        vault.revert(9, NIGHT)
    assert vault.revert(2, NIGHT).why == "revert of 2" and text_of(vault) == first
    vault.revert(3, NIGHT)
    assert vault.notes["p2"].sections["Open"] == "y"


def test_a_new_note_is_taken_back_by_taking_it_away(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    vault.revert(1, NIGHT)
    assert vault.notes == {} and not (tmp_path / FILE).exists()
    with pytest.raises(RecordError, match="changed since"):
        vault.revert(1, NIGHT)
    written(vault, draft(Open="z"))
    assert [each.number for each in vault.history("p2")] == [1, 2, 3] and vault.history("p9") == []


def test_what_a_human_wrote_is_kept_after_a_revert_too(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    put(tmp_path, text_of(vault).replace("x\n", "x\nby hand\n"))
    written(vault, draft(Open="y"))
    for again in (vault, Vault(tmp_path)):
        again.revert(again.history()[-1].number, NIGHT)
        written(again, draft(Open="z"))
        assert "by hand" in again.notes["p2"].sections[KEPT]


def test_a_hand_edit_refuses_the_revert(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    put(tmp_path, b"\xff")
    with pytest.raises(RecordError, match="by hand"):
        vault.revert(1, NIGHT)
    assert (tmp_path / FILE).read_bytes() == b"\xff"


def test_of_each_note_the_last_changes_are_kept_and_what_was_ours_stays_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_module, "KEPT", 3)
    vault = Vault(tmp_path)
    written(vault, draft("p3", "Otto", Open="Nothing."))
    written(vault, draft(Open="Mira owes me a lamp.", Seen_there="x"))
    put(tmp_path, text_of(vault).replace("x\n", "x\nby hand\n"))
    for number in range(20):
        written(vault, draft(What_I_think=f"thought {number}"))
        assert len(vault.history("p2")) <= 6
    assert [each.number for each in vault.history("p2")][-1] == 22 and len(vault.history("p3")) == 1
    assert "thought 0" not in (tmp_path / HISTORY).read_text()

    for again in (vault, Vault(tmp_path)):
        written(again, draft(Open="Mira owes me two lamps.", What_I_think="z"))
        assert "a lamp" not in text_of(again), "what only a cut change had put there was ours"
        again.revert(again.history()[-1].number, NIGHT)
    written(vault := Vault(tmp_path), draft(Seen_there="y"))
    assert "by hand" in vault.notes["p2"].sections[KEPT], "what a human put there was not"

    vault.forget("p9", "Mira")
    assert "lamp" not in text_of(vault) + (tmp_path / HISTORY).read_text()


def test_a_torn_history_line_is_set_aside_and_a_strange_one_is_named(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    with open(tmp_path / HISTORY, "ab") as file:
        file.write(b'{"number":2,"at"')
    again = Vault(tmp_path)
    assert written(again, draft(Open="y")).number == 2
    assert [each.number for each in Vault(tmp_path).history()] == [1, 2]
    with open(tmp_path / HISTORY, "ab") as file:
        file.write(b'{"number":3}\n')
    with pytest.raises(RecordError, match=rf"{HISTORY}:3: no change of a note: at"):
        Vault(tmp_path)


def test_a_full_disk_takes_back_nothing_that_the_command_line_has_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mind = Vault(tmp_path)
    written(mind, draft(Open="x"))
    Vault(tmp_path).revert(1, NIGHT)  # by the command line, while the mind holds the file open
    taken_back = (tmp_path / HISTORY).read_bytes()

    def broken(_number: int) -> None:
        raise OSError("no sync")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="no sync"):
        mind.write(draft(Open="y"), at=NIGHT, why="x")
    assert (tmp_path / HISTORY).read_bytes() == taken_back
