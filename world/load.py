"""Read a city's files. Every finding says where (file:line), what was found, what was expected, the nearest word."""

from __future__ import annotations

import reprlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from gothmud.errors import CityError, nearest
from gothmud.persona import Persona
from world.check import check
from world.clean import unclean
from world.schema import CityFile, CityPlan, Room
from world.source import Source
from world.yearbook import Yearbook

MAX_FILE = 1_000_000  # bytes of one city file
CITIES = Path(__file__).parent / "cities"


def find_city(name: str) -> Path:
    """Return the folder of a city: a shipped one by name, or a path. Raises CityError with the nearest name."""
    for path in (CITIES / name, Path(name).expanduser()):
        if (path / "city.yaml").is_file():
            return path
    shipped = [each.name for each in CITIES.iterdir() if (each / "city.yaml").is_file()]
    raise CityError(f"'{name}' is no city: no folder with a city.yaml{nearest(name, shipped)}")


def load_city(folder: Path) -> CityPlan:
    """Return the city of a folder, checked. Raises CityError that holds every finding, one a line."""
    findings: list[str] = []
    city_source = _source(folder / "city.yaml", findings)
    city = _shape(CityFile, city_source, findings) if city_source else None
    rooms = [pair for path in sorted((folder / "rooms").glob("*.yaml")) for pair in _rooms(path, findings)]
    cast = [pair for path in sorted((folder / "cast").glob("*.md")) for pair in _person(path, findings)]
    yearbook = _yearbook(folder, findings, {room.id for room, _, _ in rooms})
    if city and city_source and not findings:
        findings += check(city, city_source, rooms, cast)
    if findings or city is None:
        raise CityError("\n".join(findings))
    return CityPlan(
        city=city, rooms=[room for room, _, _ in rooms], cast=[person for person, _ in cast], yearbook=yearbook
    )


def _yearbook(folder: Path, findings: list[str], rooms: set[str]) -> Yearbook:
    """Return the city's yearbook; one without a file has no feasts and no paper."""
    path = folder / "yearbook.yaml"
    source = _source(path, findings) if path.is_file() else None
    book = _shape(Yearbook, source, findings) if source else None
    if source is None or book is None:
        return Yearbook()
    findings += _decorated(book, source, rooms)
    return book


def _decorated(book: Yearbook, source: Source, rooms: set[str]) -> Iterator[str]:
    for number, feast in enumerate(book.feasts):
        for room in sorted(feast.rooms.keys() - rooms):
            at = source.where("feasts", number, "rooms", room)
            yield f"{at}: feast '{feast.name}' decorates '{room}', which is no room{nearest(room, rooms)}"


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_FILE:
            raise CityError(f"{path}: {path.stat().st_size} bytes; at most {MAX_FILE} are read")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CityError(f"{path}: no such file") from None
    except UnicodeDecodeError:
        raise CityError(f"{path}: no UTF-8 text") from None
    except OSError as error:
        raise CityError(f"{path}: {error.strerror}") from None


def _source(path: Path, findings: list[str]) -> Source | None:
    try:
        return Source(path, _read(path))
    except CityError as error:
        findings.append(str(error))
        return None


def _rooms(path: Path, findings: list[str]) -> list[tuple[Room, Source, int]]:
    source = _source(path, findings)
    if source is None:
        return []
    if not isinstance(source.value, list):
        findings.append(f"{path}:1: found {_called(source.value)}, expected a list of rooms")
        return []
    shaped = [(_shape(Room, source, findings, (index,)), source, index) for index in range(len(source.value))]
    return [(room, source, index) for room, source, index in shaped if room]


def _person(path: Path, findings: list[str]) -> list[tuple[Persona, Source]]:
    try:
        head, prose, first_line = _front_matter(path, _read(path))
        source = Source(path, head, first_line)
    except CityError as error:
        findings.append(str(error))
        return []
    person = _shape(Persona, source, findings, extra={"prose": prose.strip()})
    return [(person, source)] if person else []


def _front_matter(path: Path, text: str) -> tuple[str, str, int]:
    if not text.startswith("---\n"):
        raise CityError(f"{path}:1: found no front matter; expected '---', fields, '---', then prose")
    head, mark, prose = f"{text[4:]}\n".partition("\n---\n")
    if not mark:
        raise CityError(f"{path}:1: the front matter has no end; expected a line '---' after its fields")
    return head + "\n", prose, 2


def _shape[Shape: BaseModel](
    model: type[Shape],
    source: Source,
    findings: list[str],
    at: tuple[Any, ...] = (),
    extra: dict[str, Any] | None = None,
) -> Shape | None:
    value = source.value
    for part in at:
        value = value[part]
    if not isinstance(value, dict):
        findings.append(f"{source.where(*at)}: found {_called(value)}, expected fields")
        return None
    try:
        shaped = model.model_validate({**value, **(extra or {})})
    except ValidationError as error:
        findings += [_finding(model, source, at, dict(each)) for each in error.errors()]
        return None
    findings += [f"{source.where(*at, *loc)}: {'.'.join(map(str, loc))}: {what}" for loc, what in unclean(shaped)]
    return shaped


def _finding(model: type[BaseModel], source: Source, at: tuple[Any, ...], error: dict[str, Any]) -> str:
    loc = tuple(error["loc"])
    field = ".".join(str(part) for part in loc)
    if error["type"] == "extra_forbidden":
        return f"{source.where(*at, *loc)}: '{field}' is no field here{nearest(str(loc[-1]), _fields(model, loc[:-1]))}"
    if error["type"] == "missing":
        return f"{source.where(*at, *loc[:-1])}: field '{field}' is missing"
    return f"{source.where(*at, *loc)}: {field}: found {_short(error['input'])}; {error['msg']}"


def _fields(model: type[BaseModel], loc: tuple[Any, ...]) -> list[str]:
    """Return the field names of the model that stands at ``loc`` below ``model``."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            inner = model.model_fields[part].annotation
            candidates = [inner, *getattr(inner, "__args__", ())]
            model = next((each for each in candidates if isinstance(each, type) and issubclass(each, BaseModel)), model)
    return list(model.model_fields)


def _called(value: Any) -> str:
    """Return what a YAML value is, in words."""
    kinds = {dict: "fields", list: "a list", str: "text", type(None): "nothing"}
    return next((word for kind, word in kinds.items() if isinstance(value, kind)), type(value).__name__)


def _short(value: Any) -> str:
    return reprlib.repr(value)
