"""Is this a line that somebody could say? Pure checks for what small models get wrong, and a score to choose by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gothmud.novelty import grams, novelty
from gothmud.words import WORD, words_of

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
FOREIGN = re.compile(r"[\[\]{}<>*=@#|\\^~_]|https?:|\d{3,}|\d+\s*[:\-/]\s*\d+\s*[:\-/]")
OUT_OF_CHARACTER = re.compile(
    r"^error\b|what \w+ remembers? of\b|server error|too many requests|try again later|\b(AI|language model|assistant|as a model|user|prompt|character|story|novel|script|website|email|phone|internet"
    r"|computer|app|online|video|Mr\. President)\b", re.IGNORECASE,
)  # fmt: skip
UNSEEMLY = re.compile(
    r"\b(?:sle(?:ep|eps|eping|pt) with|in bed with|sex\w*|naked|nude|rap(?:e|ed|ist)|porn\w*|suicid\w*)\b",
    re.IGNORECASE,
)
SPEAKER = re.compile(r"(?:[A-Z][\w'.]*\s?){1,3}:")  # at the beginning: a script's line, not a spoken one
LONGEST = 130  # characters of a line
MOST_WORDS = 22
NOVEL_ENOUGH = 0.45  # share of 3-grams that were not heard lately
SURPRISING = 2.5  # mean negative log-probability a token above which a line is word salad
STOPWORDS = frozenset(
    (
        "a an and are as at be been but by can come did do does for from get go got had has have he her here "
        "him his how i if in into is it its just know like me my no not now of on one or our out say see she "
        "so some than that the their them then there they this to too up us was we well were what when where "
        "which who why will with would yes you your "
    ).split()
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a line is judged against: what it answers, what was said lately, and the proper names that exist."""

    heard: str = ""
    lately: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line as it would be said; ``why_not`` is empty for one that can be."""

    line: str
    why_not: str
    score: float


def judged(raw: str, surprise: float | None, scene: Scene) -> Candidate:
    """Return the sayable form of what a model wrote, why it can't be said (if so), and its score (higher is better)."""
    line = tidied(raw)
    why_not = flaw(line, scene)
    if not why_not and surprise is not None and surprise > SURPRISING:
        why_not = "word salad"
    return Candidate(line, why_not, score(line, surprise, scene))


def tidied(raw: str) -> str:
    """Return the first sentence or two of a text as one line, without quotes, stage directions and cut-off ends."""
    line = " ".join(re.sub(r"\([^)]*\)", " ", raw).split()).strip(" \"“”'")
    sentences = SENTENCE_END.split(line)
    kept = sentences[0]
    if len(sentences) > 1 and len(kept) + len(sentences[1]) < 90 and sentences[1][-1:] in ".!?":
        kept = f"{kept} {sentences[1]}"
    kept = kept.strip(' "“”')
    if kept and kept[-1] not in ".!?":
        kept = kept.rstrip(",;:-") + "." if len(kept) < LONGEST * 0.6 else kept
    return kept[:1].upper() + kept[1:]


def flaw(line: str, scene: Scene) -> str:
    """Return why a line can't be said, or an empty string."""
    words = words_of(line)
    if not words:
        return "nothing said"
    if len(line) > LONGEST or len(words) > MOST_WORDS or line[-1] not in ".!?":
        return "too long or cut off"
    if FOREIGN.search(line):
        return "signs that nobody says"
    if SPEAKER.match(line):
        return "a name before it"
    if OUT_OF_CHARACTER.search(line):
        return "out of character"
    if UNSEEMLY.search(line):
        return "unseemly"
    if stutters(words):
        return "stutters"
    if unknown := unknown_names(line, scene.names):
        return f"speaks of {unknown}, whom nobody knows"
    if novelty(grams(line), map(grams, [scene.heard, *scene.lately])) < NOVEL_ENOUGH:
        return "said before"
    return ""


def score(line: str, surprise: float | None, scene: Scene) -> float:
    """Return how well a line fits: sure of itself, near to what it answers or brings up, neither a grunt nor a speech."""
    words = set(words_of(line)) - STOPWORDS
    about = (set(words_of(scene.heard)) | set(words_of(scene.topic))) - STOPWORDS
    near = min(2, len(words & about)) * 0.45
    length = 0.0 if 4 <= len(words_of(line)) <= 14 else -0.4
    return near + length - (1.6 if surprise is None else surprise)


def stutters(words: Sequence[str]) -> bool:
    """Return whether a word comes three times, or a pair of words twice."""
    pairs = list(pairwise(words))
    counts = [words.count(each) for each in set(words) if each not in ("the", "a", "and", "to", "of", "you", "i", "it")]
    return max(counts, default=0) >= 3 or len(set(pairs)) < len(pairs) or any(a == b for a, b in pairs)


def unknown_names(line: str, known: frozenset[str]) -> str:
    """Return the first capitalised word inside the line that is no known name, or an empty string."""
    for match in WORD.finditer(line):
        word, before = match[0], line[: match.start()].rstrip(" \"'“")
        inside = bool(before) and before[-1] not in ".!?"
        named = inside and word[0].isupper() and word != "I" and not word.startswith("I'")
        if named and word.casefold().removesuffix("'s") not in known:
            return word
    return ""
