"""The audit log: what crosses the wire, as ordered JSON lines, one writer, a file a day (``audit/audit-DAY.jsonl``).

Lines are gathered for a moment and then written in a thread of their own, so that a slow disk holds nobody up. Until
then a line can still be hidden: whether it held a secret is sometimes known only once it was understood.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from gothmud.clock import wall
from gothmud.errors import RecordError
from gothmud.journal import Journal, last_line
from gothmud.masking import MASK

log = logging.getLogger(__name__)
SOURCE = "audit"
GATHER = 0.05  # seconds
STOP_WITHIN = 5.0
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # json.dumps would make one for each line


@dataclass(slots=True)
class Line:
    """One line, or one for each of those who are told the same. ``whose`` are the fields that say who it was and where,
    JSON already (``fields``: made once, they stand in every line); ``frame`` is a frame of the wire as it is."""

    direction: str
    whose: list[str]
    real: datetime
    city: datetime
    text: str = ""
    frame: str = ""
    events: list[str] = field(default_factory=list)

    def hide(self) -> None:
        """Let nothing of the words be written; who and when stay."""
        self.text = MASK if self.text else ""
        self.frame = f"{self.frame.partition(' ')[0]} {json.dumps(MASK)}" if self.frame else ""

    def encode(self, seq: int) -> list[str]:
        """Return it as JSON, numbered from ``seq`` on."""
        real, city = self.real.isoformat(timespec="milliseconds"), self.city.isoformat(timespec="seconds")
        when = f'"real":"{real}","city":"{city}","direction":"{self.direction}",'
        what = self._what()
        return [f'{{"v":1,"seq":{number},{when}{who}{what}}}' for number, who in enumerate(self.whose, seq)]

    def _what(self) -> str:
        line = f',"text":{as_json(self.text)}' if self.text else ""
        if self.events:
            line += f',"events":{as_json(self.events)}'
        if self.frame:
            package, _, payload = self.frame.partition(" ")
            line += f',"package":{json.dumps(package)},"data":{payload or "null"}'
        return line


def fields(**known: Any) -> str:
    """Return fields as they stand in a line."""
    return as_json(known)[1:-1]


class Audit:
    """The one writer of a folder. ``later`` calls a function after some seconds in the thread that adds lines."""

    def __init__(self, folder: Path, keep_days: int, later: Callable[[float, Callable[[], None]], object]) -> None:
        self._folder, self._keep_days, self._later = folder, keep_days, later
        self._gathered: list[Line] = []
        self._alike: dict[tuple[int, str, str], Line] = {}
        self._batches: SimpleQueue[list[str] | None] = SimpleQueue()
        self._journal: Journal | None = None
        self._day = ""
        self._lost = 0
        self._seq = _last(folder)
        self._thread = threading.Thread(target=self._write_all, name="audit", daemon=True)
        self._thread.start()

    def add(self, line: Line) -> Line:
        """Take a line, in its order."""
        if not self._gathered:
            self._later(GATHER, self.flush)
        self._gathered.append(line)
        self._alike.clear()
        return line

    def join(self, event: int, text: str, frame: str, who: str) -> bool:
        """Return whether somebody who is told of an event joins the line of others who were just told the same."""
        known = self._alike.get((event, text, frame))
        if known is not None:
            known.whose.append(who)
        return known is not None

    def add_shared(self, event: int, line: Line) -> Line:
        """Take a line of an event, which others may join until one comes that isn't of it."""
        alike = {key: each for key, each in self._alike.items() if key[0] == event}
        self.add(line)
        self._alike = {**alike, (event, line.text, line.frame): line}
        return line

    def flush(self) -> None:
        """Hand what was gathered to the writer; from now on it can't be hidden."""
        gathered, self._gathered = self._gathered, []
        self._alike.clear()
        lines: list[str] = []
        for each in gathered:
            lines += each.encode(self._seq + 1 + len(lines))
        if lines:
            self._seq += len(lines)
            self._batches.put(lines)

    def close(self) -> None:
        """Write the rest and end the writer."""
        self.flush()
        self._batches.put(None)
        self._thread.join(STOP_WITHIN)

    def _write_all(self) -> None:
        while (batch := self._batches.get()) is not None:
            try:
                self._write(batch)
            except OSError as error:
                if not self._lost:
                    log.error("audit log: %s; what can't be written is counted", error)
                self._lost += len(batch)
        if self._journal:
            self._journal.close()

    def _write(self, batch: list[str]) -> None:
        journal = self._open_day(wall().date().isoformat())
        notes = [_note("lost", str(self._lost))] if self._lost else []
        journal.put(*notes, *batch)
        self._lost = 0

    def _open_day(self, day: str) -> Journal:
        if self._journal is None or day != self._day:
            if self._journal:
                self._journal.close()
            self._journal, self._day = Journal(self._folder / f"{SOURCE}-{day}.jsonl"), day
            self._drop_old(day)
        return self._journal

    def _drop_old(self, day: str) -> None:
        """Delete the days that are over their time; each is said in the log that goes on, never done in silence."""
        for path in old_days(self._folder, day, self._keep_days):
            path.unlink(missing_ok=True)
            if self._journal:
                self._journal.put(_note("dropped", path.name))


def old_days(folder: Path, day: str, keep_days: int) -> list[Path]:
    """Return the files, packed ones too, whose day is more than ``keep_days`` before ``day``; none where all are kept."""
    if not keep_days:
        return []
    oldest = (datetime.fromisoformat(day) - timedelta(days=keep_days)).date().isoformat()
    days = sorted([*folder.glob(f"{SOURCE}-*.jsonl"), *folder.glob(f"{SOURCE}-*.jsonl.gz")])
    return [each for each in days if each.name.removeprefix(f"{SOURCE}-").split(".")[0] < oldest]


def _note(what: str, text: str) -> str:
    """Return a line about the log itself; it has no number, for nothing crossed the wire."""
    return json.dumps({"v": 1, "real": wall().isoformat(timespec="milliseconds"), "direction": what, "text": text})


def _last(folder: Path) -> int:
    try:
        found = [last_line(path) or {} for path in folder.glob(f"{SOURCE}-*.jsonl")]
        return max((int(each.get("seq", 0)) for each in found), default=0)
    except (RecordError, ValueError) as error:
        log.error("audit log: %s; numbers begin anew", error)
        return 0
