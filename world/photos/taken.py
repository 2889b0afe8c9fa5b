"""Which photos a record knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gothmud.events import PhotoTaken, parse
from gothmud.journal import lines_with


def taken(home: Path) -> Iterator[PhotoTaken]:
    """Yield the photos of a home's record the oldest first; not those of days that are sealed."""
    for path in sorted((home / "record").glob("world-*.jsonl")):
        for line in lines_with(path, "kind", ["photo"]):
            event = parse(line)
            if isinstance(event, PhotoTaken):
                yield event
