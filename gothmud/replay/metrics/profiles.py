"""How somebody writes: a profile of letter 3-grams, and how far two are apart. For the metrics of drift and voice.

Letters tell voices apart in few words, where words themselves would mostly tell topics apart (Cavnar and Trenkle, 1994).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from gothmud.replay.metrics.stretches import stretches
from gothmud.replay.opening import Opened
from gothmud.words import words_of

MOST = 200  # words of a day that are looked at: a longer text is always nearer to another
LEAST = 40  # of fewer nothing is said
VOICES = """
SELECT city, seq, city_time::DATE AS day, who, words, text
FROM utterances WHERE mode IN ('say', 'whisper') AND tier NOT IN ('human', 'dice') AND city_time IS NOT NULL AND who IS NOT NULL
"""
FIRST = """
SELECT day, who, words, text FROM (
  SELECT *, sum(words) OVER (PARTITION BY day, who ORDER BY seq) - words AS before FROM voices WHERE {where}
) WHERE before < {most} ORDER BY seq
"""
MINDS = "SELECT city, who, agent FROM people WHERE agent IS NOT NULL"
Profile = Counter[str]


@dataclass(frozen=True, slots=True)
class Voiced:
    """What somebody said on a day, at most the first ``MOST`` words of it."""

    city: str
    day: date
    who: int
    agent: str
    text: str

    @property
    def profile(self) -> Profile:
        """How it is written; not kept, for there may be thousands."""
        return profile_of(self.text)


def voiced_in(record: Opened) -> list[Voiced]:
    """Return the days of all minds that said enough, oldest first."""
    return record.once(_voiced)


def _voiced(record: Opened) -> list[Voiced]:
    record.keep("voices", VOICES)
    record.keep("minds", MINDS)
    said: defaultdict[tuple[str, date, int], tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    for stretch in stretches(record, "voices"):
        for each in record.rows(FIRST.format(where=stretch.where, most=MOST)):
            words, texts = said[stretch.city, each["day"], each["who"]]
            if sum(words) < MOST:
                words.append(each["words"])
                texts.append(each["text"])
    minds = {(each["city"], each["who"]): each["agent"] for each in record.rows("FROM minds")}
    return [
        Voiced(city, day, who, minds.get((city, who), ""), text)
        for (city, day, who), (_, texts) in sorted(said.items()) if len(words_of(text := " ".join(texts))) >= LEAST
    ]  # fmt: skip


def profile_of(text: str) -> Profile:
    """Return how often each 3-gram of letters stands in a text's first words."""
    said = f" {' '.join(words_of(text)[:MOST])} "
    return Counter(said[at : at + 3] for at in range(len(said) - 2))


def distance(one: Profile, other: Profile) -> float:
    """Return how far apart two profiles are: 1 less the cosine, 0 for alike, 1 for nothing in common."""
    sizes = math.hypot(*one.values()) * math.hypot(*other.values())
    return 1 - sum(times * other[gram] for gram, times in one.items()) / sizes if sizes else 1.0
