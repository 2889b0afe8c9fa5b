"""``gothmud clock``: how city time runs."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from gothmud.cli.options import Home, Json, chosen_running
from gothmud.clock import MAX_RATE
from gothmud.errors import ConfigError, StartError
from gothmud.status import ask_world


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(clock)


def clock(
    pace: Annotated[str, typer.Argument(help="real, xN (such as x60), or fast.")] = "",
    home: Home = "",
    speed: Annotated[str, typer.Option(help="The same as an option.")] = "",
    pause: Annotated[bool, typer.Option(help="Stop city time.")] = False,
    resume: Annotated[bool, typer.Option(help="Let city time run on.")] = False,
    jump: Annotated[str, typer.Option(help="Go to a later city time, such as 2026-11-24T18:00.")] = "",
    as_json: Json = False,
) -> None:
    """Show the city's clock, or change how it runs.

    Fast: city time stands still while any mind thinks, and jumps to what is due next.
    """
    folder, ports = chosen_running(home)
    wanted: dict[str, object] = {"jump": jump} if jump else {}
    if pace or speed:
        wanted |= pace_of(pace or speed, "clock")
    if pause or resume:
        wanted["paused"] = pause
    try:
        state = ask_world(folder, ports, wanted or None)
    except ValueError as error:
        raise ConfigError(f"clock: {error}") from None
    if state is None:
        raise StartError("the world doesn't answer; see 'gothmud logs server'")
    told = state["clock"]
    rate = "fast" if told["fast"] else f"x{told['rate']:g}{', paused' if told['paused'] else ''}"
    print(json.dumps(told) if as_json else f"{told['city'][:19].replace('T', ' ')}, {told['part']}, {rate}")


def pace_of(text: str, command: str) -> dict[str, object]:
    """Return what to ask of the world for 'real', 'fast' or 'x60'. Raises ConfigError for anything else."""
    if text == "fast":
        return {"fast": True}
    try:
        rate = 1.0 if text == "real" else float(text.lower().removeprefix("x"))
    except ValueError:
        rate = 0.0
    if not 0 < rate <= MAX_RATE:
        raise ConfigError(
            f"{command}: found '{text}'; expected real, fast, or a number up to x{MAX_RATE:g} such as x60"
        )
    return {"rate": rate}
