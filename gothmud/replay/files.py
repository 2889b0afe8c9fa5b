"""Which files make a record: one a source and day, JSON lines or sealed as Parquet, of one city or several."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gothmud.errors import RecordError
from gothmud.events import KINDS

NAME = re.compile(r"(?P<source>[a-z][a-z0-9_-]*)-(?P<day>\d{4}-\d\d-\d\d)\.(?:jsonl|parquet)")
KIND = re.compile(rb'"kind":"([a-z_.]+)"')
GLANCES, GLANCE = 16, 16_384  # looks at a file of lines, bytes each
ENDINGS = (".jsonl", ".parquet")
SAMPLE = Path(__file__).parent / "sample"  # the day that ships with the package; a place called so means it


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One file of a record. ``half`` is the number of bytes of a last line that was never finished."""

    path: Path
    city: str
    source: str
    day: str
    half: int = 0

    @property
    def sealed(self) -> bool:
        """Whether it is Parquet."""
        return self.path.suffix == ".parquet"


def files_of(places: list[Path]) -> list[RecordFile]:
    """Return the files in ``places``: homes, record folders, single files, or ``sample``. Raises RecordError where there
    is nothing.

    A city is the folder that a record stands in; it is called by its home.
    """
    paths = list(dict.fromkeys(path for place in places for path in _in(place)))
    folders = list(dict.fromkeys(path.parent for path in paths))
    cities = dict(zip(folders, _names(folders), strict=True))
    return [_file(path, cities[path.parent]) for path in paths]


def _in(place: Path) -> list[Path]:
    place = SAMPLE if str(place) == SAMPLE.name and not place.exists() else place.expanduser().resolve()
    if place.is_file():
        if place.suffix not in ENDINGS:
            raise RecordError(f"{place}: found a file of another kind; expected one that ends in .jsonl or .parquet")
        return [place]
    folder = place / "record" if (place / "record").is_dir() else place
    found = sorted(path for path in folder.glob("*") if path.suffix in ENDINGS and NAME.fullmatch(path.name))
    if not found:
        raise RecordError(f"{place}: found no record; expected a city's home, its folder 'record', or files of it")
    return found


def _names(folders: list[Path]) -> list[str]:
    """Return a name for each folder: its home's, with a number where two are called the same."""
    bare = [folder.parent.name if folder.name == "record" else folder.name for folder in folders]
    return [name if bare.count(name) == 1 else f"{name}-{bare[: n + 1].count(name)}" for n, name in enumerate(bare)]


def _file(path: Path, city: str) -> RecordFile:
    named = NAME.fullmatch(path.name)
    source, day = (named["source"], named["day"]) if named else (path.stem, "")
    return RecordFile(path, city, source, day, half=_half(path) if path.suffix == ".jsonl" else 0)


def _half(path: Path) -> int:
    """Return how many bytes stand after the last newline."""
    with open(path, "rb") as file:
        end = position = file.seek(0, os.SEEK_END)
        while position > 0:
            begin = max(0, position - 65536)
            file.seek(begin)
            found = file.read(position - begin).rfind(b"\n")
            if found >= 0:
                return end - (begin + found + 1)
            position = begin
    return end


def kinds_in_sight(paths: list[Path]) -> set[str]:
    """Return the kinds of event that stand at some places of each file of lines: all that aren't rare."""
    return {found.decode() for path in paths for part in _glances(path) for found in KIND.findall(part)} & KINDS.keys()


def _glances(path: Path) -> Iterator[bytes]:
    """Yield parts of a file, evenly spread."""
    size = path.stat().st_size
    with open(path, "rb") as file:
        for number in range(GLANCES):
            file.seek(max(number * GLANCE, size * number // GLANCES))
            yield file.read(GLANCE)
