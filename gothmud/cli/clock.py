"""``gothmud clock``: how city time runs."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from gothmud.cli.options import Home, Json, chosen_running
from gothmud.errors import ConfigError, StartError
from gothmud.status import ask_world


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(clock)


def clock(
    home: Home = "",
    speed: Annotated[str, typer.Option(help="City seconds per real second, such as x60.")] = "",
    pause: Annotated[bool, typer.Option(help="Stop city time.")] = False,
    resume: Annotated[bool, typer.Option(help="Let city time run on.")] = False,
    jump: Annotated[str, typer.Option(help="Go to a later city time, such as 2026-11-24T18:00.")] = "",
    as_json: Json = False,
) -> None:
    """Show the city's clock, or change how it runs."""
    folder, ports = chosen_running(home)
    wanted: dict[str, object] = {"jump": jump} if jump else {}
    if speed:
        wanted["rate"] = _rate(speed)
    if pause or resume:
        wanted["paused"] = pause
    try:
        state = ask_world(folder, ports, wanted or None)
    except ValueError as error:
        raise ConfigError(f"clock: {error}") from None
    if state is None:
        raise StartError("the world doesn't answer; see 'gothmud logs server'")
    told = state["clock"]
    paused = ", paused" if told["paused"] else ""
    print(
        json.dumps(told)
        if as_json
        else f"{told['city'][:19].replace('T', ' ')}, {told['part']}, x{told['rate']:g}{paused}"
    )


def _rate(speed: str) -> float:
    try:
        return float(speed.lower().removeprefix("x"))
    except ValueError:
        raise ConfigError(f"clock: --speed: found '{speed}'; expected a number such as x60") from None
