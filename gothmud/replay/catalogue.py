"""The views that anybody may ask: one SQL file each, whose head says what the view and each of its columns is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from gothmud.replay.columns import columns

FOLDER = Path(__file__).parent / "views"
ORDER = (
    "events", "people", "utterances", "hearings", "scenes", "tellings", "turns", "calls", "moves", "stays", "meetings",
    "notes", "nudges",
)  # fmt: skip
COLUMN = re.compile(r"-- (\w+): (.+)")


@dataclass(frozen=True, slots=True)
class Described:
    """A view: its name, what it is, its columns with their meanings, its SQL."""

    name: str
    text: str
    columns: dict[str, str]
    sql: str


def read_view(path: Path) -> Described:
    """Return the view in a file. Its comments are the documentation: sentences first, then ``-- column: meaning``."""
    text: list[str] = []
    found: dict[str, str] = {}
    source = path.read_text(encoding="utf-8")
    for line in source.splitlines():
        if matched := COLUMN.fullmatch(line):
            found[matched[1]] = matched[2]
        elif line.startswith("-- "):
            text.append(line[3:])
    sql = source.strip().removesuffix(";")
    if path.stem == "events":
        found |= {name: "as in record.md" for name in columns() if name not in found}
    return Described(path.stem, " ".join(text), found, sql)


VIEWS: tuple[Described, ...] = tuple(read_view(FOLDER / f"{name}.sql") for name in ORDER)


def described() -> str:
    """Return the part of docs/replay.md that lists views and columns."""
    parts: list[str] = []
    for view in VIEWS:
        own = {name: text for name, text in view.columns.items() if text != "as in record.md"}
        parts.append(f"### `{view.name}`\n{view.text}\n")
        parts.append("\n".join(f"- `{name}`: {text}" for name, text in own.items()) + "\n")
        if rest := [f"`{name}`" for name in view.columns if name not in own]:
            parts.append(
                f"And every field of [the record](record.md), empty where a kind has none: {', '.join(rest)}.\n"
            )
    return "\n".join(parts).rstrip()
