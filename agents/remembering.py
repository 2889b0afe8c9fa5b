"""What a mind remembers when its context starts anew. Rendered from the notes, without a model.

A day is put into words once, by the night that ends it; after that its words are repeated or left out, never
summarised again. So nothing drifts. Who one is stands in the header, to the byte as on the first day.
"""

from __future__ import annotations

from collections.abc import Iterable

from agents.memory.links import shown
from agents.memory.note import Note
from agents.memory.vault import Vault

DAYS = 4  # days whose words are kept
OLDER_CUT = 260  # characters of a day that is not the last
OPEN_CUT = 300  # characters of what is open in one note: the newest of it stands last
PEOPLE = 10
CHARACTERS = 4  # a token


def remembered(vault: Vault, name: str, *, full: bool, tokens: int) -> str:
    """Return the block that follows the header: the last days, what is open, whom one knows; at most ``tokens``."""
    days = sorted((each for each in vault.notes.values() if each.kind == "day"), key=lambda each: each.id)[-DAYS:]
    if not full:
        return _small(days, name)
    most = tokens * CHARACTERS
    lines = ["\n[What you remember]"]
    lines += [
        f"{day.name}: {_of_day(day, most // 2 if day is days[-1] else min(OLDER_CUT, most // 10))}" for day in days
    ]
    lines += [f"Open: {text}" for text in _open(vault, days)]
    lines += [_of_person(each) for each in _people(vault)]
    return _within("\n".join(lines), most - 1) + "\n"


def _of_day(day: Note, most: int) -> str:
    """Return a day's words, to the word that still fits."""
    text = _line(day, "What happened") or _line(day, "The day")
    return text if len(text) <= most else text[: most + 1].rpartition(" ")[0]


def _line(note: Note, heading: str) -> str:
    """Return a section as one line, its links as people read them."""
    return " ".join(shown(note.sections.get(heading, "")).split())


def _open(vault: Vault, days: list[Note]) -> Iterable[str]:
    threads = [each for each in vault.notes.values() if each.kind == "thread"]
    newest = sorted(threads, key=by_age)[-3:]
    texts = [text for each in [*days[-1:], *newest] if (text := _line(each, "Open"))]
    return [text if len(text) <= OPEN_CUT else f"...{text[-OPEN_CUT:].partition(' ')[2]}" for text in texts]


def _people(vault: Vault) -> list[Note]:
    """Return the people one last noted something about, the last first: what doesn't fit is cut off at the end."""
    people = [each for each in vault.notes.values() if each.kind == "person"]
    return sorted(people, key=by_age, reverse=True)[:PEOPLE]


def _of_person(note: Note) -> str:
    think, promised = _line(note, "What I think"), _line(note, "What I promised")
    return f"You know {note.name}.{f' {think[:140]}' if think else ''}{f' You promised: {promised[:120]}' if promised else ''}"


def by_age(note: Note) -> tuple[str, str]:
    """Return the sort key of notes by their last change; those of one minute by id, so that a restart moves none."""
    return str(note.updated or ""), note.id


def _small(days: list[Note], name: str) -> str:
    """Return the one line that a small model can bear."""
    if not days:
        return ""
    facts = _line(days[-1], "The day")
    return f"({days[-1].name}: {name} {facts[:1].lower()}{facts[1:160]})\n" if facts else ""


def _within(text: str, most: int) -> str:
    """Return a text cut at a line's end within ``most`` characters."""
    return text if len(text) <= most else text[:most].rpartition("\n")[0]
