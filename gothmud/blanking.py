"""Blanks somebody's words in the audit log: what they typed, and what others were shown of it.

In place, with as many bytes as there were: so no place in the log moves (the watcher's reading, his reports' line numbers),
and the server may go on writing meanwhile. Whose words they were and when stays, as with a whisper that is left out.
"""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

from agents.tower.lines import COMES_IN, presence
from agents.tower.reading import PACKED, days_of

TEXT = re.compile(rb'"text":"((?:[^"\\]|\\.)*)"')
EVENTS = re.compile(rb'"events":\[([^\]]*)\]')
EVENT = re.compile(rb'"event":("world-\d+")')
MASK = b"***"


def blank(folder: Path, name: str) -> int:
    """Blank the words of the character called ``name`` in all days; return how many lines had any."""
    events = {each for path in days_of(folder).values() for each in _led_to(path, name)}
    return sum(_blank(path, name, events) for path in days_of(folder).values())


def _led_to(path: Path, name: str) -> Iterator[bytes]:
    """Yield the events that what somebody typed has led to."""
    for _, raw in _lines(path):
        if _is_of(raw, name) and (found := EVENTS.search(raw)):
            yield from found[1].split(b",")


def _blank(path: Path, name: str, events: set[bytes]) -> int:
    changed = [
        (offset, new) for offset, raw in _lines(path) if _is_of(raw, name) or _tells_of(raw, events)
        if (new := TEXT.sub(_masked, raw)) != raw
    ]  # fmt: skip
    if changed and path.name.endswith(PACKED):
        _pack(path, dict(changed))
    elif changed:
        with open(path, "r+b") as file:
            for offset, new in changed:
                os.pwrite(file.fileno(), new, offset)
            os.fsync(file.fileno())
    return len(changed)


def _pack(path: Path, changed: dict[int, bytes]) -> None:
    aside = path.with_name(f".{path.name}.new")
    with gzip.open(aside, "wb") as file:
        for offset, raw in _lines(path):
            file.write(changed.get(offset, raw))
    aside.replace(path)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the whole lines of a day with the bytes at which they begin."""
    offset = 0
    with gzip.open(path, "rb") if path.name.endswith(PACKED) else open(path, "rb") as file:
        for raw in file:
            if raw.endswith(b"\n"):
                yield offset, raw
            offset += len(raw)


def _is_of(raw: bytes, name: str) -> bool:
    here = presence(raw) if COMES_IN in raw else None
    return here is not None and here.name.casefold() == name.casefold()


def _tells_of(raw: bytes, events: set[bytes]) -> bool:
    found = EVENTS.search(raw)
    told = {*(found[1].split(b",") if found else ()), *EVENT.findall(raw)}
    return not events.isdisjoint(told)


def _masked(found: re.Match[bytes]) -> bytes:
    """Return a text's mask, with blanks behind it for the bytes that it lacks."""
    return b'"text":"%b"' % MASK[: len(found[1])] + b" " * (len(found[1]) - len(MASK))
