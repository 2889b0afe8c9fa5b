"""``gothmud freeze`` and ``gothmud thaw``: no call leaves for the model until it is wanted again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gothmud import freeze as switch
from gothmud.cli.options import Home, chosen
from gothmud.config import Ports
from gothmud.status import ask_minds
from gothmud.supervisor import running


def register(app: typer.Typer) -> None:
    """Add both commands."""
    app.command()(freeze)
    app.command()(thaw)


def freeze(
    home: Home = "",
    why: Annotated[str, typer.Option(help="Shown by 'gothmud status' and kept in the record.")] = "by hand",
) -> None:
    """Freeze the minds: no call leaves for the model until 'gothmud thaw'. The city goes on, on dice.

    Calls on their way are finished. It outlives restarts, and may be said while the city is down.
    """
    folder, _ = chosen(home)
    switch.freeze(folder, " ".join(why.split())[:200])
    _tell(folder, "The minds are frozen; 'gothmud thaw' wakes them.")


def thaw(home: Home = "") -> None:
    """Let frozen minds think again."""
    folder, _ = chosen(home)
    switch.thaw(folder)
    _tell(folder, "The minds think again.")


def _tell(folder: Path, text: str) -> None:
    """Have a running city look at the switch; say what holds."""
    state = running(folder)
    if state is None:
        print(f"{text} (No city is up in {folder}: it holds from its next start.)")
    elif ask_minds(folder, Ports.from_base(state["port"]), "freeze") is None:
        print(f"{text} (The agents process doesn't answer: it holds once it does.)")
    else:
        print(text)
