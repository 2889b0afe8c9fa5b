"""Does this line tell that fact? Pure, without a model: words, what they weigh, and in which row they stand.

A fact's words and a line's are brought to stems; names and nicknames become one word. Of all runs of clauses of the
line the one counts that has most of the fact and least besides. The numbers and lists are data (``retelling.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from gothmud.words import words_of
from world.stems import rules, stem, weight

Manner = Literal["told", "asked", "denied"]
CLAUSE = re.compile(r"(?<=[.!?;:,])\s+|\s+-+\s+")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be told. ``aliases`` are, by a name or word of the text, other words for it."""

    id: str
    text: str
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """Words that were said: by whom, to whom, and what was said right before them in the same place."""

    text: str
    by: str = ""
    to: str = ""
    before: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a line tells a fact, how sure that is (0 to 1), and in which manner."""

    tells: bool
    score: float
    manner: Manner = "told"


@dataclass(frozen=True, slots=True)
class _Clause:
    words: tuple[str, ...]
    raw: tuple[str, ...]
    asks: bool


class Matcher:
    """Holds lines against one fact."""

    def __init__(self, fact: Fact) -> None:
        self.fact = fact
        self._names = _names_of(fact)
        self._longest = max((len(each) for each in self._names), default=1)
        self._words = tuple(self._read(words_of(fact.text)))
        self._weights = {each: weight(each) for each in self._words}
        self._whole = sum(self._weights.values()) or 1.0  # a fact of small words alone weighs nothing
        self._people = [each for each in dict.fromkeys(self._words) if each.startswith("@")]
        self._denials = frozenset(filter(_denial, words_of(fact.text)))

    def judge(self, line: Line) -> Judgement:
        """Return whether a line tells the fact."""
        if self.share(line) < rules()["least"]:
            return Judgement(False, 0.0)
        clauses, meant = self._clauses(line), self._meant_before(line)
        judged = [self._judged(run, meant) for run in _runs(clauses, rules()["most_clauses"])]
        return max(judged, key=lambda each: each.score, default=Judgement(False, 0.0))

    def share(self, line: Line) -> float:
        """Return how much of the fact is in a line, 0 to 1, in whatever row."""
        return self._covered({word for each in self._clauses(line) for word in each.words} | self._meant_before(line))

    @property
    def tellable(self) -> bool:
        """Whether the fact can be told from other talk at all."""
        return self._enough(set(self._weights))

    def likeness(self, one: str, other: str) -> float:
        """Return how alike two wordings are, 0 to 1: the same words in the same order are 1."""
        words = (tuple(self._read(words_of(text))) for text in (one, other))
        return round(SequenceMatcher(None, *words, autojunk=False).ratio(), 2)

    def _clauses(self, line: Line) -> list[_Clause]:
        speakers = {"first": line.by, "second": line.to}
        found = []
        for text in filter(str.strip, CLAUSE.split(line.text.replace("’", "'"))):
            raw = words_of(text)
            found.append(_Clause(tuple(self._read(raw, speakers)), tuple(raw), text.rstrip(" \"'").endswith("?")))
        return found

    def _judged(self, run: Sequence[_Clause], meant: set[str]) -> Judgement:
        """Judge one run of clauses; ``meant`` are those of the fact whom 'he' may mean."""
        words = [word for each in run for word in each.words]
        raw = [word for each in run for word in each.raw]
        told = {*words, *(meant if rules()["third"].intersection(raw) else ())}
        asks, covered = run[-1].asks, self._covered(told)
        score = covered * (1 - rules()["strange"] * self._strange(words))
        score *= rules()["turned"] if self._turned(words, raw) else 1.0
        if not self._enough(told) or (asks and _for_a_part(raw) and covered < rules()["asked_whole"]):
            score = 0.0
        denied = any(map(_denial, set(raw) - self._denials))
        manner: Manner = "denied" if denied else "asked" if asks and not _announces(raw) else "told"
        return Judgement(score >= rules()["least"], round(score, 3), manner)

    def _enough(self, told: set[str]) -> bool:
        """Whether so much of the fact is told that it can be this one: names and what everybody says are no story."""
        shared = [each for each in self._weights if each in told]
        names = [each for each in shared if each.startswith("@")]
        rare = [each for each in shared if each not in names and each not in rules()["common"]]
        return len(shared) >= min(rules()["fewest"], len(self._weights)) and bool(rare or len(names) > 1)

    def _strange(self, words: Sequence[str]) -> float:
        """Return the share of a line's words, by weight, that the fact doesn't have."""
        weights = {each: weight(each) for each in words}
        besides = sum(worth for each, worth in weights.items() if each not in self._weights)
        return besides / max(sum(weights.values()), 0.1)

    def _covered(self, words: set[str]) -> float:
        return sum(worth for each, worth in self._weights.items() if each in words) / self._whole

    def _turned(self, words: Sequence[str], raw: Sequence[str]) -> bool:
        """Whether people of the fact stand in another order, and no word says that they mean the same."""
        order = [each for each in dict.fromkeys(words) if each in self._people]
        return order != [each for each in self._people if each in order] and not rules()["turning"].intersection(raw)

    def _meant_before(self, line: Line) -> set[str]:
        """Return whom of the fact the lines before named: 'he' may mean them."""
        before = {word for text in line.before for word in self._read(words_of(text))}
        return before.intersection(self._people)

    def _read(self, raw: Sequence[str], speakers: Mapping[str, str] | None = None) -> Iterator[str]:
        """Yield a line's words that tell something, stemmed; names as one word each, 'I' as who speaks."""
        stems, at = [stem(each) for each in raw], 0
        while at < len(raw):
            length = next((n for n in range(self._longest, 0, -1) if tuple(stems[at : at + n]) in self._names), 0)
            if length:
                yield self._names[tuple(stems[at : at + length])]
            elif person := self._person(raw[at], speakers or {}):
                yield person
            elif raw[at] not in rules()["stop"] and stems[at]:
                yield stems[at]
            at += length or 1

    def _person(self, word: str, speakers: Mapping[str, str]) -> str:
        for who, name in speakers.items():
            if name and word.partition("'")[0] in rules()[who]:
                return self._names.get(tuple(stem(each) for each in words_of(name)), "")
        return ""


def line_that_tells(matcher: Matcher, text: str) -> str:
    """Return the first line of a longer text (a note) that tells the matcher's fact, or an empty string."""
    lines = (each.strip("-# ") for each in text.splitlines())
    return next((each for each in lines if each and matcher.judge(Line(each)).tells), "")


def _names_of(fact: Fact) -> dict[tuple[str, ...], str]:
    """Return the fact's names and other words for them, by their stems, each as one word that no stem can be."""
    found: dict[tuple[str, ...], str] = {}
    for name, others in fact.aliases.items():
        for each in (name, *others):
            words = words_of(each)
            words = words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words
            found[tuple(map(stem, words))] = f"@{name.casefold()}"
    found.pop((), None)
    return found


def _runs(clauses: Sequence[_Clause], most: int) -> Iterator[Sequence[_Clause]]:
    for length in range(1, min(most, len(clauses)) + 1):
        for first in range(len(clauses) - length + 1):
            yield clauses[first : first + length]


def _denial(word: str) -> bool:
    return word in rules()["denying"] or word.endswith("n't")


def _for_a_part(raw: Sequence[str]) -> bool:
    """Whether a question asks who, what or where, and doesn't ask whether one has heard."""
    return bool(rules()["asking"].intersection(raw)) and not _announces(raw)


def _announces(raw: Sequence[str]) -> bool:
    return bool(rules()["telling_that"].intersection(raw))
