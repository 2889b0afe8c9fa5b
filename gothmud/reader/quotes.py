"""What was said, word for word: three quotes for a briefing, and those that answer a question. Never a whisper."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from agents.sayable import STOPWORDS
from gothmud.reader.wording import one_line, plainly
from gothmud.replay.names import Names
from gothmud.replay.opening import Opened
from gothmud.words import name_words
from world.stems import stem

FEWEST, MOST = 6, 40  # words of a quote that is worth a briefing
CANDIDATES = 3000  # lines that are looked at, the newest
ASKED = 20  # words of a question that are looked for
SHORTEST = 4  # letters of a word that may lose its last one
CLOSE = 0.6  # share of the best line's fit that another one has at least
ALIKE = 85  # of 100: two lines that say the same
SAID = """
SELECT city, id, city_time, name, tier, room, mode, text FROM spoken
WHERE real_time > $since AND words BETWEEN $fewest AND $most
ORDER BY real_time DESC, seq DESC LIMIT $limit
"""
NAMING = """
SELECT city, id, city_time, name, tier, room, mode, text FROM spoken
WHERE len(list_filter($words, each -> contains(lower(text || ' ' || name), each))) > 0
ORDER BY real_time DESC, seq DESC LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class Quote:
    """One line that somebody said: the record's own words, and the event's id."""

    id: str
    name: str
    text: str
    at: datetime | None
    room: str

    @property
    def shown(self) -> str:
        """It as one line for people and prompts."""
        hour = f"{self.at:%a %H:%M}, " if self.at else ""
        return f'{self.name} ({hour}{self.room}): "{one_line(self.text)}"'


def three(record: Opened, names: Names, since: datetime, count: int = 3) -> list[Quote]:
    """Return the most telling lines since a moment: of rare words, each by somebody else, none said twice."""
    values = {"since": since, "fewest": FEWEST, "most": MOST, "limit": CANDIDATES}
    rows = [each for each in record.rows(SAID, values) if plainly(each["text"], 1000) == each["text"]]
    times = Counter(each["text"].casefold() for each in rows)
    once = [each for each in rows if times[each["text"].casefold()] == 1]
    rare = _rarity(each["text"] for each in once)
    ranked = sorted(once, key=lambda each: (each["tier"] == "dice", -_telling(each["text"], rare), each["id"]))
    chosen: list[Quote] = []
    for each in ranked:
        alike = any(fuzz.ratio(each["text"], one.text) > ALIKE for one in chosen)
        if not alike and all(each["name"] != one.name for one in chosen):
            chosen.append(_quote(each, names))
        if len(chosen) == count:
            break
    return chosen


def answering(record: Opened, names: Names, question: str, count: int = 5) -> list[Quote]:
    """Return the lines that have most of a question's words, in any of their forms, rare ones first; the newest of those
    that are alike."""
    words = [each for each in dict.fromkeys(name_words(question)) if each not in STOPWORDS and len(each) > 1][:ASKED]
    if not words:
        return []
    beginnings = sorted({_beginning(form) for each in words for form in (each, stem(each))})
    rows = record.rows(NAMING, {"words": beginnings, "limit": CANDIDATES})
    rare = _rarity(f"{each['text']} {each['name']}" for each in rows)
    scored = [(_match(each, [stem(word) for word in words], rare), each) for each in rows]
    best = max((score for score, _ in scored), default=0.0)
    chosen: list[Quote] = []
    for score, each in sorted(scored, key=lambda pair: -pair[0]):
        if not score or score < best * CLOSE or len(chosen) == count:
            break
        if not any(fuzz.ratio(each["text"], one.text) > ALIKE for one in chosen):
            chosen.append(_quote(each, names))
    return chosen


def _quote(row: dict[str, object], names: Names) -> Quote:
    room = names.room(str(row["city"]), row["room"])  # pyright: ignore[reportArgumentType] - a number or None
    at = row["city_time"] if isinstance(row["city_time"], datetime) else None
    return Quote(str(row["id"]), plainly(str(row["name"])), str(row["text"]), at, plainly(room))


def _beginning(word: str) -> str:
    """Return what all forms of a word begin with: 'theory' and 'theories', 'mend' and 'mending'."""
    return word.removesuffix("y") if len(word) > SHORTEST else word


def _match(row: dict[str, object], stems: list[str], rare: dict[str, float]) -> float:
    """Return how well a line fits: the weight of the words that it has, a little less for the speaker's own name."""
    said, by = _stems(str(row["text"])), _stems(str(row["name"]))
    return sum(rare.get(each, 1.0) * (1.0 if each in said else 0.7) for each in stems if each in said | by)


def _rarity(texts: Iterable[str]) -> dict[str, float]:
    """Return how rare each word is: more for one that stands in fewer of the texts."""
    found = [_stems(each) for each in texts]
    times = Counter(word for each in found for word in each)
    return {word: math.log(1 + len(found) / count) for word, count in times.items()}


def _telling(text: str, rare: dict[str, float]) -> float:
    words = [stem(each) for each in name_words(text) if each not in STOPWORDS]
    return sum(rare[each] for each in words) / (len(words) + 3)


def _stems(text: str) -> set[str]:
    return {stem(each) for each in name_words(text)}
