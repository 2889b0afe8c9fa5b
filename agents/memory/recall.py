"""Memory that works by itself: from who is here, where one is and what was said to the notes that come to mind.

No model, no embeddings, no scan: names are looked up in a dictionary, so ten thousand notes cost what ten do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from agents.memory.links import shown
from agents.memory.names import key_of
from agents.memory.note import KEPT, OURS, Note
from agents.memory.vault import Vault
from gothmud.words import name_words

Rule = Literal["here", "arrived", "named", "place"]
CHARACTERS = 4  # a token
A_NOTE = 120  # tokens of one note, at most
ORDER = (
    "Between us", "What I promised", "What I think", "Dossier", "What was said", "Seen there", "Open", "What I start from",
)  # fmt: skip
YOU = "you remember"
NEWEST = 2  # lines of a place, or of a dossier, that come to mind


@dataclass(frozen=True, slots=True)
class Situation:
    """A moment: whether one just came in, where, who is here (``names``: theirs), who just came, what was just said; by
    whom it is perceived (``me``: a name). People by note id."""

    entered: bool
    place: str
    here: tuple[str, ...]
    arrived: tuple[str, ...]
    heard: str
    now: datetime
    names: tuple[str, ...] = ()
    me: str = ""


class Told(NamedTuple):
    """What the context was told already: which state of a note, and when."""

    stamp: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Brought:
    """A note that comes to mind: its text for the prompt, by which rule, and why, in words."""

    note_id: str
    rule: Rule
    why: str
    text: str
    stamp: str


class Recall:
    """Looks notes up. ``budget`` is in tokens, for all that one turn brings; ``who`` remembers, as the words say it."""

    def __init__(self, vault: Vault, budget: int = 220, who: str = YOU) -> None:
        self._vault, self._budget, self._who = vault, budget, who

    def brought(self, situation: Situation, told: Callable[[str], Told | None]) -> list[Brought]:
        """Return the notes that this moment calls for, most telling first, within the budget. ``told`` says of a note how
        the context was told it.

        Once a context: a note that was told comes again only after it changed. What doesn't fit waits.
        """
        found: dict[str, Brought] = {}
        left = self._budget * CHARACTERS
        for note_id, rule, why in self._cues(situation):
            note = self._vault.notes.get(note_id)
            if left <= 0 or note is None or note_id in found or not self._wanted(note, situation, told(note_id)):
                continue
            text = worded(note, min(left, A_NOTE * CHARACTERS), self._who)
            if text:
                found[note_id] = Brought(note_id, rule, why, text, note.stamp)
                left -= len(text)
        return list(found.values())

    def _cues(self, situation: Situation) -> Iterator[tuple[str, Rule, str]]:
        for each in situation.arrived:
            yield each, "arrived", f"{self._name(each)} came in"
        here: list[tuple[str, Rule, str]] = [(each, "here", f"{self._name(each)} is here") for each in situation.here]
        if situation.entered:
            yield from here
        for note_id, said in self._named(situation):
            yield note_id, "named", f"'{said}' was said"
        if situation.entered:
            yield situation.place, "place", f"came to {self._name(situation.place)}"
        else:
            yield from here  # whose note didn't fit, or has changed

    def _named(self, situation: Situation) -> Iterator[tuple[str, str]]:
        """Yield the notes whose name or nickname is spoken, the longest name at each word; else whose first name."""
        words, names = name_words(situation.heard), self._vault.names
        at = 0
        while at < len(words):
            for length in range(min(names.longest, len(words) - at), 0, -1):
                if ids := names.whole.get(tuple(words[at : at + length])):
                    yield from self._meant(words[at : at + length], ids, situation)
                    at += length - 1
                    break
            else:
                if first := names.first.get(words[at]):
                    yield from self._meant(words[at : at + 1], [first], situation)
            at += 1

    def _meant(self, said: list[str], ids: list[str], situation: Situation) -> Iterator[tuple[str, str]]:
        """Yield those of the notes that a name means here: a person's name means who is here, or oneself, before others."""
        for each in ids:
            if self._vault.notes[each].kind != "person" or not _means_another(said, each, situation):
                yield each, " ".join(said)

    def _wanted(self, note: Note, situation: Situation, told: Told | None) -> bool:
        if told and (told.stamp == note.stamp or situation.now - told.at < timedelta(minutes=note.cool_down)):
            return False
        if not (note.requires or note.excludes):
            return True
        around = set(name_words(f"{situation.heard} {' '.join(situation.names)}"))
        needed, barred = _cases(note.requires), _cases(note.excludes)
        return (not needed or any(each <= around for each in needed)) and not any(each <= around for each in barred)

    def _name(self, note_id: str) -> str:
        note = self._vault.notes.get(note_id)
        return note.name if note else note_id


def worded(note: Note, most: int, who: str = YOU) -> str:
    """Return what comes to mind of a note, in ``most`` characters; empty where it says nothing."""
    texts = [
        _newest(note.sections.get(each, "")) if each == "Dossier" else note.sections.get(each, "") for each in ORDER
    ]
    texts += [text for heading, text in note.sections.items() if heading not in OURS and heading != KEPT]
    if note.kind == "place":
        texts = [_newest(each) for each in texts]
    said = " ".join(" ".join(line.removeprefix("- ") for line in each.split("\n")) for each in texts if each.strip())
    line = " ".join(shown(said).split())
    if not line:
        return ""
    return _cut(f"What {who} of {note.name}: {line}", most)


def _newest(text: str) -> str:
    return "\n".join(text.splitlines()[-NEWEST:])


def _cut(text: str, most: int) -> str:
    """Return a text cut at a sentence's end, or at a word's, within ``most`` characters."""
    if len(text) <= most:
        return text
    part = text[: max(0, most - 4)]
    end = max(part.rfind(mark) for mark in (". ", "! ", "? ", '." '))
    if end > most // 2:
        return _quoted_to_its_end(part[: end + 1])
    return _quoted_to_its_end(f"{part.rpartition(' ')[0] or part}...") if most > 80 else ""


def _quoted_to_its_end(text: str) -> str:
    return f'{text}"' if text.count('"') % 2 else text


def _cases(texts: Iterable[str]) -> list[set[str]]:
    """Return the words of each text that has any."""
    return [words for each in texts if (words := set(name_words(each)))]


def _means_another(said: list[str], note_id: str, situation: Situation) -> bool:
    """Return whether a name is that of somebody else who is here, or one's own."""
    people = zip(situation.here, situation.names, strict=False)
    others = (situation.me, *(called for each, called in people if each != note_id))
    return any(all(word in key_of(each) for word in said) for each in others)
