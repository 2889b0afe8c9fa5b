"""What is odd about the files of a record, a line each: said to whoever reads it, never a reason to stop."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from gothmud.events import KINDS
from gothmud.events.base import VERSION
from gothmud.manifest import FILE_NAME, read
from gothmud.replay.files import RecordFile
from gothmud.replay.opening import Opened

PER_FILE = """
SELECT city, file, count(*) AS lines, count(*) FILTER (WHERE id IS NULL OR kind IS NULL OR seq IS NULL OR source IS NULL
  OR real_time IS NULL) AS useless, count(*) FILTER (WHERE v > $version) AS newer
FROM raw GROUP BY city, file ORDER BY city, file
"""
RANGES = """
SELECT city, source, file, min(seq) AS first, max(seq) AS last, count(*) AS events
FROM events GROUP BY city, source, file ORDER BY city, source, first
"""
UNKNOWN = (
    "SELECT kind, count(*) AS events FROM events WHERE NOT list_contains($known, kind) GROUP BY kind ORDER BY kind"
)


def trouble_in(record: Opened) -> list[str]:
    """Return what is odd: half lines, lines that hold no event, kinds and schemas not known here, cities mixed up."""
    return [
        *(_half(each) for each in record.files if each.half),
        *_lines(record), *_unknown(record), *_mixed(record.rows(RANGES)), *_moved_in(record.files), *_cities(record.files),
    ]  # fmt: skip


def _half(file: RecordFile) -> str:
    return (
        f"{file.path.name}: ends in half a line ({file.half:,} bytes), left out: its writer was cut off, or is writing"
    )


def _lines(record: Opened) -> list[str]:
    found: list[str] = []
    halves = {str(each.path) for each in record.files if each.half}
    for each in record.rows(PER_FILE, {"version": VERSION}):
        if useless := each["useless"] - (each["file"] in halves):  # the half line is told of by itself
            found.append(f"{_name(each)}: {useless:,} of {each['lines']:,} lines hold no event, left out")
        if each["newer"]:
            found.append(
                f"{_name(each)}: {each['newer']:,} events have a newer schema than {VERSION}; what is new isn't read"
            )
    return found


def _unknown(record: Opened) -> list[str]:
    return [
        f"kind '{each['kind']}' isn't known here: {each['events']:,} events; only what all events have is read"
        for each in record.rows(UNKNOWN, {"known": sorted(KINDS)})
    ]


def _mixed(ranges: list[dict[str, Any]]) -> list[str]:
    """Return which files number the same events: two cities in one folder, or one file twice."""
    found: list[str] = []
    for each in ranges:
        if each["events"] > each["last"] - each["first"] + 1:
            found.append(f"{_name(each)}: numbers stand in it twice: are these two cities in one file?")
    for one, other in pairwise(ranges):
        same = (one["city"], one["source"]) == (other["city"], other["source"])
        if same and other["first"] <= one["last"]:
            found.append(
                f"{_name(one)} and {_name(other)} both have {one['source']}-{other['first']}: files of two cities in one "
                f"folder, or one twice; give each city's folder by itself"
            )
    return found


def _moved_in(files: list[RecordFile]) -> list[str]:
    """Return which folders have been the record of more than one city, by their manifests."""
    found: list[str] = []
    for folder in sorted({each.path.parent for each in files}):
        cities = list(dict.fromkeys(each.city for each in read(folder / FILE_NAME).starts))
        if len(cities) > 1:
            found.append(
                f"{folder}: by its manifest it has been the record of {', then '.join(cities)}: cities mixed up"
            )
    return found


def _cities(files: list[RecordFile]) -> list[str]:
    names = sorted({each.city for each in files})
    return [f"{len(names)} cities: {', '.join(names)}"] if len(names) > 1 else []


def _name(row: dict[str, Any]) -> str:
    return row["file"].rsplit("/", 1)[-1]
