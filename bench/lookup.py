"""The usual ways to look a note up: the nearest by TF-IDF, and by what a model asked for. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from agents.memory.note import Note
from agents.memory.recall import A_NOTE, CHARACTERS, worded
from agents.sayable import STOPWORDS
from gothmud.words import words_of

MOST = A_NOTE * CHARACTERS


def nearest(notes: Mapping[str, Note], query: str, count: int) -> list[str]:
    """Return the ids of the ``count`` notes nearest to a query: cosine of TF-IDF over name, nicknames and text."""
    bags = {key: _bag(" ".join((note.name, *note.aliases, *note.sections.values()))) for key, note in notes.items()}
    found_in = Counter(word for bag in bags.values() for word in bag)
    weight = {word: math.log(len(bags) / times) for word, times in found_in.items()}
    asked = {word: times * weight[word] for word, times in _bag(query).items() if word in weight}
    scores = {key: _cosine(bag, weight, asked) for key, bag in bags.items()}
    return sorted(scores, key=lambda key: -scores[key])[:count]


def asked_for(notes: Mapping[str, Note], resolved: list[str], text: str) -> list[str]:
    """Return the ids of the notes that a text names (``resolved``); where it names none, the one nearest to it."""
    return resolved or (nearest(notes, text, 1) if text.strip() else [])


def told(notes: Mapping[str, Note], keys: list[str]) -> str:
    """Return what comes into a prompt of some notes."""
    return "".join(f"[{worded(notes[key], MOST)}]\n" for key in keys if key in notes)


def _bag(text: str) -> Counter[str]:
    """Return a text's words without those that every text has."""
    return Counter(word for word in words_of(text) if word not in STOPWORDS)


def _cosine(bag: Counter[str], weight: Mapping[str, float], asked: Mapping[str, float]) -> float:
    dot = sum(times * weight[word] * asked.get(word, 0.0) for word, times in bag.items())
    size = math.sqrt(sum((times * weight[word]) ** 2 for word, times in bag.items()))
    return dot / size if size else 0.0
