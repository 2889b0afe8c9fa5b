"""What a mind remembers when its context starts anew. Rendered from the notes, without a model.

A day is put into words once, by the night that ends it; after that its words are repeated or left out, never
summarised again. So nothing drifts. Who one is stands in the header, to the byte as on the first day.
"""

from __future__ import annotations

from collections.abc import Iterable

from agents.memory.note import Note
from agents.memory.vault import Vault

DAYS = 4  # days whose words are kept
OLDER_CUT = 260  # characters of a day that is not the last
PEOPLE = 10
CHARACTERS = 4  # a token


def remembered(vault: Vault, name: str, *, full: bool, tokens: int) -> str:
    """Return the block that follows the header: the last days, what is open, whom one knows; at most ``tokens``."""
    days = sorted((each for each in vault.notes.values() if each.kind == "day"), key=lambda each: each.id)[-DAYS:]
    if not full:
        return _small(days, name)
    lines = ["\n[What you remember]"]
    lines += [f"{day.name}: {_of_day(day, last=day is days[-1])}" for day in days]
    lines += [f"Open: {text}" for text in _open(vault, days)]
    lines += [_of_person(each) for each in _people(vault)]
    return _within("\n".join(lines), tokens * CHARACTERS) + "\n"


def _of_day(day: Note, *, last: bool) -> str:
    words = day.sections.get("What happened") or day.sections.get("The day", "")
    return " ".join(words.split())[: None if last else OLDER_CUT]


def _open(vault: Vault, days: list[Note]) -> Iterable[str]:
    threads = [each for each in vault.notes.values() if each.kind == "thread"]
    newest = sorted(threads, key=by_age)[-3:]
    return [" ".join(text.split()) for each in [*days[-1:], *newest] if (text := each.sections.get("Open", ""))]


def _people(vault: Vault) -> list[Note]:
    """Return the people one last noted something about."""
    people = [each for each in vault.notes.values() if each.kind == "person"]
    return sorted(people, key=by_age)[-PEOPLE:]


def by_age(note: Note) -> tuple[str, str]:
    """Return the sort key of notes by their last change; those of one minute by id, so that a restart moves none."""
    return str(note.updated), note.id


def _of_person(note: Note) -> str:
    think = " ".join(note.sections.get("What I think", "").split())
    promised = " ".join(note.sections.get("What I promised", "").split())
    return f"You know {note.name}.{f' {think[:140]}' if think else ''}{f' You promised: {promised[:120]}' if promised else ''}"


def _small(days: list[Note], name: str) -> str:
    """Return the one line that a small model can bear."""
    if not days:
        return ""
    facts = " ".join(days[-1].sections.get("The day", "").replace("[", "").replace("]", "").split())
    return f"({days[-1].name}: {name} {facts[:1].lower()}{facts[1:160]})\n" if facts else ""


def _within(text: str, most: int) -> str:
    """Return a text cut at a line's end within ``most`` characters."""
    return text if len(text) <= most else text[:most].rpartition("\n")[0]
