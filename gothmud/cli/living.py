"""A city on its way to a goal: the clock set, a progress bar, and the clock as it was at the end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from gothmud import goal
from gothmud.cli.clock import pace_of
from gothmud.clock import block, stopwatch
from gothmud.errors import ConfigError, StartError
from gothmud.goal import Goal
from gothmud.status import ask_world, endpoint_trouble
from gothmud.supervisor import Supervisor
from gothmud.tally import Tally

LOOK = 0.5  # real seconds
KEEP_EVERY = 10  # looks
ANSWER_WITHIN = 30.0
MINDS_WITHIN = 60.0
ESTIMATE_OVER = 300.0  # seconds of the past that the time left is estimated from
NAMED = 3  # people named of those who are waited for


def live(supervisor: Supervisor, aim: Goal, tally: Tally, console: Console, *, resumed: bool) -> None:
    """Return once the city has reached its goal; the goal's real seconds are kept on the way."""
    post = pace_of(aim.speed, "run")
    if supervisor.settings.city.waits:
        _wait_for_minds(supervisor)
    state = asked(supervisor, **post, **({"until": aim.end.isoformat()} if "fast" in post else {"paused": False}))
    lived = f"resuming: {aim.lived(_now(state)):.1f} of {aim.days:g} days done" if resumed else f"{aim.days:g} days"
    console.print(f"{lived}, until {aim.end:%F %H:%M}, {aim.speed}. Ctrl-C stops; the same command goes on.")
    before, began, looks = aim.seconds, stopwatch(), 0
    tally.look()
    bar = _Bar(console, aim, tally)
    try:
        with bar.progress:
            while _now(state) < aim.end:
                bar.show(state, endpoint_trouble(supervisor.home))
                block(LOOK)
                supervisor.look()
                state = ask_world(supervisor.home, supervisor.ports) or state
                aim.seconds, looks = before + stopwatch() - began, looks + 1
                if looks % KEEP_EVERY == 0:
                    goal.keep(supervisor.home, aim)
            bar.show(state, "")
    finally:
        goal.keep(supervisor.home, aim)
        ask_world(supervisor.home, supervisor.ports, {"rate": aim.rate_before, "paused": aim.paused_before})


def asked(supervisor: Supervisor, **post: object) -> dict[str, Any]:
    """Return the world's state after setting its clock. Raises ConfigError where it refuses, StartError without answer."""
    deadline = stopwatch() + ANSWER_WITHIN
    while stopwatch() < deadline:
        try:
            state = ask_world(supervisor.home, supervisor.ports, post or None)
        except ValueError as error:
            raise ConfigError(f"run: {error}") from None
        if state is not None:
            return state
        supervisor.look()
        block(LOOK)
    raise StartError("the world doesn't answer; see 'gothmud logs server'")


def _wait_for_minds(supervisor: Supervisor) -> None:
    """Return once everybody with a mind is in their body, or after a while: days that are to be alike begin with all."""
    deadline = stopwatch() + MINDS_WITHIN
    while stopwatch() < deadline:
        people = asked(supervisor)["people"]
        if all(each["awake"] for each in people if each["tier"] in ("short", "agent")):
            return
        supervisor.look()
        block(LOOK)


def _now(state: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(state["clock"]["city"])


class _Bar:
    """The progress bar: the city's hour, how fast it goes, what it costs, who is at work."""

    def __init__(self, console: Console, aim: Goal, tally: Tally) -> None:
        self._aim, self._tally = aim, tally
        self._turns, self._began = tally.turns, stopwatch()
        self.progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[costs]}"), console=console, speed_estimate_period=ESTIMATE_OVER,
        )  # fmt: skip
        self._task = self.progress.add_task("", total=aim.days, costs="")

    def show(self, state: dict[str, Any], trouble: str) -> None:
        """Show the city's state, and ``trouble`` instead of the costs if there is any."""
        tally, now = self._tally, _now(state)
        tally.look()
        pace = (tally.turns - self._turns) / max(1.0, stopwatch() - self._began)
        costs = f"{pace:.1f} turns/s, {tally.calls:,} calls, {tally.tokens_in + tally.tokens_out:,} tokens"
        self.progress.update(
            self._task, completed=self._aim.lived(now), description=f"{now:%a %F %H:%M}",
            costs=trouble or f"{costs}{_at_work(state)}",
        )  # fmt: skip


def _at_work(state: dict[str, Any]) -> str:
    names = [each["name"] for each in state["people"] if each["id"] in state["waiting_for"]]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"; at work: {', '.join(names[:NAMED])}{more}" if names else ""
