"""``gothmud forget``: somebody's words go out of the audit log."""

from __future__ import annotations

from typing import Annotated

import typer

from gothmud.blanking import blank
from gothmud.cli.options import Home, chosen


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(forget)


def forget(
    name: Annotated[str, typer.Argument(help="The character's name.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    home: Home = "",
) -> None:
    """Blank somebody's words in the audit log, for ever; who they were, where and when stays.

    Works while the city is up. What minds have noted goes when the person types 'forget me yes' in the city.
    """
    folder, _ = chosen(home)
    if not yes:
        typer.confirm(f"Blank the words of {name} in {folder / 'audit'}? This can't be taken back.", abort=True)
    print(f"{blank(folder / 'audit', name):,} lines had words of {name}; they are blank now.")
