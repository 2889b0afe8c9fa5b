"""``gothmud build``, ``export``, ``new`` and ``config``: a city from its files, and back to files; the settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gothmud import config
from gothmud.building import Told, apply_live, stored_pieces
from gothmud.cli.options import Home, chosen
from gothmud.errors import ConfigError
from gothmud.supervisor import Supervisor, running
from world.exporting import export_city
from world.founding import found_city
from world.load import find_city, load_city
from world.schema import CityPlan, json_schemas

City = Annotated[str, typer.Argument(help="A shipped city or the path of a city folder.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(build)
    app.command()(export)
    app.command()(new)
    app.command(name="config")(settings)


def build(
    city: City = "",
    home: Home = "",
    check: Annotated[bool, typer.Option(help="Only check the files; no database is touched.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Only show what would be done.")] = False,
    prune: Annotated[
        bool, typer.Option(help="Remove what is no longer in the files; people and their things stay.")
    ] = False,
    schema: Annotated[
        str, typer.Option(help="Write the files' JSON Schemas into this folder, for editors, and end.")
    ] = "",
) -> None:
    """Plan, then build: bring the city to what its files say, in place, all or nothing. A running city goes on meanwhile."""
    if schema:
        return _write_schemas(Path(schema))
    folder, told = chosen(home, city__name=city)
    plan = load_city(find_city(told.city.name))
    if check:
        print(f"{plan.city.name}: {len(plan.rooms):,} rooms, {len(plan.cast):,} people, sound.")
    elif state := running(folder):
        options = {"prune": prune, "dry_run": dry_run}
        _tell(_watched(lambda told_of: apply_live(folder, state["port"], plan, **options, told=told_of)), plan, dry_run)
    else:
        flags = [name for name, on in (("--prune", prune), ("--dry-run", dry_run)) if on]
        _tell(_watched(lambda told_of: Supervisor(folder, told, "").prepare(*flags, told=told_of)), plan, dry_run)


def export(
    to: Annotated[str, typer.Option(help="Folder for the files; the city's own folder takes them in place.")],
    city: City = "",
    home: Home = "",
) -> None:
    """Write a city as it is in the game back to files that build it; comments and order of its present files are kept."""
    folder, told = chosen(home, city__name=city)
    source, target = find_city(told.city.name), Path(to).expanduser()
    changed = export_city(source, target, stored_pieces(folder, told))
    load_city(target)
    print(f"{target}: {f'changed are {", ".join(changed)}' if changed else 'as the files were'}.")


def new(
    city: Annotated[str, typer.Argument(help="Folder of the new city; its last part is the city's id.")],
) -> None:
    """Begin a city: a folder with three rooms and one person, to build, to walk and to go on from."""
    folder = found_city(Path(city).expanduser())
    plan = load_city(folder)
    print(
        f"{plan.city.name}: {len(plan.rooms)} rooms and {plan.cast[0].name}, in {folder}. Next: gothmud up --city {folder}"
    )


def _watched(work: Callable[[Told], object]) -> dict[str, Any]:
    """Do something that tells its plan and how far it is; show that, and return all that was told."""
    columns = (TextColumn("Building"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar, last = Progress(*columns, console=Console(stderr=True), transient=True), {}
    task = bar.add_task("", total=None)

    def told_of(line: dict[str, Any]) -> None:
        last.update(line)
        if "plan" in line:
            _show(line["plan"])
        elif "done" in line:
            bar.update(task, completed=line["done"], total=line["of"])

    with bar:
        work(told_of)
    return last


def _tell(built: dict[str, Any], plan: CityPlan, dry_run: bool) -> None:
    would = " would be" if dry_run and built["counts"] != "nothing to do" else ""
    print(f"{plan.city.name}:{would} {built['counts']}.{_held(built)}")


def _held(built: dict[str, Any]) -> str:
    """Return how a running city bore it."""
    if "longest" not in built:
        return ""
    return (
        f" It took {built['seconds']:.1f} s; the city went on, and never waited longer than {built['longest']:.2f} s."
    )


def _show(lines: list[str]) -> None:
    for each in lines:
        print(each, flush=True)


def _write_schemas(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in json_schemas().items():
            (folder / f"{name}.schema.json").write_text(json.dumps(schema, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"build: --schema {folder}: {error.strerror}") from None
    print(f"{folder}: {', '.join(f'{name}.schema.json' for name in json_schemas())}")


def settings(home: Home = "") -> None:
    """List every setting with its value, default and meaning."""
    _, told = chosen(home)
    for section, field in config.known_fields():
        info = type(getattr(told, section)).model_fields[field]
        value = getattr(getattr(told, section), field)
        print(f"{section}.{field} = {value!r}  (default {info.default!r}): {info.description}")
