"""Words of a text, and whether it mentions a name: the one way that bodies and minds decide who is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
HUNG_ON = re.compile(r"'(s|ll|d|ve|re)$")
NAMED = re.compile(r"[^\W_]+(?:'[^\W_]+)*")  # also 'Unit 7', 'R2D2', "D'Arcy's"


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return [each.casefold() for each in WORD.findall(text)]


def mentions(text: str, names: Iterable[str]) -> bool:
    """Return whether a text has one of the names in it, as whole words in order ('Ada's hat' mentions Ada)."""
    said = _said(text)
    return any(f" {' '.join(words)} " in said for each in names if (words := _name(each)))


def name_words(text: str) -> list[str]:
    """Return the words that may be a name's, folded, numbers too, without what is hung on them: "Ada's", "Ada'll"."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text).replace("\u2019", "'")
    return [HUNG_ON.sub("", each.casefold()) if "'" in each else each.casefold() for each in NAMED.findall(plain)]


@lru_cache(1024)
def _said(text: str) -> str:
    """Return a text as names are looked for in it: one text is asked about many."""
    return f" {' '.join(name_words(text))} "


@lru_cache(4096)
def _name(name: str) -> tuple[str, ...]:
    words = name_words(name)
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)
