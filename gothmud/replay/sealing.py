"""Sealing finished days as Parquet: written aside, read back and compared event by event, then put in the place of the
JSON lines. Whatever fails leaves the lines as they are.

A day is finished once its source has written into a later one; so the newest file of a source is never touched, and a
city may be up meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
from pydantic import ValidationError

from gothmud import events
from gothmud.errors import RecordError
from gothmud.events import Event
from gothmud.journal import last_line, read_lines, set_aside_torn_line
from gothmud.replay.columns import Rows, columns, columns_of
from gothmud.replay.files import NAME
from gothmud.replay.literals import literal
from gothmud.replay.opening import GROUP, MEMORY, PARQUET, scan

BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Sealed:
    """What became of one file. ``trouble`` says why it was left as it is; ``torn`` counts bytes set aside."""

    path: Path
    events: int = 0
    before: int = 0
    after: int = 0
    torn: int = 0
    trouble: str = ""


def finished_days(folder: Path) -> list[Path]:
    """Return the files of JSON lines after which their source has written another, oldest first."""
    found = [(matched, path) for path in folder.glob("*.jsonl") if (matched := NAME.fullmatch(path.name))]
    newest: dict[str, str] = {}
    for named, path in found:
        if last_line(path) is not None:
            newest[named["source"]] = max(named["day"], newest.get(named["source"], ""))
    return sorted(path for named, path in found if named["day"] < newest.get(named["source"], ""))


def seal(path: Path) -> Sealed:
    """Put Parquet in the place of a finished day's lines, and return what became of it. Raises nothing for a bad file
    or a full disk: the lines stay, and ``trouble`` says why."""
    target, aside = path.with_suffix(".parquet"), path.with_suffix(".parquet.part")
    try:
        torn, before = len(set_aside_torn_line(path)), path.stat().st_size
        wanted, count = _digest(_originals(path, target))
        _write(path, target, aside)
        got, read_back = _digest(sealed_events(aside))
        if (got, read_back) != (wanted, count):
            raise RecordError(f"{path.name}: {count:,} events were written and {read_back:,} read back, not the same")
        after = aside.stat().st_size
        _take_its_place(aside, target, path)
    except (RecordError, OSError, duckdb.Error) as error:
        aside.unlink(missing_ok=True)
        return Sealed(path, trouble=str(error).strip().splitlines()[0])
    return Sealed(path, count, before, after, torn)


def _originals(path: Path, target: Path) -> Iterable[Event]:
    """Return the day's events in order: those sealed before, then those of the lines. Raises RecordError."""
    if not target.exists():
        return _lines(path)
    known = {each.id: each for each in sealed_events(target)}
    for each in _lines(path):
        if known.setdefault(each.id, each) != each:
            raise RecordError(f"{path.name}: {each.id} is sealed already, as another event; are these two cities?")
    return sorted(known.values(), key=lambda each: each.seq)


def _lines(path: Path) -> Iterator[Event]:
    """Yield a file's events. Raises RecordError for a line that couldn't be given back from Parquet as it is."""
    for number, line in enumerate(read_lines(path), 1):
        try:
            yield events.parse(line)
        except KeyError:
            raise RecordError(f"{path.name}:{number}: kind '{line.get('kind')}' isn't known here; not sealed") from None
        except ValidationError as error:
            first = error.errors()[0]
            raise RecordError(f"{path.name}:{number}: {first['loc']}: {first['msg']}; not sealed") from None


def sealed_events(path: Path, field: str = "", values: Collection[str] = ()) -> Iterator[Event]:
    """Yield the events of a sealed file, in its order; with ``field`` those whose field is one of the values."""
    names = list(columns())
    with duckdb.connect(config={"memory_limit": MEMORY, "threads": 1}) as connection:
        have = [each[0] for each in connection.execute(f"DESCRIBE SELECT * FROM {_parquet(path)}").fetchall()]
        listed = ", ".join(f'"{name}"' if name in have else "NULL" for name in names)
        rows = Rows(names)
        where = f"list_contains({literal(list(values))}, {field})" if field else "true"
        found = connection.execute(f"SELECT {listed} FROM {_parquet(path)} WHERE {where}")
        while batch := found.fetchmany(BATCH):
            yield from map(rows.event, batch)


def _parquet(path: Path) -> str:
    return f"read_parquet({literal(str(path))})"


def _digest(found: Iterable[Event]) -> tuple[str, int]:
    """Return a hash over events and their order, and how many there are."""
    digest, count = hashlib.sha256(), 0
    for each in found:
        digest.update(each.model_dump_json().encode() + b"\n")
        count += 1
    return digest.hexdigest(), count


def _write(path: Path, target: Path, aside: Path) -> None:
    query = f"SELECT * FROM ({scan([path], sealed=False)})"
    if target.exists():
        sealed = scan([target], sealed=True)
        query = (
            f"SELECT * FROM ({sealed}) UNION ALL BY NAME {query} WHERE id NOT IN (SELECT id FROM {_parquet(target)})"
        )
    with duckdb.connect(
        config={"memory_limit": MEMORY, "threads": 1, "temp_directory": tempfile.gettempdir()}
    ) as connection:
        kinds = [row[0] for row in connection.execute(f"SELECT DISTINCT kind FROM ({query})").fetchall()]
        have = columns_of(kinds)  # only these are sorted; the others are empty
        found = ", ".join(f'"{name}"' for name in have)
        listed = ", ".join(
            f'"{name}"' if name in have else f'NULL::{kind} AS "{name}"' for name, kind in columns().items()
        )
        connection.execute(
            f"COPY (SELECT {listed} FROM (SELECT {found} FROM ({query}) ORDER BY seq)) TO {literal(str(aside))} "
            f"({PARQUET}, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})"
        )


def _take_its_place(aside: Path, target: Path, path: Path) -> None:
    """Put the written file in place, on disk, before the lines go."""
    _sync(aside)
    aside.replace(target)
    _sync(target.parent)
    path.unlink()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
