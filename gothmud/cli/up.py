"""``gothmud up``, ``down``, ``logs``: start a city, stop it, look at what its processes wrote."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import psutil
import typer
from rich.console import Console
from rich.live import Live

from gothmud.child import last_lines
from gothmud.cli.cassette import Tape, TapeMode, inserted, path_of
from gothmud.cli.lighting import lit
from gothmud.cli.options import Home, chosen
from gothmud.cli.status import gathered, shown
from gothmud.clock import block, stopwatch
from gothmud.config import Settings
from gothmud.errors import StartError
from gothmud.status import ask_world
from gothmud.supervisor import LOOK, UP_WITHIN, Supervisor, running

REDRAW = 1.0  # seconds
DOWN_WITHIN = 40.0
WRITE = ("portal", "server", "agents", "model", "painter", "up")  # who writes a log


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(up)
    app.command()(down)
    app.command()(logs)


def up(
    home: Home = "",
    port: Annotated[int, typer.Option(help="Telnet port; web is +1, websocket +2.")] = 0,
    city: Annotated[str, typer.Option(help="A shipped city or the path of a city folder.")] = "",
    endpoint: Annotated[str, typer.Option(help="Base URL of an OpenAI-compatible API.")] = "",
    model: Annotated[str, typer.Option(help="The model's name there.")] = "",
    api_key_env: Annotated[str, typer.Option(help="Environment variable that holds the key.")] = "",
    embedded: Annotated[bool, typer.Option(help="Use the embedded model even if another endpoint runs.")] = False,
    cassette: Tape = "",
    cassette_mode: TapeMode = "",
    speed: Annotated[str, typer.Option(help="City seconds per real second, such as x60.")] = "",
    detach: Annotated[bool, typer.Option(help="Return once the city is up; stop it with 'gothmud down'.")] = False,
) -> None:
    """Start the city: world, model, minds. Ctrl-C stops all of it."""
    folder, settings = chosen(
        home, city__port=port, city__name=city, model__endpoint=endpoint, model__name=model,
        model__api_key_env=api_key_env, model__embedded=embedded, model__cassette=path_of(cassette),
        model__cassette_mode=cassette_mode, city__speed=speed.removeprefix("x"),
    )  # fmt: skip
    settings = inserted(folder, settings)
    if running(folder):
        raise StartError(f"a city is up in {folder} already; 'gothmud down' stops it, --home starts another")
    if detach:
        return _detached(folder, ["--speed", speed] if speed else [])
    _attached(folder, settings, settings.city.speed if speed else None)


def _attached(folder: Path, settings: Settings, speed: float | None) -> None:
    console = Console()
    with suppress(KeyboardInterrupt), lit(folder, settings, console) as supervisor:
        if speed is not None:
            ask_world(folder, supervisor.ports, {"rate": speed})
        if console.is_terminal:
            _watch(console, supervisor)
        console.print(shown(gathered(folder)))
        while True:
            supervisor.look()
            block(LOOK)


def _watch(console: Console, supervisor: Supervisor) -> None:
    with Live(shown(gathered(supervisor.home)), console=console, refresh_per_second=2, transient=True) as live:
        drawn = stopwatch()
        while True:
            supervisor.look()
            if stopwatch() - drawn >= REDRAW:
                live.update(shown(gathered(supervisor.home)))
                drawn = stopwatch()
            block(LOOK)


def _detached(folder: Path, options: list[str]) -> None:
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    path = folder / "logs" / "up.log"
    with open(path, "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gothmud", "up", *options], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            start_new_session=True, env={**os.environ, "GOTHMUD_HOME": str(folder)},
        )  # fmt: skip
    deadline = stopwatch() + UP_WITHIN + 60
    while stopwatch() < deadline:
        if process.poll() is not None:
            raise StartError(path.read_text(encoding="utf-8", errors="replace").strip() or f"it ended; see {path}")
        if running(folder) and not gathered(folder)["missing"]:
            print(path.read_text(encoding="utf-8", errors="replace").strip())
            return
        block(LOOK)
    raise StartError(f"the city did not come up; see {path}")


def down(home: Home = "") -> None:
    """Stop a city that runs detached (or in another terminal)."""
    folder, _ = chosen(home)
    state = running(folder)
    if state is None:
        print(f"No city is up in {folder}.")
        return
    process = psutil.Process(state["pid"])
    process.terminate()
    with suppress(psutil.TimeoutExpired):
        process.wait(DOWN_WITHIN)
        print("The city is down.")
        return
    raise StartError(f"the supervisor (pid {state['pid']}) didn't stop within {DOWN_WITHIN:.0f} s")


def logs(
    home: Home = "",
    process: Annotated[str, typer.Argument(help=f"{', '.join(WRITE)}; empty for all.")] = "",
    lines: Annotated[int, typer.Option("--lines", "-n", help="How many of the last lines.")] = 20,
) -> None:
    """Show the last lines of what the processes wrote."""
    folder, _ = chosen(home)
    files = [folder / "logs" / f"{name}.log" for name in ([process] if process else WRITE)]
    found = [each for each in files if each.exists()]
    if not found:
        raise StartError(f"no log of '{process or 'any process'}' in {folder / 'logs'}")
    for each in found:
        print(f"==> {each.name} <==")
        print("\n".join(last_lines(each, lines)))
