"""A new person's file, written beside the others of a city and taken back where the city would no longer be sound."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from gothmud.errors import CityError
from gothmud.persona import Persona
from world.load import load_city
from world.schema import CityPlan


def id_of(name: str) -> str:
    """Return an id for a name. Raises CityError where there is none in it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:31]
    if not re.fullmatch(r"[a-z][a-z0-9_-]{1,30}", found):
        raise CityError(f"name '{name[:40]}': no id can be made of it; expected some plain letters, such as 'Ada'")
    return found


def take_in(folder: Path, person: Persona) -> CityPlan:
    """Write a person's file into a city's folder; return the city with them in it.

    Raises CityError with every finding, and leaves the folder as it was.
    """
    path = folder / "cast" / f"{person.id}.md"
    if path.exists():
        raise CityError(f"{path}: somebody has this id already; take another name")
    path.parent.mkdir(exist_ok=True)
    path.write_text(file_of(person), encoding="utf-8")
    try:
        return load_city(folder)
    except CityError:
        path.unlink()
        raise


def file_of(person: Persona) -> str:
    """Return a person as their file: what is not as by default in front, then the prose."""
    front: dict[str, Any] = person.model_dump(mode="json", exclude_defaults=True, exclude={"prose"})
    for each in front.get("lore", []):
        each["text"] = LiteralScalarString(each["text"]) if "\n" in each["text"] else each["text"]
    stream = io.StringIO()
    yaml = YAML()
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(front, stream)
    return f"---\n{stream.getvalue()}---\n{person.prose.strip()}\n"
