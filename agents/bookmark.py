"""Where the reading of a session file begins, and what the mind knew of its past there: kept beside the file.

It spares a start the whole file. Nothing hangs on it: where there is none, or where it fits neither the file nor this
code, the file is read from its beginning.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from agents.memory.disk import replace
from agents.recollection import Recollection
from agents.session import ENTRY, Entry, Start

EVERY = 4_000_000  # bytes of a session file from one bookmark to the next: less than a second's reading


class _Kept(BaseModel):
    """``offset`` is the byte at which the compaction ``id`` begins, ``count`` how many entries stand before it. ``v`` goes
    up where a recollection takes entries in another way."""

    model_config = ConfigDict(extra="forbid")

    v: Literal[1] = 1
    offset: int
    id: str
    hash: str
    count: int
    last_seq: int
    past: Recollection


class Bookmark:
    """The bookmark of one session file. ``past`` is told of its entries; one is put each ``every`` bytes at most."""

    def __init__(self, path: Path, past: Recollection, every: int = EVERY) -> None:
        self._path, self._past, self._every = path, past, every
        self._file = path.with_name(f"{path.stem}.bookmark.json")
        self._put_at = 0

    def found(self) -> Start | None:
        """Return where to begin, with the past as it was there; None for the file's beginning."""
        try:
            kept = _Kept.model_validate_json(self._file.read_bytes())
            with open(self._path, "rb") as file:
                header = ENTRY.validate_json(file.readline())
                file.seek(kept.offset)
                compaction = ENTRY.validate_json(file.readline())
                end = file.tell()
        except (FileNotFoundError, ValidationError):
            return None
        if (compaction.id, compaction.hash) != (kept.id, kept.hash):
            return None
        self._past.become(kept.past)
        self._put_at = kept.offset
        return Start(header=header, compaction=compaction, count=kept.count, last_seq=kept.last_seq, end=end)

    def put(self, compaction: Entry, end: int, count: int, last_seq: int) -> None:
        """Put it at a compaction that was just written and taken: it ends at byte ``end``. Who asked to be forgotten isn't
        in it any longer than in the context."""
        offset = end - len(compaction.line().encode()) - 1
        if offset - self._put_at < self._every and compaction.data.get("why") != "forgotten":
            return
        kept = _Kept(
            offset=offset, id=compaction.id, hash=compaction.hash, count=count - 1, last_seq=last_seq, past=self._past
        )
        with contextlib.suppress(OSError):  # a full disk: the next start reads from the bookmark before
            replace(self._file, kept.model_dump_json())
            self._put_at = offset
