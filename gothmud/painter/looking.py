"""What was photographed lately, read from the record as it grows: each line once, however often one looks."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from gothmud.events import PhotoTaken, parse
from gothmud.journal import lines_since

DAYS = 2  # what waited at midnight is painted, too
NEWEST = 8  # photos that are still painted; older ones stay drawn


class Lately:
    """The newest photos of a home. Remembers how far each day's file was read."""

    def __init__(self, home: Path) -> None:
        self._record = home / "record"
        self._read: dict[Path, int] = {}
        self._newest: deque[PhotoTaken] = deque(maxlen=NEWEST)

    def look(self) -> list[PhotoTaken]:
        """Read on; return the newest photos, the oldest first."""
        for path in sorted(self._record.glob("world-*.jsonl"))[-DAYS:]:
            lines, self._read[path] = lines_since(path, self._read.get(path, 0), "kind", ["photo"])
            self._newest += [each for each in map(parse, lines) if isinstance(each, PhotoTaken)]
        return [*self._newest]
