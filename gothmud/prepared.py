"""Whether a home was prepared by this very code and these city files: then a start need not do it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from world.load import find_city

ROOT = Path(__file__).resolve().parents[1]
CODE = ("server", "typeclasses", "world")  # what decides how a city is built


def fingerprint(city: str) -> str:
    """Return a hash of the code that builds cities and of a city's files. Raises CityError for no city."""
    digest = hashlib.sha256()
    for path in _files(find_city(city)):
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def is_prepared(home: Path, mark: str) -> bool:
    """Return whether the home was last prepared with this fingerprint and still has its database."""
    path = home / "run" / "prepared"
    return (home / "city.db3").exists() and path.exists() and path.read_text() == mark


def set_prepared(home: Path, mark: str) -> None:
    """Note the fingerprint with which the home was prepared."""
    (home / "run" / "prepared").write_text(mark)


def forget_prepared(home: Path) -> None:
    """Let the next start prepare the home, whatever its files are."""
    (home / "run" / "prepared").unlink(missing_ok=True)


def _files(city: Path) -> Iterator[Path]:
    for folder in CODE:
        yield from sorted((ROOT / folder).rglob("*.py"))
    yield from sorted(path for path in city.rglob("*") if path.suffix in (".yaml", ".md"))
