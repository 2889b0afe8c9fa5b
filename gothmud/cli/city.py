"""``gothmud build`` and ``config``: check a city's files; list the settings."""

from __future__ import annotations

from typing import Annotated

import typer

from gothmud import config
from gothmud.cli.options import Home, chosen
from gothmud.supervisor import Supervisor
from world.load import find_city, load_city


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(build)
    app.command(name="config")(settings)


def build(
    city: Annotated[str, typer.Argument(help="A shipped city or the path of a city folder.")] = "",
    home: Home = "",
    check: Annotated[bool, typer.Option(help="Only check the files; no database is touched.")] = False,
) -> None:
    """Bring the database to what the city's files say. (A running city takes it at its next start.)"""
    folder, told = chosen(home, city__name=city)
    plan = load_city(find_city(told.city.name))
    if check:
        print(f"{plan.city.name}: {len(plan.rooms)} rooms, {len(plan.cast)} people, sound.")
        return
    made = Supervisor(folder, told, "").prepare()["made"]
    print(f"{plan.city.name}: new are {', '.join(f'{count} {what}' for what, count in made.items())}.")


def settings(home: Home = "") -> None:
    """List every setting with its value, default and meaning."""
    _, told = chosen(home)
    for section, field in config.known_fields():
        info = type(getattr(told, section)).model_fields[field]
        value = getattr(getattr(told, section), field)
        print(f"{section}.{field} = {value!r}  (default {info.default!r}): {info.description}")
