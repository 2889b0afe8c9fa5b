"""The freeze: while a file says so, no call leaves for the model. It outlives restarts; the world goes on, on dice."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "frozen"


def why_frozen(home: Path) -> str:
    """Return why the minds of a home are frozen, or an empty string where they aren't."""
    try:
        return _file(home).read_text(encoding="utf-8").strip() or "no reason was given"
    except FileNotFoundError:
        return ""


def freeze(home: Path, why: str) -> None:
    """Say that the minds are to be frozen. A running city has to be told to look."""
    _file(home).parent.mkdir(parents=True, exist_ok=True)
    _file(home).write_text(why, encoding="utf-8")


def thaw(home: Path) -> None:
    """Say that they are to think again. A running city has to be told to look."""
    _file(home).unlink(missing_ok=True)


def _file(home: Path) -> Path:
    return home / "run" / FILE_NAME
