"""What is open between oneself and others, by the notes: what one promised them, what an open line says of them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from agents.memory.links import shown
from agents.memory.note import Note
from agents.memory.vault import Vault
from gothmud.words import mentions

LONGEST = 100
THREADS = 5
HEARSAY = "rumour-"  # how the ids of such notes begin
OF_THEM = ("What I promised", "Between us")


def unfinished(vault: Vault, last_talk: Callable[[int], datetime]) -> dict[str, str]:
    """Return by name what is open with somebody, newest first; not what one could have settled in a talk since."""
    found: dict[str, tuple[datetime, str]] = {}
    lines = list(_open_lines(vault))
    for person in (each for each in vault.notes.values() if each.kind == "person"):
        talked = last_talk(int(person.id[1:])) if person.id[1:].isdecimal() else datetime.min
        own = [(_at(person), text) for heading in OF_THEM if (text := person.sections.get(heading))]
        named = [each for each in lines if mentions(each[1], [person.name, *person.aliases])]
        if newest := max([each for each in (*own, *named) if each[0] > talked], default=None):
            found[person.name] = newest
    return {name: _short(text) for name, (_, text) in sorted(found.items(), key=lambda each: each[1][0], reverse=True)}


def _open_lines(vault: Vault) -> Iterator[tuple[datetime, str]]:
    """Yield the open lines of the last day and of the newest threads, and since when they stand there."""
    days = sorted((each for each in vault.notes.values() if each.kind == "day"), key=lambda each: each.id)
    threads = sorted((each for each in vault.notes.values() if _is_ours(each)), key=_at)
    for note in (*days[-1:], *threads[-THREADS:]):
        yield from ((_at(note), line) for line in note.sections.get("Open", "").splitlines() if line.strip())


def _is_ours(note: Note) -> bool:
    """Whether a note is a thread of one's own, not what one has heard of others."""
    return note.kind == "thread" and not note.id.startswith(HEARSAY)


def _at(note: Note) -> datetime:
    return note.updated or datetime.min


def _short(text: str) -> str:
    """Return a text on one line, as people read it, without its full stop."""
    line = " ".join(shown(text).split())
    return (line if len(line) <= LONGEST else f"{line[:LONGEST].rpartition(' ')[0]}...").rstrip(" ").removesuffix(".")
