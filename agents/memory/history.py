"""What was changed in a vault, by whom and why: each change whole, to be shown as a diff and taken back."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from agents.memory.disk import replace
from agents.memory.note import OURS, body_of, sections_of
from gothmud.errors import RecordError
from gothmud.journal import Journal, last_line, read_lines

FILE = ".history.jsonl"
KEPT = 100  # changes of a note; when it has twice as many, the oldest are cut


class Change(BaseModel):
    """One change of a file. ``before`` is None for a new note, ``after`` None for one that was taken away; ``reverts``
    is the number of the change that it takes back. ``ours`` is on a note's oldest change after older ones were cut: what
    of ``before`` they had put there, as (heading, text)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    at: datetime
    why: str
    note: str
    path: str
    before: str | None
    after: str | None
    reverts: int = 0
    ours: tuple[tuple[str, str], ...] = ()

    def diff(self) -> str:
        """Return the change as a unified diff."""
        lines = difflib.unified_diff(
            (self.before or "").splitlines(keepends=True), (self.after or "").splitlines(keepends=True),
            f"{self.path} before", f"{self.path} #{self.number}, {self.at:%F %H:%M}, {self.why}",
        )  # fmt: skip
        return "".join(each if each.endswith("\n") else each + "\n" for each in lines)


class History:
    """The changes of one vault, oldest first; in memory only what tells our texts of each note from a human's."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._ours: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._count: Counter[str] = Counter()
        self.number = 0
        for each in self.changes():
            self._take(each)
        self._journal: Journal | None = None

    def add(
        self, at: datetime, why: str, note: str, path: str, before: str | None, after: str | None, reverts: int = 0
    ) -> Change:
        """Write down a change; on disk on return. Raises OSError.

        Its number follows the file's last: a human may take a change back by the command line while the mind lives. That
        never cuts: the mind holds the file open.
        """
        if not reverts and self._count[note] >= 2 * KEPT:
            self._cut(note)
        self._journal = self._journal or Journal(self._path)
        self._journal.follow()
        number = int((last_line(self._path) or {"number": 0})["number"]) + 1
        change = Change(
            number=number, at=at, why=why, note=note, path=path, before=before, after=after, reverts=reverts
        )
        self._journal.append(change.model_dump(mode="json"), sync=True)
        self._take(change)
        return change

    def rewrite(self, remake: Callable[[Change], Change | None]) -> None:
        """Put each change as ``remake`` returns it in the place of itself, or take it out; whole or not at all."""
        kept = [made for each in self.changes() if (made := remake(each))]
        if self._journal:
            self._journal.close()
        self._journal = None
        replace(self._path, "".join(f"{each.model_dump_json()}\n" for each in kept))
        self._ours.clear()
        self._count.clear()
        for each in kept:
            self._take(each)

    def changes(self) -> Iterator[Change]:
        """Yield all changes. A torn last line is passed over. Raises RecordError for a bad one in the middle."""
        for number, line in enumerate(read_lines(self._path), 1):
            try:
                yield Change.model_validate(line)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"]))
                raise RecordError(
                    f"{self._path}:{number}: no change of a note: {where}: {first['msg']}; move the line out of the "
                    "file to go on"
                ) from None

    def ours(self, note: str) -> set[tuple[str, str]]:
        """Return each (heading, text) that we ever put into a note; what else stands there is a human's."""
        return self._ours[note]

    def _cut(self, note: str) -> None:
        """Take out all but the newest changes of a note; the oldest that is left says what of the text before it is ours."""
        numbers = [each.number for each in self.changes() if each.note == note]
        self._count[note] = len(numbers)
        if len(numbers) <= KEPT:  # a human has cut it
            return
        oldest, ours = numbers[-KEPT], self.ours(note)

        def left(change: Change) -> Change | None:
            if change.note != note or change.number > oldest:
                return change
            before = set(sections_of(body_of(change.before or "")).items())
            return change.model_copy(update={"ours": tuple(sorted(ours & before))}) if change.number == oldest else None

        self.rewrite(left)

    def _take(self, change: Change) -> None:
        self.number = change.number
        self._count[change.note] += 1
        self._ours[change.note].update(change.ours)
        if change.reverts:
            return
        before = sections_of(body_of(change.before or "")).items()
        after = sections_of(body_of(change.after or "")).items()
        self._ours[change.note] |= {each for each in after - before if each[0] in OURS}
