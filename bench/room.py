"""Everybody speaks in one room: says a second and processor time for each, against stock Evennia. A, B, A, B in one run."""

from __future__ import annotations

import asyncio
from typing import Any

from bench.city import free_base
from bench.load import SECONDS, SESSIONS, WARM, WITHIN, gather_crowd, used
from bench.results import Result, bar, spread
from bench.telnet import Line
from bench.worlds import World, gothmud, stock
from gothmud.clock import stopwatch
from gothmud.config import Ports
from gothmud.errors import StartError

ROUNDS = 2
NAMES = ("gothmud", "stock Evennia")
RATE_BAR, COST_BAR = 3.0, 0.333


def run(rounds: int = ROUNDS) -> Result:
    """Have both worlds up, all sessions in one room, and let all speak in turn, ``rounds`` times."""
    with (
        gothmud(SESSIONS, together=True) as ours,
        stock(SESSIONS, Ports.from_base(free_base()), together=True) as theirs,
    ):
        found = asyncio.run(_measured([ours, theirs], rounds))
    rate, cost = min(_ratios(found, "says_a_second")), max(_ratios(found, "cpu_ms"))
    return Result(
        name="room", command="uv run python -m bench room",
        measures=f"One room, {SESSIONS} sessions, everybody speaks flat out: a gothmud city without minds against a stock Evennia game dir.",
        how=[
            f"Each of {SESSIONS} telnet clients says its next line when it sees its last one, for {SECONDS:g} s after {WARM:g} s of warming up; "
            f"all others hear each line. Both worlds are up all the time and take turns, {rounds} rounds; each round all log in anew.",
            "CPU: processor time of portal and server over the says that were answered. Ratios are of one round; the worse round counts, and "
            "none of a round in which a world lost everybody. Lost: clients whose link broke, or that had no answer for 15 s.",
        ],
        caveats=[
            "The clients run on the same cores and take their share: they read each line fifty times.",
            "Stock takes a chunk between portal and server that begins in the middle of a message for HTTP, and cuts all off (seen in 1 of 5 such runs): "
            "so it may lose a round.",
        ],
        columns=["round", "world", "says/s", "p50 ms", "p95 ms", "CPU ms a say", "lost links"],
        rows=[_row(number, name, found[number][name]) for number in range(rounds) for name in NAMES],
        data={"rounds": found, "rate": round(rate, 3), "cost": round(cost, 3)},
        bars=[
            bar("says a second, gothmud / stock", rate, RATE_BAR, most=False),
            bar("CPU a say, gothmud / stock", cost, COST_BAR, most=True),
        ],
    )  # fmt: skip


async def _measured(worlds: list[World], rounds: int) -> list[dict[str, Any]]:
    return [await _round(worlds) for _ in range(rounds)]


async def _round(worlds: list[World]) -> dict[str, Any]:
    crowds = await asyncio.gather(*(gather_crowd(world) for world in worlds))
    found = {world.name: await chorus(world, lines) for world, lines in zip(worlds, crowds, strict=True)}
    await asyncio.gather(*(line.close() for lines in crowds for line in lines))
    return found


def _ratios(found: list[dict[str, Any]], name: str) -> list[float]:
    """Return gothmud's figure over stock's in each round in which both worlds answered. Raises StartError for none."""
    whole = [each for each in found if all(each[world]["says_a_second"] for world in NAMES)]
    if not whole:
        raise StartError("room: a world lost everybody in each round; run it again")
    return [each["gothmud"][name] / each["stock Evennia"][name] for each in whole]


async def chorus(world: World, lines: list[Line]) -> dict[str, Any]:
    """Let all speak; return says a second, their round trips in milliseconds, and what one costs."""
    starts = stopwatch() + WARM
    usage = asyncio.create_task(used(world, starts))
    found = await asyncio.gather(*(_speak(line, number, starts) for number, line in enumerate(lines)))
    took = [seconds for one, _ in found for seconds in one]
    cpu = await usage
    return {
        "says_a_second": round(len(took) / SECONDS, 1), "trip": spread(took, 1000, 1),
        "cpu_ms": round(1000 * sum(cpu.values()) / max(1, len(took)), 2),
        "server_ms": round(1000 * cpu["server"] / max(1, len(took)), 3), "lost": sum(lost for _, lost in found),
    }  # fmt: skip


async def _speak(line: Line, number: int, starts: float) -> tuple[list[float], bool]:
    """Speak until the time is over; return the round trips, and whether the link was lost."""
    took, count = [], 0
    while (now := stopwatch()) < starts + SECONDS:
        count += 1
        words = f"lamp {number} and {count}"
        try:
            seconds = await line.ask(f"say {words}", rf'^You say, "{words}"', WITHIN, sign=words)
        except (EOFError, OSError):  # a TimeoutError is one
            return took, True
        if now >= starts and stopwatch() <= starts + SECONDS:
            took.append(seconds)
    return took, False


def _row(number: int, name: str, each: dict[str, Any]) -> list[str]:
    cells = [each["says_a_second"], each["trip"]["p50"], each["trip"]["p95"], each["cpu_ms"], each["lost"]]
    return [str(number + 1), name, *(f"{cell:g}" for cell in cells)]
