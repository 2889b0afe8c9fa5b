"""Lines of the audit log as they are looked at: cheaply by their bytes first, parsed only where one tells something new.

The log is written by one program (gothmud/audit.py) in one order of fields, and a quote within a text is escaped: so no
text can look like a field. What deviates is no line of ours.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

BEGINS, ENDS = b'{"v":', b"}\n"
WHO = re.compile(rb'"character":("(?:[^"\\]|\\.)*"),"body":(\d+),"room":("(?:[^"\\]|\\.)*"),')
HAPPENED = re.compile(
    rb'"package":"(?:Gothmud\.(?:Say|Arrive|Forget)|Comm\.Channel\.Text)","data":\{"seq":\d+,"event":"world-(\d+)"'
)
REFUSED = re.compile(rb'"package":"Gothmud\.Act\.Result","data":\{"id":(?:"(?:[^"\\]|\\.)*"),"ok":false,')
TOLD = re.compile(rb'"events":\["world-(\d+)"')
COMES_IN = b'"direction":"in"'
LONGEST = 200  # characters of a quote
OF_A_FRAME = str.maketrans(
    {'"': "'", "[": "(", "]": ")", "{": "(", "}": ")", "<": "(", ">": ")", "|": "/", "\u2028": " "}
)


@dataclass(frozen=True, slots=True)
class Presence:
    """Whose connection a line belongs to, and where they were."""

    name: str
    body: int
    room: str


def is_line(raw: bytes) -> bool:
    """Return whether bytes look like a line of the log."""
    return raw.startswith(BEGINS) and raw.endswith(ENDS)


def presence(raw: bytes) -> Presence | None:
    """Return whose line it is, where it was somebody in a body."""
    found = WHO.search(raw)
    return _present(*found.groups()) if found else None


@lru_cache(4096)
def _present(name: bytes, body: bytes, room: bytes) -> Presence:
    return Presence(_text(name), int(body), _text(room))


def parsed(raw: bytes) -> dict[str, Any]:
    """Return a line's fields. Raises ValueError for what is no JSON object."""
    try:
        value = json.loads(raw)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value


def quoted(text: object, most: int = LONGEST) -> str:
    """Return somebody's words on one line, so that they stay within their quotes and look like nothing of a frame."""
    line = " ".join(str(text).encode("utf-8", "replace").decode().translate(OF_A_FRAME).split())
    line = line if line.isprintable() else "".join(each for each in line if each.isprintable())
    return line if len(line) <= most else f"{line[: most - 4].rpartition(' ')[0] or line[: most - 4]} ..."


def named(text: object) -> str:
    """Return a name as it may stand in a digest."""
    return quoted(text, 40)


def _text(raw: bytes) -> str:
    try:
        return named(json.loads(raw))
    except ValueError:
        return "somebody"
