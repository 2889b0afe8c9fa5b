"""Deterministic tokens: a word, or eight characters of a long one, with the blanks before it. And a cache of prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

TOKEN = re.compile(r"\s*\S{1,8}|\s+$")


def tokens_of(text: str) -> list[str]:
    """Return the tokens of a text; joined they are the text again."""
    return TOKEN.findall(text)


def limited(text: str, body: dict[str, Any]) -> tuple[list[str], str]:
    """Return an answer's tokens as far as the request's ``stop`` and ``max_tokens`` let it go, and the finish reason."""
    stop = body.get("stop") or []
    for each in [stop] if isinstance(stop, str) else stop:
        text = text.partition(each)[0]
    tokens, most = tokens_of(text), body.get("max_tokens") or len(text)
    return tokens[:most], "length" if len(tokens) > most else "stop"


class Prefixes:
    """All prefixes of all prompts so far, as chained hashes: memory is one number a new token."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def add(self, tokens: Iterable[str]) -> int:
        """Add a prompt; return how many of its first tokens an earlier prompt had as its first tokens too."""
        cached, known, prefix = 0, True, 0
        for token in tokens:
            prefix = hash((prefix, token))
            known = known and prefix in self._seen
            cached += known
            self._seen.add(prefix)
        return cached
