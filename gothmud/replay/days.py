"""A home's events as objects, of sealed days too: for those who read one source from its beginning."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from gothmud import events
from gothmud.events import Event
from gothmud.journal import lines_of_kinds, read_lines
from gothmud.replay.files import ENDINGS, NAME
from gothmud.replay.sealing import sealed_events


def days_of(folder: Path, source: str, since_day: str = "") -> list[Path]:
    """Return a source's files of a day (such as 2026-11-24) and later, oldest first; of one day the sealed one first."""
    found = [
        (named["day"], path.suffix == ".jsonl", path) for path in folder.glob("*")
        if (named := NAME.fullmatch(path.name)) and named["source"] == source and path.suffix in ENDINGS
    ]  # fmt: skip
    return [path for day, _, path in sorted(found) if day >= since_day]


def events_in(path: Path, kinds: Collection[str] = ()) -> Iterator[Event]:
    """Yield a file's events, of some kinds where they are named. Raises RecordError for a broken line."""
    if path.suffix == ".jsonl":
        yield from map(events.parse, lines_of_kinds(path, kinds) if kinds else read_lines(path))
    else:
        yield from (each for each in sealed_events(path) if not kinds or each.kind in kinds)
