"""The record: every process writes what happened, one JSON line an event, one file a process and day.

Files are ``record/SOURCE-YYYY-MM-DD.jsonl`` in the city's home; the day is that of real time, UTC.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from gothmud import events
from gothmud.clock import wall
from gothmud.events import Event
from gothmud.journal import Journal, last_line, read_lines


class Recorder:
    """The one writer of a source. ``city_now`` gives the city time, or None while nobody has told it."""

    def __init__(self, folder: Path, source: str, city_now: Callable[[], datetime | None]) -> None:
        self.folder = folder
        self.source = source
        self._city_now = city_now
        self._journal: Journal | None = None
        self._day = ""
        self._seq = last_seq(folder, source)

    def write(self, kind: type[Event], *, cause: str = "", **fields: Any) -> Event:
        """Write an event that happened now; return it."""
        seq = self._seq + 1
        event = kind(
            id=f"{self.source}-{seq}", city_time=self._city_now(), real_time=wall(),
            source=self.source, seq=seq, cause=cause, **fields,
        )  # fmt: skip
        self.put(event)
        return event

    def put(self, event: Event, line: dict[str, Any] | None = None) -> None:
        """Write an event that already has its envelope; ``line`` is its dump, where the caller has it already.

        Raises OSError (disk full): then its number is free.
        """
        journal = self._open_day(event.real_time.date().isoformat())
        if line:
            journal.append(line)
        else:
            journal.put(event.model_dump_json())
        self._seq = event.seq

    @property
    def seq(self) -> int:
        """The last sequence number written."""
        return self._seq

    def close(self) -> None:
        """Close the open file."""
        if self._journal:
            self._journal.close()

    def _open_day(self, day: str) -> Journal:
        if self._journal is None or day != self._day:
            self.close()
            self._journal = Journal(self.folder / f"{self.source}-{day}.jsonl")
            self._day = day
        return self._journal


class Backlog:
    """Puts events into a record in their order; one that can't be written (a full disk) is tried again with the next.

    ``on_full`` hears of it once, until there is room again.
    """

    def __init__(self, recorder: Recorder, on_full: Callable[[OSError], None]) -> None:
        self._recorder, self._on_full = recorder, on_full
        self._waiting: deque[tuple[Event, dict[str, Any] | None]] = deque()

    def put(self, event: Event, line: dict[str, Any] | None = None) -> None:
        """Write an event after those that still wait, or let it wait, too. Raises nothing for a full disk."""
        told = bool(self._waiting)
        self._waiting.append((event, line))
        try:
            while self._waiting:
                self._recorder.put(*self._waiting[0])
                self._waiting.popleft()
        except OSError as error:
            if not told:
                self._on_full(error)


def last_seq(folder: Path, source: str) -> int:
    """Return the last sequence number that a source has written, 0 when there is none."""
    found = (last_line(path) for path in folder.glob(f"{source}-*.jsonl"))
    return max((int(line["seq"]) for line in found if line), default=0)


def read(folder: Path, source: str = "*", since_day: str = "") -> Iterator[Event]:
    """Yield the events of a record folder, file by file: of one source, of a day (such as 2026-11-24) and later."""
    for path in sorted(folder.glob(f"{source}-*.jsonl")):
        if path.stem[-len("2026-11-24") :] >= since_day:
            yield from map(events.parse, read_lines(path))
