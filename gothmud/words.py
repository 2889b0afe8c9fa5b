"""Words of a text, and whether it mentions a name: the one way that bodies and minds decide who is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return [each.casefold() for each in WORD.findall(text)]


def mentions(text: str, names: Iterable[str]) -> bool:
    """Return whether a text has one of the names in it, as whole words in order ('Ada's hat' mentions Ada)."""
    said = f" {' '.join(_plain(text))} "
    return any(f" {' '.join(words)} " in said for each in names if (words := _name(each)))


def _plain(text: str) -> list[str]:
    return [each.removesuffix("'s") for each in words_of(text.replace("\u2019", "'"))]


def _name(name: str) -> list[str]:
    words = _plain(name)
    return words[1:] if len(words) > 1 and words[0] == "the" else words
