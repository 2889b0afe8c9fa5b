"""Words as a matcher reads them: stems, words that mean the same, and what a word weighs. The lists are data."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).with_name("retelling.toml")
ENDINGS = ("ing", "ies", "ed", "es", "ly", "s")
SHORTEST = 3  # letters that a stem keeps


@cache
def stem(word: str) -> str:
    """Return a word without its ending; of words that mean the same the first."""
    word = word.removesuffix("'s").partition("'")[0]
    return _alike().get(word) or _alike().get(_cut(word)) or _cut(word)


def _cut(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST and not word.endswith("ss"):
            word = word.removesuffix(ending) + ("y" if ending == "ies" else "")
            break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > SHORTEST else word


def weight(word: str) -> float:
    """Return what a stem weighs: a name most, what everybody says all day least."""
    told = rules()
    kind = "name" if word.startswith("@") else "common" if word in told["common"] else "rare"
    return told["weight"][kind]


@cache
def rules() -> dict[str, Any]:
    """Return the numbers, and the lists as sets (the common words as stems)."""
    data = _data()
    lists = {name: frozenset(text.split()) for name, text in data["words"].items() if name != "alike"}
    return {**data, **lists, "common": frozenset(map(stem, lists["common"]))}


@cache
def _alike() -> dict[str, str]:
    groups = [each.split() for each in _data()["words"]["alike"].splitlines() if each.strip()]
    return {form: _cut(group[0]) for group in groups for each in group for form in (each, _cut(each))}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))
