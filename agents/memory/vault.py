"""A folder of notes that Obsidian opens as it is, and that a human may edit while the city runs.

Keys are ids; names are shown and resolved, never paths. What no longer parses is reported and left alone.
"""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace as replaced
from datetime import datetime
from pathlib import Path

from agents.memory.disk import GONE, State, replace, state_of, text_of
from agents.memory.forgetting import without
from agents.memory.history import Change, History
from agents.memory.links import LINK, leads, targets
from agents.memory.names import Names, names_of
from agents.memory.note import (
    FOLDERS,
    Draft,
    Kind,
    Note,
    Unreadable,
    body_of,
    file_name,
    own_file_name,
    parsed,
    plain,
    remade,
    rendered,
    without_ours,
)
from gothmud.errors import RecordError


class Vault:
    """One agent's notes. ``notes`` are those that parse, by id; ``problems`` the others, by path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes: dict[str, Note] = {}
        self.problems: dict[str, str] = {}
        self._states: dict[str, State] = {}
        self._folders: list[State] = []
        self._read: dict[str, Note] = {}
        self._unreadable: dict[str, str] = {}
        self._doubled: set[str] = set()
        self._targets: set[str] = set()
        self._names: Names | None = None
        self._history = History(folder)
        self.refresh()

    def refresh(self) -> bool:
        """Take over what was changed on disk; return whether anything was."""
        self._folders, found = self._folders_now(), dict(self._files())
        changed = [path for path, state in found.items() if self._states.get(path) != state]
        gone = [path for path in self._states if path not in found]
        for path in gone:
            self._read.pop(path, None)
            self._unreadable.pop(path, None)
        for path in changed:
            self._load(path)
        self._states = found
        if changed or gone:
            self._index()
        return bool(changed or gone)

    def write(self, draft: Draft, *, at: datetime, why: str) -> Change | None:
        """Write a note; return the change, or None where it says so already.

        A file that doesn't parse is never written: then nothing happens. Raises OSError (disk full): then the file is as
        it was, and the history may have a change that was not made. Other files are looked at only where one came or
        went, or is to be mended.
        """
        self._refresh_for(draft)
        known = self.notes.get(draft.id)
        path = known.path if known else self._path_for(draft)
        file = self.folder / path
        if draft.id in self._doubled or path in self.problems or (known is None and file.exists()):
            return None
        if known and known.kind == "person" and known.name not in (plain(draft.name), known.id):
            draft = replaced(draft, aliases=(*draft.aliases, known.name))  # somebody is called otherwise now
        old = text_of(file) or ""
        new = rendered(old, draft, at, self._history.ours(draft.id), self._targets)
        if known and body_of(new) == body_of(old) and _named_so(known, draft):
            return None
        return self._put(path, draft.id, old or None, new, at, why)

    def resolve(self, name: str) -> list[str]:
        """Return the ids of the notes that a name, nickname or first name means; two of one name are two."""
        return self.names.meant(name)

    @property
    def names(self) -> Names:
        """What the notes are called: gone through when somebody asks, as a night writes one new note after the other."""
        if self._names is None:
            self._names = names_of(self.notes.values())
        return self._names

    def link(self, note_id: str) -> str:
        """Return the wikilink to a note; its id where there is none."""
        note = self.notes.get(note_id)
        return f"[[{Path(note.path).stem}|{plain(note.name)}]]" if note else note_id

    def broken_links(self) -> list[tuple[str, str]]:
        """Return (path, target) of each link that leads nowhere; one to a heading of its own note leads there."""
        texts = ((each.path, text) for each in self.notes.values() for text in each.sections.values())
        links = ((path, link[1]) for path, text in texts for link in LINK.finditer(text))
        return [(path, to) for path, to in links if not (leads(to, self._targets) or to.startswith("#"))]

    def history(self, note_id: str | None = None) -> list[Change]:
        """Return the changes of one note or of all, oldest first."""
        return [each for each in self._history.changes() if note_id in (None, each.note)]

    def revert(self, number: int, at: datetime) -> Change:
        """Take a change back; that is a change itself. Raises RecordError where it is unknown or was written over."""
        change = next((each for each in self._history.changes() if each.number == number), None)
        if change is None:
            raise RecordError(
                f"{self.folder}: change {number} is unknown or was cut; the newest is {self._history.number}"
            )
        file = self.folder / change.path
        present = text_of(file)
        if present != change.after:
            raise RecordError(
                f"{file}: changed since change {number}; take back the later ones first, or edit it by hand"
            )
        return self._put(change.path, change.note, present, change.before, at, f"revert of {number}", number)

    def forget(self, note_id: str, name: str) -> None:
        """Take somebody out: our part of their note (the file with it, unless a human wrote there), each sentence of ours
        elsewhere that names them, and both out of the history. What a human wrote stays."""
        self.refresh()
        known = self.notes.get(note_id)
        names = [name, *([known.name] if known else [])]
        for path, each in list(self._read.items()):
            file, old = self.folder / path, text_of(self.folder / path) or ""
            new = without_ours(old, self._history.ours(note_id)) if each.id == note_id else _less(old, names)
            if new is None:
                file.unlink(missing_ok=True)
            elif new != old:
                replace(file, new)
        self._history.rewrite(lambda change: None if change.note == note_id else _rid(change, names))
        self.refresh()

    def _refresh_for(self, draft: Draft) -> None:
        """Take over what was changed, as far as it matters to the writing of one note."""
        known = self.notes.get(draft.id)
        edited = known is not None and state_of(self.folder / known.path) != self._states[known.path]
        if edited or self.problems or self._folders_now() != self._folders:
            self.refresh()

    def _put(
        self, path: str, note: str, before: str | None, after: str | None, at: datetime, why: str, reverts: int = 0
    ) -> Change:
        """Write the history's line, then the file: a kill between them leaves a change that was not made, and the next
        write of this note makes it."""
        change = self._history.add(at, why, note, path, before, after, reverts)
        file = self.folder / path
        if after is None:
            file.unlink(missing_ok=True)
        else:
            replace(file, after)
        self._take_over(path)
        return change

    def _take_over(self, path: str) -> None:
        """Take over the one file that we wrote ourselves. Names are gone through again only where there are others."""
        before = self._read.get(path)
        self._states[path] = state_of(self.folder / path)
        if self._states[path] == GONE:
            del self._states[path]
        self._load(path)
        self._folders = self._folders_now()
        now = self._read.get(path)
        if now and before and self.notes.get(now.id) is before and _called(now) == _called(before):
            self.notes[now.id] = now
        else:
            self._index()

    def _folders_now(self) -> list[State]:
        """Return the state of each folder: another one once a file in it came, went or was put in another's place."""
        return [state_of(self.folder / name) for name in FOLDERS.values()]

    def _files(self) -> Iterator[tuple[str, State]]:
        for name in FOLDERS.values():
            with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(self.folder / name) as entries:
                for each in entries:
                    if each.name.endswith(".md") and not each.name.startswith("."):
                        yield f"{name}/{each.name}", state_of(each)

    def _load(self, path: str) -> None:
        self._read.pop(path, None)
        self._unreadable.pop(path, None)
        try:
            self._read[path] = parsed((self.folder / path).read_bytes(), _kind(path), path)
        except FileNotFoundError:
            pass
        except (Unreadable, OSError) as error:
            self._unreadable[path] = f"{self.folder / path}: {error}; left alone until it is mended"

    def _index(self) -> None:
        """Put the notes in order by id; of two files of one id neither counts."""
        by_id: defaultdict[str, list[Note]] = defaultdict(list)
        for each in self._read.values():
            by_id[each.id].append(each)
        self.notes = {key: found[0] for key, found in by_id.items() if len(found) == 1}
        self._doubled = by_id.keys() - self.notes.keys()
        self.problems = dict(self._unreadable)
        for key, found in by_id.items():
            for each in found if len(found) > 1 else ():
                others = ", ".join(one.path for one in found if one is not each)
                self.problems[each.path] = (
                    f"{self.folder / each.path}: id '{key}' also in {others}; expected one file an id"
                )
        self._names = None
        self._targets = targets(each.path for each in self.notes.values())

    def _path_for(self, draft: Draft) -> str:
        """Return the file of a new note: where another note has its name, also in another folder (links have no
        folder), one of its own."""
        name = file_name(draft.id, draft.name, draft.kind)
        if any(each.id != draft.id and each.path.endswith(f"/{name}") for each in self._read.values()):
            name = own_file_name(draft.id, name)
        return f"{FOLDERS[draft.kind]}/{name}"


def _less(text: str, names: list[str]) -> str:
    """Return a file's text without what names somebody, as far as it is ours."""
    return remade(text, lambda part: without(part, names))


def _rid(change: Change, names: list[str]) -> Change | None:
    before, after = (None if each is None else _less(each, names) for each in (change.before, change.after))
    ours = tuple((heading, less) for heading, text in change.ours if (less := without(text, names)))
    if before == after and not ours:
        return None
    return change.model_copy(update={"before": before, "after": after, "ours": ours})


def _called(note: Note) -> tuple[str, Kind, str, tuple[str, ...]]:
    """Return what of a note names are looked up by."""
    return note.id, note.kind, note.name, note.aliases


def _named_so(note: Note, draft: Draft) -> bool:
    """Return whether a note's front matter has a draft's name and nicknames already."""
    return note.name == (plain(draft.name) or note.id) and {*map(plain, draft.aliases)} <= {*note.aliases, ""}


def _kind(path: str) -> Kind:
    folder = path.partition("/")[0]
    return next(kind for kind, name in FOLDERS.items() if name == folder)
