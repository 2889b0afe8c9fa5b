"""The session file: all that a mind perceived, thought and did, and the exact text that the model saw of it.

Append-only JSON lines; the first is a header. Every entry has ``id``, ``parent`` and ``hash`` (over its text and its
parent's hash), so a prefix is a hash and a fork is a new branch. A compaction is an entry from which the context
starts anew, and from which a file that has grown is read (bookmark.py). Ideas: pi-mono's session manager, simonw/llm's message hashes.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_json

from agents.ids import new_id
from agents.syncer import Syncer
from gothmud.clock import wall
from gothmud.errors import RecordError
from gothmud.journal import Journal, read_lines

VERSION = 1
Kind = Literal["header", "percept", "note", "thought", "cue", "reply", "outcome", "compaction", "state"]
Role = Literal["system", "user", "assistant", ""]
ROLES: dict[str, Role] = {
    "header": "system", "compaction": "system", "percept": "user", "note": "user", "thought": "user", "cue": "user",
    "reply": "assistant", "outcome": "user", "state": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the file. ``text`` is what the model sees of it, to the byte; ``data`` is for the harness.

    What we write ourselves isn't checked; what is read from a file is.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    v: int = VERSION
    id: str
    parent: str
    hash: str
    kind: Kind
    city_time: datetime | None
    real_time: datetime
    text: str
    data: dict[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """Return it as a line of the file."""
        return to_json(
            {
                "v": self.v, "id": self.id, "parent": self.parent, "hash": self.hash, "kind": self.kind,
                "city_time": self.city_time.isoformat() if self.city_time else None,
                "real_time": self.real_time.isoformat(), "text": self.text, "data": self.data,
            }
        ).decode()  # fmt: skip


ENTRY = TypeAdapter(Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where the reading of a file begins: after ``compaction``, at byte ``end``; ``count`` entries stand before it."""

    header: Entry
    compaction: Entry
    count: int
    last_seq: int
    end: int


class Marks(Protocol):
    """Keeps where a file that has grown is to be read from."""

    def found(self) -> Start | None:
        """Return where to begin; None for the file's beginning."""
        ...

    def put(self, compaction: Entry, end: int, count: int, last_seq: int) -> None:
        """Take note of a compaction that is in the file, and ends there at byte ``end``."""
        ...


class Session:
    """A mind's session file and its entries since the last compaction. One writer.

    What is added stands in memory first and goes to the file with the next ``write``, all of it in one system call: a
    mind writes before it asks, before it acts, and before it waits. What a kill takes before that is perceived again.

    ``size`` is that of the context, in characters. ``watch`` gets every entry in its order: those of the file at opening
    (with ``marks``: those after the mark), then each one that is added. ``syncer`` is shared by all sessions of
    a process.
    """

    def __init__(
        self, path: Path, watch: Callable[[Entry], None] = lambda _entry: None, marks: Marks | None = None,
        syncer: Syncer | None = None,
    ) -> None:  # fmt: skip
        self.path, self._watch, self._marks, self._syncer = path, watch, marks, syncer or Syncer()
        self.entries: list[Entry] = []
        self.count = self.last_seq = self.known_tokens = self.size = 0
        self._messages: list[dict[str, str]] = []
        self._unwritten: list[str] = []
        for each in self._read():
            self._take(each)
            watch(each)
        self._journal = Journal(path)

    def _read(self) -> Iterator[Entry]:
        """Begin at the mark; return the entries after it, of a file without one all."""
        start = self._marks.found() if self._marks else None
        if start is None:
            return every(self.path)
        self.entries, self.count, self.last_seq = [start.header], start.count, start.last_seq
        self._take(start.compaction)
        return every(self.path, start.end, self.count + 1)

    @property
    def torn(self) -> bool:
        """Whether a torn last line was set aside when the file was opened."""
        return bool(self._journal.torn)

    @property
    def head(self) -> Entry | None:
        """The newest entry."""
        return self.entries[-1] if self.entries else None

    def add(
        self, kind: Kind, text: str, *, city_time: datetime | None, sync: bool = False, data: dict[str, Any] | None = None
    ) -> Entry:  # fmt: skip
        """Add an entry. With ``sync`` all is on disk on return; else it goes with the next ``write``. Raises OSError
        (disk full): what was added is not in the file, and goes there with the next ``write``."""
        parent = self.head
        entry = Entry(
            id=new_id(), parent=parent.id if parent else "", kind=kind, text=text,
            hash=chained(parent.hash if parent else "", ROLES[kind], text),
            city_time=city_time, real_time=wall(), data=data or {},
        )  # fmt: skip
        self._unwritten.append(entry.line())
        self._take(entry)
        self._watch(entry)
        if sync:
            self.write(sync=True)
        if sync and kind == "compaction" and self._marks:
            self._marks.put(entry, self.path.stat().st_size, self.count, self.last_seq)
        return entry

    def write(self, *, sync: bool = False) -> None:
        """Write what was added, so that a kill can't take it; with ``sync`` not even a power cut. Raises OSError."""
        if self._unwritten:
            self._journal.put(*self._unwritten, sync=sync)
            self._unwritten.clear()

    async def on_disk(self) -> None:
        """Return once all that was added is on disk; other minds go on meanwhile. Raises OSError: the entries stand."""
        self.write()
        await self._syncer.sync(self._journal)

    def _take(self, entry: Entry) -> None:
        self.count += 1
        self.last_seq = max(self.last_seq, int(entry.data.get("seq", 0)))
        if entry.kind == "compaction":
            self.entries, self.known_tokens = [*self.entries[:1], entry], 0
            self.size, self._messages = sum(len(each.text) for each in self.entries), [*messages_of(self.entries)]
        else:
            self.entries.append(entry)
            self.size += len(entry.text)
            _append(self._messages, entry)

    @property
    def messages(self) -> tuple[dict[str, str], ...]:
        """The context as chat messages: ``messages_of`` its entries."""
        return tuple(self._messages)

    def pending(self) -> Entry | None:
        """Return the reply whose act has no outcome yet: what a crash cut off, or None."""
        for entry in reversed(self.entries):
            if entry.kind == "outcome":
                return None
            if entry.kind == "reply" and (entry.data.get("act") or entry.data.get("own")):
                return entry
        return None

    def close(self) -> None:
        """Write what there is room for, and close the file."""
        with contextlib.suppress(OSError):  # a full disk: it is perceived again, as after a kill
            self.write()
        self._journal.close()


