"""Opening a record: a DuckDB connection with the documented views over its files, and what was odd about them."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import duckdb

from gothmud.errors import RecordError
from gothmud.replay.catalogue import VIEWS
from gothmud.replay.columns import columns, columns_of
from gothmud.replay.files import RecordFile, files_of, kinds_in_sight
from gothmud.replay.literals import bound, literal

if TYPE_CHECKING:
    from numpy.typing import NDArray

MEMORY = "160MB"  # of DuckDB's own; what doesn't fit is spilled to a temporary folder
GATHERED_MEMORY = "48MB"  # once the lines, whose reader needs the most, have been read
THREADS = 2  # each thread of a JSON scan holds 44 MB, whatever it reads
BUFFER = 1 << 20  # bytes of a line at the most
GROUP = 32_768  # rows at the most that are held until they are written
CELLS = 400_000  # values at the most: fewer rows, where there are many columns
GROUPS = 16  # in a file: whoever reads it holds what it says of each of them
PARQUET = (  # most texts are never said again: larger dictionaries are built in vain
    "FORMAT parquet, DICTIONARY_SIZE_LIMIT 500, STRING_DICTIONARY_PAGE_SIZE_LIMIT 100000"
)
FIT = " AND ".join(f"{name} IS NOT NULL" for name in ("id", "kind", "seq", "source", "real_time"))


@dataclass(eq=False)
class Opened:
    """A record that can be asked. ``files`` is what it was opened from, ``where`` the condition for what counts of it."""

    connection: duckdb.DuckDBPyConnection
    files: list[RecordFile]
    where: str
    scratch: Path
    _gathered: bool = field(default=False)
    _made: dict[Any, Any] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    def rows(self, query: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return a query's rows by column name; ``values`` stand for its ``$name``.

        Raises RecordError for a query that can't be answered.
        """
        try:
            found = self._answer(self.connection, bound(query, values) if values else query)
            names = [each[0] for each in found.description or []]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except duckdb.Error as error:
            raise RecordError(f"replay: {_first_line(error)}") from None

    def batches(self, query: str, values: Mapping[str, Any], size: int) -> Iterator[tuple[Any, ...]]:
        """Yield a query's rows, ``size`` fetched at a time: for more than memory holds. Raises RecordError."""
        try:
            found = self._answer(self.connection.cursor(), bound(query, values))
            while rows := found.fetchmany(size):
                yield from rows
        except duckdb.Error as error:
            raise RecordError(f"replay: {_first_line(error)}") from None

    def _answer(self, connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyConnection:
        """Ask; what two can't do in the memory that there is, one does in all of it."""
        try:
            return connection.execute(query)
        except duckdb.OutOfMemoryException:
            connection.execute(f"SET threads = 1; SET memory_limit = '{MEMORY}'")
            return connection.execute(query)

    def arrays(self, query: str) -> Mapping[str, NDArray[Any]]:
        """Return a query's columns as numpy arrays; masked where there is a NULL. Raises RecordError."""
        try:
            return cast("Mapping[str, NDArray[Any]]", self._answer(self.connection, query).fetchnumpy())
        except duckdb.Error as error:
            raise RecordError(f"replay: {_first_line(error)}") from None

    def relation(self, query: str) -> duckdb.DuckDBPyRelation:
        """Return a query as a relation, which DuckDB turns into data frames or files. Raises RecordError."""
        try:
            return self.connection.sql(query)
        except duckdb.Error as error:
            raise RecordError(f"replay: {_first_line(error)}") from None

    def once[T](self, make: Callable[[Opened], T]) -> T:
        """Return what ``make`` makes of this record; it is asked once only."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

    def gather(self) -> None:
        """Read the JSON lines once, into Parquet aside: for whoever asks more than one question."""
        if self._gathered:
            return
        try:
            self._gather_lines()
            self.connection.execute(f"SET memory_limit = '{GATHERED_MEMORY}'")
        except duckdb.Error as error:
            raise RecordError(f"replay: reading the record: {_first_line(error)}") from None
        self._gathered = True

    def _gather_lines(self) -> None:
        """Each source by itself, for it has its own kinds of events."""
        found: defaultdict[str, list[RecordFile]] = defaultdict(list)
        for each in self.files:
            if not each.sealed:
                found[each.source].append(each)
        parts = [part for n, source in enumerate(found) for part in self._gather_source(f"gathered{n}", found[source])]
        self.connection.execute(_view("lines", parts))

    def _gather_source(self, name: str, files: list[RecordFile]) -> list[str]:
        """Keep the columns that the kinds in sight have: most are another kind's, and dear to write where they are empty.
        Other kinds are rare, and are read once more. Return the queries that give all."""
        lines = "\nUNION ALL BY NAME\n".join(_parts(self.connection, files, self.where, sealed=False))
        seen = kinds_in_sight([each.path for each in files])
        self._gather_kinds(name, lines, seen)
        rare = self.rows(f"SELECT DISTINCT kind FROM {name} WHERE kind NOT IN {literal(sorted(seen))}")
        if not rare:
            return [f"FROM {name}"]
        kinds = sorted(each["kind"] for each in rare)
        listed = literal(kinds)
        self._gather_kinds(f"{name}_rare", lines, kinds, f"WHERE kind IN {listed}")
        return [f"FROM {name} WHERE kind IS NULL OR kind NOT IN {listed}", f"FROM {name}_rare"]

    def _gather_kinds(self, name: str, lines: str, kinds: Collection[str], where: str = "") -> None:
        listed = ", ".join(f'"{each}"' for each in [*columns_of(kinds), "city", "file", "fit"])
        self.keep(name, f"SELECT {listed} FROM ({lines}) {where}")

    def keep(self, name: str, query: str) -> None:
        """Answer a query once, into Parquet aside, and give the answer a name: a view. Raises RecordError."""
        if name in self._kept:
            return
        folder = self.scratch / name
        try:
            rows = _group_of(len(self.connection.sql(query).columns))
            self._answer(
                self.connection,
                f"COPY ({query}) TO {literal(str(folder))} ({PARQUET}, COMPRESSION lz4, ROW_GROUP_SIZE {rows}, "
                f"ROW_GROUPS_PER_FILE {GROUPS}, OVERWRITE)",
            )
            kept = literal(str(folder / "*.parquet"))
            self.connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({kept}, filename=false)")
        except duckdb.Error as error:
            raise RecordError(f"replay: {_first_line(error)}") from None
        self._kept.add(name)

    def hold(self, name: str, query: str) -> None:
        """Answer a query into a small table in memory, in the place of the one of that name. Raises RecordError."""
        self.rows(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")


@contextmanager
def opened(places: list[Path], day: date | None = None) -> Iterator[Opened]:
    """Open the record in ``places``: homes, record folders, files; all of it, or one city day. Raises RecordError."""
    files = files_of(places)
    with tempfile.TemporaryDirectory(prefix="gothmud-replay-") as scratch:
        connection = duckdb.connect(config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": scratch})
        try:
            connection.execute("SET preserve_insertion_order = false")
            connection.execute("SET enable_external_file_cache = false")  # each file is read through: 8 MB for nothing
            where = "true" if day is None else f"city_time::DATE = {literal(day)}"
            _views(connection, files, where)
            yield Opened(connection, files, where, Path(scratch))
        except duckdb.Error as error:
            raise RecordError(f"replay: opening the record: {_first_line(error)}") from None
        finally:
            connection.close()


def _views(connection: duckdb.DuckDBPyConnection, files: list[RecordFile], where: str) -> None:
    """Make the views over an empty table, then put the files in its place: a view's making looks into all that it reads."""
    connection.execute(f"CREATE TABLE raw ({', '.join(f'"{name}" {kind}' for name, kind in _wide().items())})")
    for view in VIEWS:
        connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
    connection.execute("DROP TABLE raw")
    for name, sealed in (("sealed", True), ("lines", False)):
        connection.execute(_view(name, _parts(connection, files, where, sealed=sealed)))
    connection.execute("CREATE VIEW raw AS FROM sealed UNION ALL BY NAME FROM lines")


def _parts(connection: duckdb.DuckDBPyConnection, files: list[RecordFile], where: str, *, sealed: bool) -> list[str]:
    """Return the queries for the lines of some files, or for what is sealed of them, city by city."""
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for each in files:
        if each.sealed == sealed:
            found[each.city].append(each.path)
    return [
        f"SELECT *, {literal(city)} AS city, {'true' if sealed else FIT} AS fit FROM ({scan(paths, sealed=sealed)}) WHERE {where}"
        for city, of_city in found.items()
        for paths in (_alike(connection, of_city) if sealed else [of_city])
    ]


def _alike(connection: duckdb.DuckDBPyConnection, paths: list[Path]) -> list[list[Path]]:
    """Return sealed files by their columns: such as have the same are read one after the other, where ``union_by_name``
    would hold what all of them say of themselves for as long as a query takes."""
    listed = literal([str(each) for each in paths])
    marks = connection.execute(
        f"SELECT file_name, bit_xor(hash(name, duckdb_type)) FROM parquet_schema({listed}) GROUP BY file_name"
    )
    by_path = dict(marks.fetchall())
    found: defaultdict[int, list[Path]] = defaultdict(list)
    for path in paths:
        found[by_path[str(path)]].append(path)
    return list(found.values())


def _view(name: str, parts: list[str]) -> str:
    """Return how to make a view of some queries together: the wide table."""
    typed = ", ".join(f'NULL::{kind} AS "{each}"' for each, kind in _wide().items())
    return f"CREATE OR REPLACE VIEW {name} AS " + "\nUNION ALL BY NAME\n".join([f"SELECT {typed} WHERE false", *parts])


def _wide() -> dict[str, str]:
    """Return the columns with ``city``, ``file`` and ``fit``, which says whether a line holds an event."""
    return columns() | {"city": "VARCHAR", "file": "VARCHAR", "fit": "BOOLEAN"}


def _group_of(columns: int) -> int:
    """Return how many rows of so many columns are held until they are written."""
    return max(2048, min(GROUP, CELLS // columns))


def scan(paths: list[Path], *, sealed: bool) -> str:
    """Return the query for the lines of some files, with ``file``; a line that is no event is a row of NULLs. Sealed files are to
    have the same columns."""
    listed = literal([str(each) for each in paths])
    if sealed:
        return f"SELECT * FROM read_parquet({listed}, filename='file')"
    typed = ", ".join(f"\"{name}\": '{kind}'" for name, kind in columns().items())
    return (
        f"SELECT * FROM read_json({listed}, format='newline_delimited', ignore_errors=true, columns={{{typed}}}, "
        f"filename='file', maximum_object_size={BUFFER})"
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
