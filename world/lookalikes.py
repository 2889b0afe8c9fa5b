"""How a name reads at a glance: two names of one skeleton would be mistaken for each other. The table is data."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")
UNSEEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")  # control, zero-width, private, no characters; line ends
MARKS = ("Mn", "Me", "Mc")


@cache
def table() -> dict[str, dict[str, str]]:
    """Return the table of the file."""
    return tomllib.loads(FILE.read_text("utf-8"))


def skeleton(name: str) -> str:
    """Return how a name reads at a glance: forms, accents, case, signs and separators laid aside, look-alikes as one."""
    signs = table()["signs"]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name))
    folded = "".join(signs.get(each, each) for each in plain).casefold()
    letters = "".join(each for each in folded if each.isalnum())
    for pair, looks_like in table()["pairs"].items():
        letters = letters.replace(pair, looks_like)
    return letters


def hidden_signs(name: str) -> bool:
    """Return whether a name has signs that nobody sees, or marks heaped on its letters."""
    composed = unicodedata.normalize("NFKC", name)
    return any(unicodedata.category(each) in UNSEEN for each in name) or any(
        unicodedata.category(each) in MARKS for each in composed
    )
