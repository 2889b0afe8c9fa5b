"""``gothmud replay``: read the record of one or many days, of one city or several."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from gothmud.cli.options import Home, Json, chosen
from gothmud.cli.table import as_csv, as_json_text, printed
from gothmud.replay.opening import Opened, opened
from gothmud.replay.trouble import trouble_in

Logs = Annotated[
    list[str] | None,
    typer.Argument(
        help="Homes, record folders, files, or 'sample'; the home's own record unless said.", show_default=False
    ),
]
Csv = Annotated[bool, typer.Option("--csv", help="As CSV.")]


class Reading(TyperGroup):
    """The group: what is no command of it is a record, and read as ``summary`` does."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put ``summary`` before arguments that begin with no command."""
        if not {*args} & {"-h", "--help"} and (not args or args[0] not in self.commands):
            args = ["summary", *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    from gothmud.cli import (
        replay_day,
        replay_diff,
        replay_export,
        replay_numbers,
        replay_sample,
        replay_watch,
        replay_why,
    )

    group = typer.Typer(help="Read the record.", cls=Reading)
    for module in (replay_day, replay_why, replay_numbers, replay_diff, replay_watch, replay_sample):
        for command in module.COMMANDS:
            group.command()(command)
    group.command()(sql)
    replay_export.register(group)
    app.add_typer(group, name="replay")


@contextmanager
def reading(logs: list[str] | None, home: str, *, quiet: bool = False) -> Iterator[Opened]:
    """Open the record that a command was given; say what is odd about its files on the error stream."""
    places = [Path(each) for each in logs] if logs else [chosen(home)[0]]
    with opened(places) as record:
        record.gather()
        if not quiet:
            for line in trouble_in(record):
                print(line, file=sys.stderr)
        yield record


def sql(
    query: Annotated[str, typer.Argument(help="SQL over the views that docs/replay.md lists.")],
    logs: Logs = None,
    home: Home = "",
    csv: Csv = False,
    as_json: Json = False,
) -> None:
    """Ask the record in SQL (DuckDB's)."""
    with reading(logs, home) as record:
        rows = record.rows(query)
    print(as_csv(rows) if csv else as_json_text(rows) if as_json else printed(rows))
