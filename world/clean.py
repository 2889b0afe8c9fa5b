"""What a city's texts may not hold: signs that a terminal obeys, codes that colour or link, more than anybody reads.

In files it is refused, with its line; what builders typed in the game is cleaned of it when it becomes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

LONGEST = 4000  # characters of one text
MOST = 2000  # rows of one list, words of one mapping
BAR = r"(?<!\|)((?:\|\|)*)\|"  # a bar that isn't one of a pair: '||' shows one
CODE = re.compile(
    BAR + r"(?![\s|]|$)"
)  # Evennia's markup: |r is a colour, |lc a link that types a command for its reader
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")

LINK = re.compile(r"\|l[cu].*?\|lt", re.DOTALL)  # up to the text that is shown
MARKUP = re.compile(BAR + r"(l[ceut]|\[?\d{3}|\[?=[a-z]|\[?[a-zA-Z]|#[0-9a-fA-F]{6}|[/_*^!>-])")


def cleaned(value: Any) -> Any:
    """Return a plain value with all its texts as a file may have them."""
    match value:
        case str():
            return CODE.sub(r"\1||", MARKUP.sub(r"\1", LINK.sub("", HIDDEN.sub("", value)))).strip()
        case dict():
            return {key: cleaned(each) for key, each in value.items()}
        case list():
            return [cleaned(each) for each in value]
    return value


def unclean(shape: BaseModel) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Return each place below a shape whose text can't be shown as it is, with what is wrong there."""
    for name in type(shape).model_fields:
        yield from _unclean(getattr(shape, name), (name,))


def _unclean(value: Any, loc: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    match value:
        case str():
            yield from ((loc, what) for what in _in_text(value))
        case BaseModel():
            for name in type(value).model_fields:
                yield from _unclean(getattr(value, name), (*loc, name))
        case dict() | list() if len(value) > MOST:
            yield loc, f"found {len(value)} of them; expected at most {MOST}"
        case dict():
            for key, each in value.items():
                yield from _unclean(key, (*loc, key))
                yield from _unclean(each, (*loc, key))
        case list():
            for number, each in enumerate(value):
                yield from _unclean(each, (*loc, number))


def _in_text(text: str) -> Iterator[str]:
    if len(text) > LONGEST:
        yield f"found {len(text)} characters; expected at most {LONGEST}"
    if hidden := HIDDEN.search(text):
        yield f"found the sign U+{ord(hidden[0]):04X}, which nobody sees; expected plain text"
    if code := CODE.search(text):
        yield f"found the code '{text[code.end() - 1 : code.end() + 2]}'; expected plain text ('||' shows a bar)"
