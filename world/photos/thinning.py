"""Which photos go when there are too many: of the oldest days all but the first and last, then the oldest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo that is kept: its number in the record, its city day, its size in bytes."""

    number: int
    day: date
    size: int = 0


def thinned(photos: Iterable[Kept], most: int, most_bytes: int | None = None) -> list[Kept]:
    """Return the photos that have to go, in the order in which they go; the newest of all stays whatever it weighs."""
    kept = sorted(photos, key=lambda each: each.number)
    count, size = len(kept), sum(each.size for each in kept)
    gone: list[Kept] = []
    for each in _by_worth(kept)[: max(0, len(kept) - 1)]:
        if count <= most and (most_bytes is None or size <= most_bytes):
            break
        gone.append(each)
        count, size = count - 1, size - each.size
    return gone


def _by_worth(kept: Sequence[Kept]) -> list[Kept]:
    """Return photos, the least worth first; the newest is the last."""
    days = [list(found) for _, found in groupby(kept, key=lambda each: each.day)]
    ends = {each.number for day in days for each in (day[0], day[-1])}
    newest = kept[-1].number if kept else 0
    return sorted(kept, key=lambda each: (each.number == newest, each.number in ends, each.number))
