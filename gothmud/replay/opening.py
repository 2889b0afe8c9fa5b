"""Opening a record: a DuckDB connection with the documented views over its files, and what was odd about them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from gothmud.errors import RecordError
from gothmud.replay.catalogue import VIEWS
from gothmud.replay.columns import columns
from gothmud.replay.files import RecordFile, files_of
from gothmud.replay.literals import bound, literal

MEMORY = "160MB"  # of DuckDB's own; what doesn't fit is spilled to a temporary folder
GATHERED_MEMORY = "90MB"  # once the lines, whose reader needs the most, have been read
THREADS = 2  # each thread of a JSON scan holds its own buffers
BUFFER = 1 << 20  # bytes that such a buffer is made for; a longer line still is read
GROUP = 12_288  # rows that are held until they are written: few, for there are many columns and little memory


@dataclass
class Opened:
    """A record that can be asked. ``files`` is what it was opened from."""

    connection: duckdb.DuckDBPyConnection
    files: list[RecordFile]
    scratch: Path
    _gathered: bool = field(default=False)

    def rows(self, query: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return a query's rows by column name; ``values`` stand for its ``$name``.

        Raises RecordError for a query that can't be answered.
        """
        try:
            found = self.connection.execute(bound(query, values) if values else query)
            names = [each[0] for each in found.description or []]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except duckdb.Error as error:
            raise RecordError(f"replay: {_first_line(error)}") from None

    def batches(self, query: str, values: Mapping[str, Any], size: int) -> Iterator[tuple[Any, ...]]:
        """Yield a query's rows, ``size`` fetched at a time: for more than memory holds. Raises RecordError."""
        try:
            found = self.connection.cursor().execute(bound(query, values))
            while rows := found.fetchmany(size):
                yield from rows
        except duckdb.Error as error:
            raise RecordError(f"replay: {_first_line(error)}") from None

    def relation(self, query: str) -> duckdb.DuckDBPyRelation:
        """Return a query as a relation, which DuckDB turns into data frames or files. Raises RecordError."""
        try:
            return self.connection.sql(query)
        except duckdb.Error as error:
            raise RecordError(f"replay: {_first_line(error)}") from None

    def gather(self) -> None:
        """Read the JSON lines once, into Parquet aside: for whoever asks more than one question."""
        if self._gathered:
            return
        try:
            self.connection.execute("SET threads = 1")  # a second one costs half as much memory again
            if not all(each.sealed for each in self.files):
                self._copy(literal(str(self.scratch / "gathered.parquet")))
            self.connection.execute(f"SET memory_limit = '{GATHERED_MEMORY}'")
        except duckdb.Error as error:
            raise RecordError(f"replay: reading the record: {_first_line(error)}") from None
        self._gathered = True

    def _copy(self, aside: str) -> None:
        self.connection.execute(f"COPY raw TO {aside} (FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE {GROUP})")
        self.connection.execute(f"CREATE OR REPLACE VIEW raw AS SELECT * FROM read_parquet({aside}, filename=false)")


@contextmanager
def opened(places: list[Path], day: date | None = None) -> Iterator[Opened]:
    """Open the record in ``places``: homes, record folders, files; all of it, or one city day. Raises RecordError."""
    files = files_of(places)
    with tempfile.TemporaryDirectory(prefix="gothmud-replay-") as scratch:
        connection = duckdb.connect(config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": scratch})
        try:
            connection.execute("SET preserve_insertion_order = false")
            connection.execute(f"CREATE VIEW raw AS {_raw(files) if day is None else _of_day(files, day)}")
            for view in VIEWS:
                connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
            yield Opened(connection, files, Path(scratch))
        except duckdb.Error as error:
            raise RecordError(f"replay: opening the record: {_first_line(error)}") from None
        finally:
            connection.close()


def _raw(files: list[RecordFile]) -> str:
    """Return the query for all lines of all files: the wide table, with ``city`` and ``file``."""
    typed = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns().items())
    parts = [f"SELECT {typed}, '' AS city, '' AS file WHERE false"]
    for city in dict.fromkeys(each.city for each in files):
        for sealed in (False, True):
            if paths := [each.path for each in files if (each.city, each.sealed) == (city, sealed)]:
                parts.append(f"SELECT *, {literal(city)} AS city FROM ({scan(paths, sealed=sealed)})")
    return "\nUNION ALL BY NAME\n".join(parts)


def _of_day(files: list[RecordFile], day: date) -> str:
    return f"SELECT * FROM ({_raw(files)}) WHERE city_time::DATE = {literal(day)}"


def scan(paths: list[Path], *, sealed: bool) -> str:
    """Return the query for the lines of some files, with ``file``; a line that is no event is a row of NULLs."""
    listed = literal([str(each) for each in paths])
    if sealed:
        return f"SELECT * FROM read_parquet({listed}, union_by_name=true, filename='file')"
    typed = ", ".join(f"\"{name}\": '{kind}'" for name, kind in columns().items())
    return (
        f"SELECT * FROM read_json({listed}, format='newline_delimited', ignore_errors=true, columns={{{typed}}}, "
        f"filename='file', maximum_object_size={BUFFER})"
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
