"""Reads what an audit log gained: each whole line once, across midnight, restarts, finished and compressed days.

How far a day's file was read is an offset in bytes; clocks count for nothing. A last line that is half written waits
for its rest (its writer cuts it off when it starts again, so no offset ever lies behind it).
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from pydantic import BaseModel, ConfigDict

BEGINS, PLAIN, PACKED = "audit-", ".jsonl", ".jsonl.gz"


class Mark(BaseModel):
    """How far a file was read: ``offset`` bytes, which are ``line`` lines. ``packed`` is the size of a compressed file
    that was read to its end: as long as it has that size there is nothing to open it for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offset: int = 0
    line: int = 0
    packed: int = 0


Marks = dict[str, Mark]  # by day, such as 2026-11-25


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line stands: its day's file, its number there, the byte at which it begins."""

    day: str
    line: int
    offset: int

    def __str__(self) -> str:
        return f"{BEGINS}{self.day}:{self.line}"


def sizes(folder: Path) -> dict[str, int]:
    """Return how much of each day may be read now, in bytes; a compressed day is finished, whatever its size."""
    return {
        day: sys.maxsize if path.name.endswith(PACKED) else path.stat().st_size for day, path in days_of(folder).items()
    }


def gained(folder: Path, marks: Marks, upto: Mapping[str, int]) -> Iterator[tuple[Spot, bytes]]:
    """Yield the whole lines after ``marks`` that end by ``upto``, and move the marks past each that was taken.

    A day that isn't there any more is forgotten.
    """
    days = days_of(folder)
    for gone in marks.keys() - days.keys():
        del marks[gone]
    for day, path in days.items():
        if day in upto:
            yield from _of_day(day, path, marks, upto[day])


def between(folder: Path, since: Marks, upto: Mapping[str, int]) -> Iterator[tuple[Spot, bytes]]:
    """Yield the same lines, and leave ``since`` as it is."""
    return gained(folder, dict(since), upto)


def _of_day(day: str, path: Path, marks: Marks, upto: int) -> Iterator[tuple[Spot, bytes]]:
    mark, packed = marks.get(day, Mark()), path.stat().st_size if path.name.endswith(PACKED) else 0
    if packed and mark.packed == packed:
        return
    offset, line, at_its_end = mark.offset, mark.line, 0
    with _opened(path) as file:
        file.seek(offset)
        try:
            for raw in file:
                if offset + len(raw) > upto:
                    return
                if not raw.endswith(b"\n"):
                    break
                line += 1
                spot, offset = Spot(day, line, offset), offset + len(raw)
                yield spot, raw
            at_its_end = packed
        finally:
            marks[day] = Mark(offset=offset, line=line, packed=at_its_end)


def days_of(folder: Path) -> dict[str, Path]:
    """Return the files by day, oldest first; of a day that is there twice the lines as they were written."""
    packed = {each.name[len(BEGINS) : -len(PACKED)]: each for each in folder.glob(f"{BEGINS}*{PACKED}")}
    plain = {each.name[len(BEGINS) : -len(PLAIN)]: each for each in folder.glob(f"{BEGINS}*{PLAIN}")}
    return dict(sorted({**packed, **plain}.items()))


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if path.name.endswith(PACKED) else open(path, "rb")
