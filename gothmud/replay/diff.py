"""Two records side by side: how often what happened, where they first part, what they were made with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from gothmud import manifest
from gothmud.replay.columns import columns
from gothmud.replay.opening import Opened

WALL = frozenset({
    "real_time", "v", "seconds", "queue_seconds", "model_seconds", "first_token_seconds", "joules", "url",
})  # fmt: skip
BATCH = 10_000
KINDS = "SELECT kind, count(*) AS events FROM events GROUP BY kind"
SOURCES = "SELECT DISTINCT source FROM events ORDER BY source"


@dataclass(frozen=True, slots=True)
class Parting:
    """Where two records of one source part: after ``same`` events. An event is None where its record ended."""

    source: str
    same: int
    one: dict[str, Any] | None
    other: dict[str, Any] | None

    @property
    def differs(self) -> list[str]:
        """The fields in which the two events differ; all that only one has."""
        one, other = self.one or {}, self.other or {}
        return [name for name in columns() if name not in WALL and one.get(name) != other.get(name)]


def kinds_of(one: Opened, other: Opened) -> list[dict[str, Any]]:
    """Return how many events of each kind either has, and the difference; the largest difference first."""
    counts = [{each["kind"]: each["events"] for each in record.rows(KINDS)} for record in (one, other)]
    rows = [
        {"kind": kind, "a": counts[0].get(kind, 0), "b": counts[1].get(kind, 0)} for kind in sorted({*counts[0], *counts[1]})
    ]  # fmt: skip
    return sorted(({**each, "b - a": each["b"] - each["a"]} for each in rows), key=lambda each: -abs(each["b - a"]))


def partings_of(one: Opened, other: Opened) -> list[Parting]:
    """Return, for each source, where the two records first part; nothing of a source in which they are the same.

    What the wall's clock says, and how long things took, doesn't count: of two runs with the same seeds and answers
    nothing is left.
    """
    sources = sorted({each["source"] for record in (one, other) for each in record.rows(SOURCES)})
    return [found for source in sources if (found := _parting(one, other, source))]


def made_differently(one: Opened, other: Opened) -> list[dict[str, Any]]:
    """Return in what the manifests differ that stand beside the records; nothing where there are none."""
    a, b = _manifest(one), _manifest(other)
    return [
        {"manifest": name, "a": a.get(name, ""), "b": b.get(name, "")} for name in sorted({*a, *b}) if a.get(name) != b.get(name)
    ]  # fmt: skip


def _parting(one: Opened, other: Opened, source: str) -> Parting | None:
    for same, (here, there) in enumerate(zip_longest(_marks(one, source), _marks(other, source))):
        if here is None or there is None or here[1] != there[1]:
            return Parting(source, same, _event(one, source, here), _event(other, source, there))
    return None


def _marks(record: Opened, source: str) -> Iterator[tuple[int, int]]:
    """Yield each event's number with a hash of all that counts of it."""
    named = ", ".join(f'"{name}"' for name in columns() if name not in WALL)
    query = f"SELECT seq, hash({named}) AS mark FROM events WHERE source = $source ORDER BY seq"
    yield from record.batches(query, {"source": source}, BATCH)


def _event(record: Opened, source: str, mark: tuple[int, int] | None) -> dict[str, Any] | None:
    if mark is None:
        return None
    query = "SELECT * FROM events WHERE source = $source AND seq = $seq LIMIT 1"
    return record.rows(query, {"source": source, "seq": mark[0]})[0]


def _manifest(record: Opened) -> dict[str, str]:
    """Return the last start that a record's manifest has, its fields by their paths; nothing without a manifest."""
    folders = dict.fromkeys(each.path.parent for each in record.files)
    starts = [start for folder in folders for start in manifest.read(folder / manifest.FILE_NAME).starts]
    return dict(_fields(starts[-1].model_dump(mode="json", exclude={"at"}), "")) if starts else {}


def _fields(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _fields(each, f"{path}.{name}".strip("."))
    else:
        yield path, json.dumps(value, ensure_ascii=False)
