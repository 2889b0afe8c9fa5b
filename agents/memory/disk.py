"""A note's file: its state, its text, and how it is replaced."""

from __future__ import annotations

import os
from pathlib import Path

State = tuple[int, int]  # mtime in nanoseconds, size
GONE: State = (0, 0)


def text_of(file: Path) -> str | None:
    """Return a file's text with its line ends as they are, or None where there is no file."""
    return file.read_bytes().decode(errors="replace") if file.exists() else None


def state_of(file: os.DirEntry[str] | Path) -> State:
    """Return what tells one state of a file from another."""
    try:
        status = file.stat()
    except OSError:  # gone, or a link in a circle: reading it says which
        return GONE
    return status.st_mtime_ns, status.st_size


def replace(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.new")
    with open(aside, "w", encoding="utf-8", newline="") as held:
        held.write(text)
        held.flush()
        os.fsync(held.fileno())
    aside.replace(file)
