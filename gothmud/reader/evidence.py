"""Where events stand: the file of the record, and the line in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gothmud.replay.opening import Opened

ID = re.compile(rb'"id":"([^"]{1,80})"')
FILES = "SELECT id, file FROM events WHERE list_contains($ids, id)"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; 0 where the file has no lines (a sealed day)."""

    file: Path
    line: int = 0


def located(record: Opened, ids: Iterable[str]) -> dict[str, Place]:
    """Return where events stand, by id; one that the record doesn't have is left out."""
    wanted = sorted({*ids} - {""})
    by_file: defaultdict[Path, set[str]] = defaultdict(set)
    for row in record.rows(FILES, {"ids": wanted}) if wanted else ():
        by_file[Path(row["file"])].add(row["id"])
    return {name: place for file, names in by_file.items() for name, place in _lines(file, names).items()}


def _lines(file: Path, names: set[str]) -> dict[str, Place]:
    """Return the places of some events of one file; it is read line by line, however long it is."""
    if file.suffix != ".jsonl":
        return {name: Place(file) for name in names}
    found = {name: Place(file) for name in names}
    left = {name.encode() for name in names}
    with open(file, "rb") as lines:
        for number, raw in enumerate(lines, 1):
            matched = ID.search(raw)
            if matched and matched[1] in left:
                left.discard(matched[1])
                found[matched[1].decode()] = Place(file, number)
                if not left:
                    break
    return found
