"""What the audit log costs: fifty sessions in a city that keeps it and in one that doesn't, in turn, in one run."""

from __future__ import annotations

import asyncio
from typing import Any

from bench.load import SECONDS, SESSIONS, crowd, gather_crowd
from bench.results import Result, bar, median
from bench.worlds import World, gothmud

ROUNDS = 3
NAMES = ("audit on", "audit off")
MEASURES = (
    "Two gothmud cities without minds, alike but for the audit log: portal and server of each, SQLite, twelve rooms."
)
HOW = [
    f"Crowd: {SESSIONS} telnet sessions in twelve rooms, each sends the next command when the last is answered, for "
    f"{SECONDS:g} s after 3 s of warming up; 40 % look, 40 % say, 20 % move, the same seeds for both.",
    f"Both cities are up all the time; one idles while the other is measured, {ROUNDS} rounds, the order changes each round. "
    "The bar is held against the median of the rounds' ratios.",
]
CAVEATS = [
    "The client runs on the same cores and takes its share.",
    "Where other work shares the cores, rounds differ by more than the bar: read all of them, and the server's processor "
    "time a command, which is in the table's last column by commands/s.",
]
BAR = 0.95


def run(rounds: int = ROUNDS) -> Result:
    """Have both cities up and measure them in turn, ``rounds`` times."""
    with gothmud(SESSIONS, NAMES[0]) as kept, gothmud(SESSIONS, NAMES[1], audit=False) as unkept:
        found = asyncio.run(_measured([kept, unkept], rounds))
    ratios = [each[NAMES[0]]["commands_a_second"] / each[NAMES[1]]["commands_a_second"] for each in found]
    ratio = round(median(ratios), 4)
    return Result(
        name="audit", command="uv run python -m bench audit", measures=MEASURES, how=HOW, caveats=CAVEATS,
        columns=["round", "city", "commands/s", "p50 ms", "p95 ms", "CPU portal / server"],
        rows=[_row(number, name, found[number][name]) for number in range(rounds) for name in NAMES],
        data={"rounds": found, "ratios": [round(each, 4) for each in ratios]},
        bars=[bar("answered commands a second, audit on / off", ratio, BAR, most=False)],
    )  # fmt: skip


async def _measured(worlds: list[World], rounds: int) -> list[dict[str, Any]]:
    gathered = await asyncio.gather(*(gather_crowd(world) for world in worlds))
    lines = {world.name: each for world, each in zip(worlds, gathered, strict=True)}
    found = []
    for number in range(rounds):
        turn = worlds if number % 2 == 0 else worlds[::-1]
        found.append({world.name: await crowd(world, lines[world.name]) for world in turn})
    for line in (each for group in gathered for each in group):
        await line.close()
    return found


def _row(number: int, name: str, many: dict[str, Any]) -> list[str]:
    share, trip = many["cpu_share"], many["trip"]
    cells = [f"{many['commands_a_second']:g}", f"{trip['p50']:g}", f"{trip['p95']:g}"]
    return [str(number + 1), name, *cells, f"{share['portal']:.2f} / {share['server']:.2f}"]
