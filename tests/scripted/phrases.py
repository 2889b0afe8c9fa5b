"""Sayable sentences by the hundred, made out of a line's own words: for an endpoint that shall pass for a person."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from agents.sayable import STOPWORDS
from gothmud.words import words_of

OPENINGS = (
    "They say the", "I never trusted the", "Nobody mends the", "My mother feared the", "You speak of the", "We buried the",
    "Somebody sold the", "Ask me about the", "Even rats leave the", "I dreamt about a", "Be glad of any", "Who would steal the",
    "Every winter takes a", "God forgives the", "Last night another", "Do not wake the", "Old folk curse the",
    "I once owned a", "It was always the", "Men have died for a", "Nothing good follows a", "Let us drink to the",
    "Only fools chase the", "My uncle painted the", "Give me back the", "Two coins buy a", "Priests avoid the",
    "Children sing about the", "Keep away from the", "Better a broken", "That would be the", "Someone hid a",
)  # fmt: skip
ENDINGS = (
    "before the bells began.", "where gaslight fails.", "until morning comes.", "behind those shutters.", "and keeps it dry.",
    "for a handful of coppers.", "when fog sits low.", "down by black water.", "since that fever year.", "with both hands.",
    "under wet slates.", "as ravens do.", "like everyone here.", "beside an open grave.", "in spite of prayers.",
    "without a candle.", "along narrow stairs.", "against good advice.", "after closing hour.", "among cold ashes.",
    "near the iron gate.", "across nine bridges.", "beneath our feet.", "through the keyhole.", "while the judge slept.",
    "because rent is due.", "though few believe me.", "within these walls.", "every third night.", "far from home.",
    "over stale bread.", "inside a locked trunk.",
)  # fmt: skip
UNSAID = frozenset({
    "model", "assistant", "user", "prompt", "character", "story", "novel", "script", "website", "email", "phone", "internet",
    "computer", "online", "video", "language",
})  # fmt: skip
OURS = frozenset(words_of(" ".join(OPENINGS + ENDINGS))) | STOPWORDS | UNSAID
LONGEST_WORD = 20


def phrases(line: str, lately: str) -> Iterator[str]:
    """Yield sentences about ``line``'s longest word, no two alike, the longest unused first. Same arguments, same yield."""
    word, start = _word(line), zlib.crc32(line.encode())
    endings = _unused_first(ENDINGS, start // len(OPENINGS), lately)
    for opening, ending in zip(_unused_first(OPENINGS, start, lately), endings, strict=True):
        yield f"{opening} {word} {ending}"


def _unused_first(parts: tuple[str, ...], start: int, lately: str) -> list[str]:
    turned = [parts[(start + each) % len(parts)] for each in range(len(parts))]
    return sorted(turned, key=lately.rfind)


def _word(line: str) -> str:
    """Return the longest of a line's own words that somebody would take up."""
    said = line.partition(": ")[2] or line
    words = [each for each in words_of(said) if 3 < len(each) <= LONGEST_WORD and "'" not in each]
    return max((each for each in words if each not in OURS), key=len, default="smoke")
