"""A city and a person begun: the few lines that somebody goes on from."""

from __future__ import annotations

import re
from pathlib import Path

from gothmud.errors import CityError

SKELETON = Path(__file__).parent / "skeleton"
ID = re.compile(r"[a-z][a-z0-9_-]{1,30}")


def found_city(folder: Path) -> Path:
    """Write the smallest city that is worth a walk into a new folder; return it. Its last part is the city's id.

    Raises CityError where the folder has something in it, or no id can be made of its name.
    """
    if not ID.fullmatch(folder.name):
        raise CityError(f"'{folder.name}' is no city's id; expected small letters, digits and '-', such as 'lake-side'")
    try:
        if folder.exists() and any(folder.iterdir()):
            raise CityError(f"{folder}: there is something in it already; a new city wants a folder of its own")
        for path in SKELETON.rglob("*.*"):
            to = folder / path.relative_to(SKELETON)
            to.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            to.write_text(
                text.replace("CITY_ID", folder.name).replace("CITY_NAME", _name(folder.name)), encoding="utf-8"
            )
    except OSError as error:
        raise CityError(f"{folder}: {error.strerror}") from None
    return folder


def _name(city_id: str) -> str:
    return " ".join(each.capitalize() for each in re.split(r"[-_]+", city_id))