def chained(parent_hash: str, role: str, text: str) -> str:
    """Return an entry's hash: over its parent's, its role and its text. A state entry leaves the chain as it was."""
    if not role:
        return parent_hash
    return hashlib.sha256(f"{parent_hash}\n{role}\n{text}".encode()).hexdigest()[:24]


def messages_of(entries: Iterable[Entry]) -> tuple[dict[str, str], ...]:
    """Return the context as chat messages: runs of one role are one message, their texts joined as they are."""
    messages: list[dict[str, str]] = []
    for entry in entries:
        _append(messages, entry)
    return tuple(messages)


def _append(messages: list[dict[str, str]], entry: Entry) -> None:
    """Add an entry to messages. What a compaction repeats of what was perceived (``repeats``: so many characters at its
    end) stays what it was: nobody's words gain the harness' rank by it."""
    repeats = entry.data.get("repeats", 0) if entry.kind == "compaction" else 0
    if not repeats:
        return _add_text(messages, ROLES[entry.kind], entry.text)
    _add_text(messages, "system", entry.text[:-repeats])
    _add_text(messages, "user", entry.text[-repeats:])


def _add_text(messages: list[dict[str, str]], role: Role, text: str) -> None:
    """Add a text to messages. The last one is replaced where it grows: a request may hold it."""
    if not role or not text:
        return
    if messages and messages[-1]["role"] == role:
        messages[-1] = {"role": role, "content": messages[-1]["content"] + text}
    else:
        messages.append({"role": role, "content": text})


def transcript_of(entries: Iterable[Entry]) -> str:
    """Return the context as one text, for plain completion."""
    return "".join(entry.text for entry in entries if ROLES[entry.kind])


def every(path: Path, offset: int = 0, first: int = 1) -> Iterator[Entry]:
    """Yield all entries of a file, or those from byte ``offset`` on, where line ``first`` begins. Raises RecordError with
    file and line for a bad one in the middle."""
    for number, line in enumerate(read_lines(path, offset, first), first):
        yield _entry(path, number, line)


def read_all(path: Path) -> list[Entry]:
    """Return all entries of a file. Raises RecordError with file and line for a bad one in the middle."""
    return list(every(path))


def read_context(path: Path) -> list[Entry]:
    """Return the entries that make the present context, without becoming the file's writer."""
    context: list[Entry] = []
    for each in every(path):
        if each.kind == "compaction":
            del context[1:]
        context.append(each)
    return context


def _entry(path: Path, number: int, line: dict[str, Any]) -> Entry:
    try:
        return ENTRY.validate_python(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise RecordError(
            f"{path}:{number}: {field}: {first['msg']}; the mind stays asleep until it is mended"
        ) from None
