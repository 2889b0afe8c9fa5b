"""``gothmud archive``: seal the finished days of a record as Parquet."""

from __future__ import annotations

from dataclasses import asdict

import typer

from gothmud.cli.options import Home, Json, chosen
from gothmud.cli.table import as_json_text
from gothmud.replay.sealing import Sealed, finished_days, seal


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(archive)


def archive(home: Home = "", as_json: Json = False) -> None:
    """Seal finished days as Parquet: written, read back, compared event by event, only then the lines are removed.

    The newest file of each process stays as it is. Exit status 1 where a finished day couldn't be sealed.
    """
    folder, _ = chosen(home)
    done = [seal(path) for path in finished_days(folder / "record")]
    if as_json:
        print(as_json_text([asdict(each) for each in done]))
    else:
        print("\n".join(map(_told, done)) or f"no finished day to seal in {folder / 'record'}")
    raise typer.Exit(1 if any(each.trouble for each in done) else 0)


def _told(each: Sealed) -> str:
    if each.trouble:
        return f"{each.path.name}: left as it is: {each.trouble}"
    torn = f"; {each.torn:,} bytes of a half line were set aside" if each.torn else ""
    return f"{each.path.name}: {each.events:,} events sealed, {each.before:,} bytes became {each.after:,}{torn}"
