"""Options that several commands have: which home, which port. They reach all processes as environment variables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from gothmud.config import HOME_VARIABLE, Ports, Settings, home_dir, load
from gothmud.errors import StartError
from gothmud.supervisor import running
from world.load import CITIES, find_city

Home = Annotated[
    str, typer.Option("--home", help="Folder of the city's data.", show_default="the platform's data folder")
]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def chosen(home: str, **settings: object) -> tuple[Path, Settings]:
    """Return home and settings; options that were given win over environment and file. Raises ConfigError, CityError."""
    if home:
        os.environ[HOME_VARIABLE] = str(Path(home).expanduser().resolve())
    for name, value in settings.items():
        if value not in (None, "", 0, False):
            meant = _from_anywhere(str(value)) if name == "city__name" else str(value)
            os.environ[f"GOTHMUD_{name}".upper()] = meant
    folder = home_dir()
    return folder, load(folder)


def _from_anywhere(city: str) -> str:
    """Return a city's name or folder so that it means the same to processes that begin in another one."""
    found = find_city(city)
    return city if found.parent == CITIES else str(found.resolve())


def chosen_running(home: str) -> tuple[Path, Ports]:
    """Return home and ports of a city that is up. Raises StartError for one that isn't."""
    folder, _ = chosen(home)
    state = running(folder)
    if state is None:
        raise StartError(f"no city is up in {folder}; start it with 'gothmud up'")
    return folder, Ports.from_base(state["port"])
