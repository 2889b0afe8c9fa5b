"""What a home knows of its people beyond the record: who they are meant to be, where their plan's places are, what their
notes say. Only where the record's files lie in their home; elsewhere there is nothing of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from gothmud.errors import RecordError
from gothmud.journal import read_lines
from gothmud.persona import Persona
from gothmud.replay.names import homes_of
from gothmud.replay.opening import Opened

if TYPE_CHECKING:
    from agents.memory.history import Change

PLACES = """
SELECT tag.db_key, held.objectdb_id FROM objects_objectdb_db_tags AS held JOIN typeclasses_tag AS tag ON tag.id = held.tag_id
WHERE tag.db_category = 'city_id'
"""


def personas_in(record: Opened) -> dict[tuple[str, str], Persona]:
    """Return the minds' personas, by city and agent. Raises RecordError for one that can't be read."""
    return {
        (city, path.parent.name): _persona(path)
        for city, home in homes_of(record).items()
        for path in sorted((home / "minds").glob("*/persona.json"))
    }


def bodies_in(record: Opened) -> dict[tuple[str, str], int]:
    """Return the bodies' numbers, by city and agent."""
    rows = record.rows("SELECT city, agent, min(who) AS who FROM people WHERE agent <> '' GROUP BY ALL")
    return {(each["city"], each["agent"]): each["who"] for each in rows}


def places_in(record: Opened) -> dict[tuple[str, str], int]:
    """Return the rooms' numbers, by city and the id that city files and plans call them by."""
    return {(city, key): number for city, home in homes_of(record).items() for key, number in _places(home).items()}


def changes_in(record: Opened) -> dict[tuple[str, str], list[Change]]:
    """Return every change of the minds' notes, oldest first, by city and agent. Raises RecordError for a broken file."""
    return {
        (city, folder.parent.name): _changes(folder)
        for city, home in homes_of(record).items()
        for folder in sorted((home / "minds").glob("*/vault"))
    }


def _persona(path: Path) -> Persona:
    try:
        return Persona.model_validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        raise RecordError(f"{path}: no persona: {str(error).splitlines()[0]}; move it away to go on without") from None


def _changes(folder: Path) -> list[Change]:
    from agents.memory.history import FILE, Change  # minds' modules take 0.2 s, and few records have notes

    path = folder / FILE
    try:
        return [Change.model_validate(each) for each in read_lines(path)]
    except ValidationError as error:
        raise RecordError(f"{path}: no history of notes: {str(error).splitlines()[0]}") from None


def _places(home: Path) -> dict[str, int]:
    path = home / "city.db3"
    if not path.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return dict(database.execute(PLACES).fetchall())
    except sqlite3.Error:
        return {}
