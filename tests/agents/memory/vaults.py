"""A vault in a folder, drafts in one line, and the file of a note."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from agents.memory.history import Change
from agents.memory.note import Draft, Kind
from agents.memory.vault import Vault

NIGHT = datetime(2026, 3, 7, 22, 30)
FILE = "people/mira-p2.md"


def draft(note_id: str = "p2", name: str = "Mira", kind: Kind = "person", *, aliases: tuple[str, ...] = (), **sections: str) -> Draft:  # fmt: skip
    """Return a draft; 'What_I_think' names a heading."""
    return Draft(note_id, kind, name, aliases, {key.replace("_", " "): text for key, text in sections.items()})


def written(vault: Vault, made: Draft, at: datetime = NIGHT) -> Change:
    """Write a draft that has to be written."""
    change = vault.write(made, at=at, why="test")
    assert change is not None
    return change


def put(folder: Path, text: str | bytes, path: str = FILE) -> Path:
    """Write a file as a human's editor would."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def text_of(vault: Vault, path: str = FILE) -> str:
    """Return a note's file, its line ends as they are."""
    return (vault.folder / path).read_bytes().decode()
