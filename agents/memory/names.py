"""Names of notes as they are spoken: whole, by a nickname, by a first name that means nobody else. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from agents.memory.note import Note
from agents.sayable import STOPWORDS
from gothmud.words import name_words

Key = tuple[str, ...]
ARTICLES = ("the", "a", "an")
TITLES = frozenset(
    "mr mrs ms miss sir lady lord madam madame dr doctor professor captain sergeant nurse sister brother father mother "
    "aunt uncle saint st old young little big man woman boy girl".split()
)
SPOKEN = ("person", "place", "thread")  # kinds of notes that a name can bring


@lru_cache(8192)
def key_of(name: str) -> Key:
    """Return a name as it is looked up: its words, folded, without a leading article."""
    words = name_words(name)
    return tuple(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


@dataclass(frozen=True, slots=True)
class Names:
    """What notes are called: ids by whole name and nickname (two of one name are two), the id of each person by a first
    name that means nobody else, and the words of the longest name."""

    whole: dict[Key, list[str]]
    first: dict[str, str]
    longest: int

    def meant(self, name: str) -> list[str]:
        """Return the ids that a name, nickname or first name means."""
        key = key_of(name)
        first = self.first.get(key[0]) if len(key) == 1 else None
        return list(self.whole.get(key, ())) or [each for each in (first,) if each]


def names_of(notes: Collection[Note]) -> Names:
    """Return what notes are called."""
    whole = _whole_names(notes)
    return Names(whole, _first_names(notes, whole), max(map(len, whole), default=1))


def _whole_names(notes: Iterable[Note]) -> dict[Key, list[str]]:
    names: defaultdict[Key, list[str]] = defaultdict(list)
    for note in notes:
        if note.kind in SPOKEN:
            for key in {}.fromkeys(map(key_of, (note.name, *note.aliases))):
                names[key].append(note.id)
    names.pop((), None)
    return dict(names)


def _first_names(notes: Iterable[Note], taken: Iterable[Key]) -> dict[str, str]:
    """Return the ids of people by their first name, where it means nobody else and is no name by itself (``taken``)."""
    first = {each.id: _first(key_of(each.name)) for each in notes if each.kind == "person"}
    times = Counter(first.values())
    times.update(key[0] for key in taken if len(key) == 1)
    return {name: note for note, name in first.items() if name and times[name] == 1}


def _first(key: Key) -> str:
    """Return the first name in a full name, or of one with a title the rest; nothing where it is an everyday word."""
    rest = [each for each in key if each not in TITLES]
    if len(key) < 2 or not rest or any(each.isdigit() for each in key) or len(rest[0]) < 2:
        return ""
    return "" if rest[0] in STOPWORDS else rest[0]
