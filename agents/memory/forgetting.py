"""Somebody is taken out of texts: each sentence that names them, and the whole line where it quotes. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gothmud.words import mentions

SENTENCE = re.compile(r"(?<=[.!?])\s+")


def without(text: str, names: Sequence[str]) -> str:
    """Return a text without what names somebody. A line that is an item or has a quotation goes as a whole: of a quote
    nothing may be left that began before the name or goes on after it."""
    lines = (each if not mentions(each, names) else _less(each, names) for each in text.split("\n"))
    return "\n".join(each for each in lines if each is not None)


def _less(line: str, names: Sequence[str]) -> str | None:
    if line.startswith("- ") or any(mark in line for mark in '"\u201c\u201d'):
        return None
    return " ".join(each for each in SENTENCE.split(line) if not mentions(each, names)) or None
