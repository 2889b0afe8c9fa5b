"""``gothmud tower``: what the watcher has filed, and what it would see of the audit log."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from agents.tower.desk import FILE, State
from agents.tower.digest import rendered
from agents.tower.reading import Marks, gained, sizes
from agents.tower.usual import Usual, unusual
from agents.tower.watching import Curfew, Watching
from gothmud.cli.options import Home, Json, chosen
from gothmud.clock import wall
from gothmud.config import Tower
from gothmud.errors import ConfigError, nearest
from gothmud.ledger import moment
from gothmud.persona import Persona

REPORTS = "vault/reports"
NEWEST = 20
NOBODY = 0


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Read what the watcher in the tower has filed.", no_args_is_help=True)
    for command in (reports, report, digest):
        group.command()(command)
    app.add_typer(group, name="tower")


def reports(
    all_of_them: Annotated[bool, typer.Option("--all", help="Not only the newest twenty.")] = False,
    home: Home = "",
    as_json: Json = False,
) -> None:
    """List the reports, the newest last, with the beginning of each."""
    folder, _ = chosen(home)
    found = _reports(folder)
    shown = {name: _begins(found[name]) for name in list(found)[0 if all_of_them else -NEWEST :]}
    print(json.dumps(shown, indent=1) if as_json else "\n".join(f"{name}  {text}" for name, text in shown.items()))


def report(
    name: Annotated[str, typer.Argument(help="Its id, such as 2026-11-25-1220; empty: the newest.")] = "",
    home: Home = "",
) -> None:
    """Print a report."""
    folder, _ = chosen(home)
    found = _reports(folder)
    wanted = name or next(reversed(found), "")
    if wanted not in found:
        raise ConfigError(f"tower: report '{wanted}': found none in {folder}{nearest(wanted, found)}")
    print(found[wanted].read_text(encoding="utf-8"), end="")


def digest(
    since: Annotated[
        str, typer.Option(help="1h, 7d, or a day such as 2026-11-24; real time, UTC. Empty: all there is.")
    ] = "",
    tokens: Annotated[int, typer.Option(min=50, max=100_000, help="How long it may be.")] = 2000,
    home: Home = "",
) -> None:
    """Print what the watcher would see of the audit log, each line with its place there."""
    folder, settings = chosen(home)
    stretch = _watched(folder, settings.tower, moment(since, wall())).ended()
    found = unusual(stretch, _usual(folder), wall().replace(tzinfo=None), NOBODY)
    print(rendered(stretch, [each for each in found if each.kind != "gone"], tokens))


def _watched(folder: Path, rules: Tower, since: datetime | None) -> Watching:
    """Return the log from a real moment on, taken in."""
    watching = Watching(0, Curfew.of(rules.curfew), whispers=rules.whispers)
    begins = since.isoformat(timespec="milliseconds").encode() if since else b""
    upto = {day: size for day, size in sizes(folder / "audit").items() if day.encode() >= begins[:10]}
    for spot, raw in gained(folder / "audit", Marks(), upto):
        at = raw.find(b'"real":"') + len(b'"real":"')
        if raw[at : at + len(begins)] >= begins:
            watching.take(spot, raw)
    return watching


def _watchers(folder: Path) -> list[Path]:
    """Return the folders of the minds whose trade it is."""
    files = sorted((folder / "minds").glob("*/persona.json"))
    cast = ((each.parent, Persona.model_validate_json(each.read_text(encoding="utf-8"))) for each in files)
    return [mind for mind, persona in cast if persona.trade == "watcher"]


def _reports(folder: Path) -> dict[str, Path]:
    """Return the reports of a city by id, oldest first. Raises ConfigError where nobody watches."""
    watchers = _watchers(folder)
    if not watchers:
        raise ConfigError(f"tower: nobody in {folder} has the trade 'watcher'; see docs/tower.md")
    files = (page for each in watchers for page in (each / REPORTS).glob("*.md"))
    return {each.stem: each for each in sorted(files, key=lambda page: page.name)}


def _usual(folder: Path) -> Usual:
    for each in _watchers(folder):
        if (each / FILE).exists():
            return State.model_validate_json((each / FILE).read_bytes()).usual
    return Usual()


def _begins(page: Path) -> str:
    """Return the first words of a report."""
    lines = [each for each in page.read_text(encoding="utf-8").splitlines() if each and not each.startswith("#")]
    text = lines[0] if lines else ""
    return text if len(text) <= 110 else f"{text[:106].rpartition(' ')[0]} ..."
