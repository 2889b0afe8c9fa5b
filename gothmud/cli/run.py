"""``gothmud run``: let a city live for some days of its own time, as fast as its minds can, and stop."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from gothmud import goal
from gothmud.cli.cassette import Tape, TapeMode, inserted, path_of
from gothmud.cli.clock import pace_of
from gothmud.cli.lighting import lit
from gothmud.cli.living import asked, live
from gothmud.cli.options import Home, Json, chosen
from gothmud.errors import ConfigError, StartError
from gothmud.goal import Goal
from gothmud.status import cassette_trouble
from gothmud.supervisor import Supervisor, running
from gothmud.tally import Tally

MOST_DAYS = 36_500
CUT_OFF = 130  # the exit status of what Ctrl-C ended


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(run)


def run(
    home: Home = "",
    days: Annotated[float, typer.Option(help="City days to live; 1 unless said.", show_default=False)] = 0.0,
    speed: Annotated[str, typer.Option(help="fast (as the minds can), real, or xN; fast unless said.")] = "",
    anew: Annotated[bool, typer.Option("--anew", help="Forget a run that was cut off.")] = False,
    port: Annotated[int, typer.Option(help="Telnet port; web is +1, websocket +2.")] = 0,
    city: Annotated[str, typer.Option(help="A shipped city or the path of a city folder.")] = "",
    endpoint: Annotated[str, typer.Option(help="Base URL of an OpenAI-compatible API.")] = "",
    model: Annotated[str, typer.Option(help="The model's name there.")] = "",
    api_key_env: Annotated[str, typer.Option(help="Environment variable that holds the key.")] = "",
    embedded: Annotated[bool, typer.Option(help="Use the embedded model even if another endpoint runs.")] = False,
    cassette: Tape = "",
    cassette_mode: TapeMode = "",
    as_json: Json = False,
) -> None:
    """Let the city live for some days of its own time, then stop it. Cut off, it goes on to the same hour when run again."""
    folder, settings = chosen(
        home, city__port=port, city__name=city, model__endpoint=endpoint, model__name=model,
        model__api_key_env=api_key_env, model__embedded=embedded, model__cassette=path_of(cassette),
        model__cassette_mode=cassette_mode, minds__always=True,
    )  # fmt: skip
    settings = inserted(folder, settings, waits=True)
    if running(folder):
        raise StartError(f"a city is up in {folder} already; 'gothmud down' stops it, --home runs another")
    before = None if anew else goal.unfinished(folder)
    _check(days, speed, before)
    console = Console(stderr=as_json)
    try:
        with lit(folder, settings, console) as supervisor:
            aim = _aim(supervisor, before, days, speed)
            tally = Tally(folder / "record", aim.start)
            live(supervisor, aim, tally, console, resumed=before is not None)
    except KeyboardInterrupt:
        console.print("The run was cut off; 'gothmud run' goes on with it.")
        raise typer.Exit(CUT_OFF) from None
    _tell(folder, aim, tally, as_json)
    if settings.model.cassette and (trouble := cassette_trouble(folder)):
        console.print(f"The run isn't the recorded one: {trouble}", markup=False, highlight=False)


def _check(days: float, speed: str, before: Goal | None) -> None:
    """Raise ConfigError for what can't be meant, before anything is started."""
    if speed:
        pace_of(speed, "run: --speed")
    if not 0 <= days <= MOST_DAYS:
        raise ConfigError(
            f"run: --days: found {days:g}; expected a number of days up to {MOST_DAYS:,}, such as 3 or 0.5"
        )
    if before is not None and days and abs(days - before.days) > 1e-9:
        raise ConfigError(
            f"run: --days {days:g}: a run of {before.days:g} days was cut off; 'gothmud run' goes on with it, "
            f"--anew forgets it"
        )


def _aim(supervisor: Supervisor, before: Goal | None, days: float, speed: str) -> Goal:
    """Return the goal to live to, kept: that of the run that was cut off, or a new one from now on."""
    clock = asked(supervisor)["clock"]
    if before is not None:
        aim = before.model_copy(update={"speed": speed or before.speed})
    else:
        start = datetime.fromisoformat(clock["city"])
        aim = Goal(
            start=start, end=start + timedelta(days=days or 1.0), speed=speed or "fast",
            rate_before=clock["rate"], paused_before=clock["paused"] and not (clock["fast"] or supervisor.settings.city.waits),
        )  # fmt: skip
    goal.keep(supervisor.home, aim)
    return aim


def _tell(folder: Path, aim: Goal, tally: Tally, as_json: bool) -> None:
    """Print what there was, and forget the goal."""
    goal.forget(folder)
    tally.look()
    told: dict[str, Any] = {
        "days": aim.days, "city_time": aim.end.isoformat(), "turns": tally.turns, "calls": tally.calls,
        "tokens_in": tally.tokens_in, "tokens_out": tally.tokens_out, "seconds": round(aim.seconds, 1),
    }  # fmt: skip
    if as_json:
        print(json.dumps(told))
    else:
        print(
            f"{aim.days:g} days lived, until {aim.end:%F %H:%M}: {tally.turns:,} turns, {tally.calls:,} calls, "
            f"{tally.tokens_in:,} tokens in, {tally.tokens_out:,} out, {aim.seconds:,.0f} s."
        )
