"""A home's events as objects, of sealed days too: for those who read one source from its beginning."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from gothmud import events
from gothmud.events import Event
from gothmud.journal import lines_with, read_lines
from gothmud.replay.files import ENDINGS, NAME


def days_of(folder: Path, source: str, since_day: str = "") -> list[Path]:
    """Return a source's files of a day (such as 2026-11-24) and later, oldest first; of one day the sealed one first."""
    found = [
        (named["day"], path.suffix == ".jsonl", path) for path in folder.glob("*")
        if (named := NAME.fullmatch(path.name)) and named["source"] == source and path.suffix in ENDINGS
    ]  # fmt: skip
    return [path for day, _, path in sorted(found) if day >= since_day]


def events_in(path: Path, field: str = "", values: Collection[str] = ()) -> Iterator[Event]:
    """Yield a file's events; with ``field`` (kind or id) those whose field is one of the values, and only these are
    parsed. Raises RecordError for a broken line."""
    if path.suffix == ".jsonl":
        yield from map(events.parse, lines_with(path, field, values) if field else read_lines(path))
    else:
        from gothmud.replay.sealing import sealed_events  # DuckDB: the world needs it for sealed days only

        yield from sealed_events(path, field, values)


def events_of(folder: Path, source: str, kinds: Collection[str], since_day: str = "") -> Iterator[Event]:
    """Yield a source's events of some kinds in their order, each once: a sealing that was cut off leaves a day twice.
    Raises RecordError for a broken line."""
    seq = -1
    for path in days_of(folder, source, since_day):
        for each in events_in(path, "kind", kinds):
            if each.seq > seq:
                seq = each.seq
                yield each
