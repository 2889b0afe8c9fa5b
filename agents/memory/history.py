"""What was changed in a vault, by whom and why: each change whole, to be shown as a diff and taken back."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from gothmud.errors import RecordError
from gothmud.journal import Journal, read_lines

FILE = ".history.jsonl"


class Change(BaseModel):
    """One change of a file. ``before`` is None for a new note, ``after`` None for one that was taken away."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    at: datetime
    why: str
    note: str
    path: str
    before: str | None
    after: str | None

    def diff(self) -> str:
        """Return the change as a unified diff."""
        lines = difflib.unified_diff(
            (self.before or "").splitlines(keepends=True), (self.after or "").splitlines(keepends=True),
            f"{self.path} before", f"{self.path} #{self.number}, {self.at:%F %H:%M}, {self.why}",
        )  # fmt: skip
        return "".join(each if each.endswith("\n") else each + "\n" for each in lines)


class History:
    """The changes of one vault, oldest first; in memory only what our last text of each file was."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self.last: dict[str, str] = {}
        self.number = 0
        self.newest: Change | None = None
        self._replaced: str | None = None
        for each in self.changes():
            self._take(each)
        self._journal: Journal | None = None

    def add(self, at: datetime, why: str, note: str, path: str, before: str | None, after: str | None) -> Change:
        """Write down a change; on disk on return. Raises OSError."""
        self._journal = self._journal or Journal(self._path)
        change = Change(number=self.number + 1, at=at, why=why, note=note, path=path, before=before, after=after)
        self._journal.append(change.model_dump(mode="json"), sync=True)
        self._take(change)
        return change

    def changes(self) -> Iterator[Change]:
        """Yield all changes. A torn last line is passed over. Raises RecordError for a bad one in the middle."""
        for number, line in enumerate(read_lines(self._path), 1):
            try:
                yield Change.model_validate(line)
            except ValidationError as error:
                first = error.errors()[0]
                where = f"{self._path}:{number}: {'.'.join(map(str, first['loc']))}"
                raise RecordError(f"{where}: {first['msg']}; the mind stays asleep until it is mended") from None

    def forget_newest(self) -> None:
        """Take it that the newest change was cut off before its file was written: our last text is the one before."""
        if self.newest is None:
            return
        if self._replaced is None:
            self.last.pop(self.newest.path, None)
        else:
            self.last[self.newest.path] = self._replaced

    def _take(self, change: Change) -> None:
        self.number, self.newest, self._replaced = change.number, change, self.last.get(change.path)
        self.last[change.path] = change.after or ""
