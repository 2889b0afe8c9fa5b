"""A cassette put in: what it says of city, seed and first hour holds for the city that is started with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from agents.cassette import Label, checked, label_of
from gothmud.clock import founding, local_wall
from gothmud.config import Settings, load
from gothmud.errors import ConfigError
from world.load import find_city, load_city

Tape = Annotated[str, typer.Option("--cassette", help="File to record the model's answers on, and replay them from.")]
TapeMode = Annotated[
    str, typer.Option(help="auto (ask for what isn't on it), record (ask for all), or replay (ask nobody).")
]


def path_of(cassette: str) -> str:
    """Return a cassette's path as the processes of a city need it, which run in another folder."""
    return str(Path(cassette).expanduser().resolve()) if cassette else ""


def inserted(folder: Path, settings: Settings, *, waits: bool = False) -> Settings:
    """Return the settings with what their cassette says. With ``waits`` somebody will set the clock: until then that of a
    new city stands still. Raises ConfigError for a cassette of another city, or none to replay."""
    if not settings.model.cassette:
        return settings
    path = folder / settings.model.cassette
    label, begins, seed = label_of(path), settings.city.begins, settings.city.seed
    if label:
        checked(path, label, load_city(find_city(settings.city.name)).city.name, settings.model.name)
        begins, seed = label.begins, label.seed
    elif settings.model.cassette_mode == "replay":
        raise ConfigError(f"cassette {path}: found no such file; it is recorded by a run with --cassette alone")
    elif not (folder / "city.db3").exists():
        begins = begins or founding(local_wall())
    os.environ |= {
        "GOTHMUD_MODEL__CASSETTE": str(path), "GOTHMUD_CITY__SEED": str(seed), "GOTHMUD_CITY__WAITS": str(waits).lower(),
    }  # fmt: skip
    if begins:
        os.environ["GOTHMUD_CITY__BEGINS"] = begins.isoformat()
    return load(folder)


def replayed(settings: Settings) -> Label | None:
    """Return the label of the cassette that answers instead of an endpoint, or None where there is none."""
    model = settings.model
    return label_of(Path(model.cassette)) if model.cassette and model.cassette_mode == "replay" else None


def same_model(settings: Settings, name: str) -> None:
    """Raise ConfigError where the cassette of the settings is of another model than the endpoint's."""
    if settings.model.cassette and (label := label_of(Path(settings.model.cassette))):
        checked(Path(settings.model.cassette), label, "", name)
