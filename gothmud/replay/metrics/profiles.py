"""How somebody writes: a profile of letter 3-grams, and how far two are apart. For the metrics of drift and voice.

Letters tell voices apart in few words, where words themselves would mostly tell topics apart (Cavnar and Trenkle, 1994).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date

from gothmud.replay.opening import Opened
from gothmud.words import words_of

MOST = 200  # words of a day that are looked at: a longer text is always nearer to another
LEAST = 40  # of fewer nothing is said
LINES = """
WITH counted AS (
  SELECT city, city_time::DATE AS day, who, seq, text,
    sum(words) OVER (PARTITION BY city, who, city_time::DATE ORDER BY seq) - words AS before
  FROM utterances WHERE mode IN ('say', 'whisper') AND tier NOT IN ('human', 'dice') AND city_time IS NOT NULL
)
SELECT counted.city, day, counted.who, any_value(coalesce(people.agent, '')) AS agent, string_agg(text, ' ' ORDER BY seq) AS text
FROM counted LEFT JOIN people ON people.city = counted.city AND people.who = counted.who
WHERE before < $most GROUP BY ALL ORDER BY ALL
"""
Profile = Counter[str]


@dataclass(frozen=True, slots=True)
class Voiced:
    """What somebody said on a day, at most the first ``MOST`` words of it."""

    city: str
    day: date
    who: int
    agent: str
    profile: Profile


def voiced_in(record: Opened) -> list[Voiced]:
    """Return the days of all minds that said enough, oldest first."""
    return [
        Voiced(each["city"], each["day"], each["who"], each["agent"], profile_of(each["text"]))
        for each in record.rows(LINES, {"most": MOST}) if len(words_of(each["text"])) >= LEAST
    ]  # fmt: skip


def profile_of(text: str) -> Profile:
    """Return how often each 3-gram of letters stands in a text's first words."""
    said = f" {' '.join(words_of(text)[:MOST])} "
    return Counter(said[at : at + 3] for at in range(len(said) - 2))


def distance(one: Profile, other: Profile) -> float:
    """Return how far apart two profiles are: 1 less the cosine, 0 for alike, 1 for nothing in common."""
    sizes = math.hypot(*one.values()) * math.hypot(*other.values())
    return 1 - sum(times * other[gram] for gram, times in one.items()) / sizes if sizes else 1.0
