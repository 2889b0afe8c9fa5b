"""``gothmud agent show NAME``: a mind's context exactly as the model gets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from agents.session import Entry, read_context
from gothmud.cli.options import Home, Json, chosen
from gothmud.errors import ConfigError, nearest

COLOURS = {
    "header": "cyan", "compaction": "magenta", "percept": "", "note": "yellow", "thought": "italic", "reply": "green",
    "outcome": "dim", "cue": "dim",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Look into a mind.", no_args_is_help=True)
    group.command()(show)
    app.add_typer(group, name="agent")


def show(
    name: Annotated[str, typer.Argument(help="The person's id, such as ada.")], home: Home = "", as_json: Json = False
) -> None:
    """Print a mind's context from top to bottom, coloured by kind of entry."""
    folder, _ = chosen(home)
    entries = read_context(_session_file(folder, name))
    if as_json:
        print(json.dumps([each.model_dump(mode="json") for each in entries], indent=1))
        return
    Console(soft_wrap=True).print(painted(entries), end="")


def painted(entries: list[Entry]) -> Text:
    """Return the entries' texts, to the byte, each in its kind's colour."""
    return Text.assemble(*((each.text, COLOURS.get(each.kind, "")) for each in entries if each.text))


def _session_file(folder: Path, name: str) -> Path:
    path = folder / "minds" / name / "session.jsonl"
    if not path.exists():
        known = [each.parent.name for each in (folder / "minds").glob("*/session.jsonl")]
        raise ConfigError(f"agent '{name}': no such mind in {folder}{nearest(name, known)}")
    return path
