"""``gothmud replay watch``: the day again, in the terminal or on the page's map."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.text import Text

from gothmud.cli.keys import keys
from gothmud.cli.options import Home
from gothmud.cli.replay import Logs, reading
from gothmud.clock import stopwatch
from gothmud.errors import StartError
from gothmud.replay.pages import serve
from gothmud.replay.player import Player
from gothmud.replay.reel import Reel
from gothmud.replay.scene import moment
from gothmud.replay.screen import Screen, line

LOOK = 0.1  # seconds
STEP = timedelta(minutes=10)


def watch(
    logs: Logs = None,
    speed: Annotated[float, typer.Option(help="City seconds a real second, 1 to 3600.")] = 60.0,
    begin: Annotated[str, typer.Option("--from", help="City time: 18:05 (of the last day), or 2026-11-24T18:05.")] = "",
    follow: Annotated[str, typer.Option(help="See with this person's eyes: a name, a mind's id, a number.")] = "",
    city: Annotated[str, typer.Option(help="Which, where the record is of several.")] = "",
    web: Annotated[bool, typer.Option("--web", help="Serve it as a page on this machine, with a map.")] = False,
    port: Annotated[int, typer.Option(help="Of the page; 0 takes a free one.")] = 0,
    home: Home = "",
) -> None:
    """Watch the day again, line by line. Space pauses, arrows seek and change the speed, f follows somebody, q quits.

    Where the output is no terminal, all lines are printed at once.
    """
    with reading(logs, home) as record:
        reel = Reel(record, city)
        who = reel.names.find_person(follow).who if follow else None
        at = moment(record, reel.city, begin) if begin else reel.begins
        console = Console(highlight=False)
        if web:
            _on_the_web(reel, port, lambda url: console.print(f"{url}{_fragment(at, who)}  (Ctrl-C stops)"))
        elif console.is_terminal:
            _on_screen(console, Player(reel, at, speed, who))
        else:
            for each in reel.beats(reel.state_at(at), reel.ends + timedelta(seconds=1), who):
                if each.text:
                    print(Text.from_ansi(line(reel, each, who)).plain)


def _on_the_web(reel: Reel, port: int, ready: Callable[[str], Any]) -> None:
    """Serve the page until Ctrl-C. Raises StartError for a port that can't be listened on."""
    try:
        serve(reel, port, ready)
    except OSError as error:
        raise StartError(f"replay watch: --port {port}: {error.strerror}; without --port a free one is taken") from None


def _on_screen(console: Console, player: Player) -> None:
    """Play until ``q``."""
    screen, looked = Screen(player), stopwatch()
    screen.take(player.lately())
    with keys() as key, Live(console=console, screen=True, auto_refresh=False) as live:
        while (pressed := key(LOOK)) != "q":
            now = stopwatch()
            screen.take(player.forward(now - looked))
            looked = now
            if _obeyed(player, pressed):
                screen.clear()
                screen.take(player.lately())
            live.update(screen.drawn(console), refresh=True)


def _obeyed(player: Player, key: str) -> bool:
    """Do what a key says; return whether what was read no longer holds."""
    match key:
        case " ":
            player.paused = not player.paused
        case "up" | "down":
            player.faster(2.0 if key == "up" else 0.5)
        case "left" | "right":
            player.seek(player.at + (STEP if key == "right" else -STEP))
        case "f":
            player.follow_next()
    return key in ("left", "right", "f")


def _fragment(at: datetime, who: int | None) -> str:
    """Return what makes the page's address that of a moment."""
    return f"#t={at:%Y-%m-%dT%H:%M}" + (f"&who={who}" if who is not None else "")


COMMANDS = (watch,)
