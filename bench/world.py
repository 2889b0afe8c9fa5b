"""The world against stock Evennia: round trips of one client, and what fifty get answered. A, B, A, B in one run."""

from __future__ import annotations

import asyncio
from typing import Any

from bench.city import free_base
from bench.load import BURST, BURSTS, SECONDS, SESSIONS, TYPED, TYPING, alone, crowd, gather_crowd
from bench.results import Result, bar, median
from bench.worlds import World, gothmud, stock
from gothmud.config import Ports

ROUNDS = 2
NAMES = ("gothmud", "stock Evennia")
MEASURES = (
    "A gothmud city without minds against a stock Evennia game dir: portal and server of each, SQLite, twelve rooms."
)
HOW = [
    f"One client, nobody else in: {BURSTS} bursts of {BURST} commands (say, look in turn) back to back with a rest between "
    f"them, for both worlds allow only so many a second; then {TYPED} commands with {TYPING:g} s between them.",
    f"Crowd: {SESSIONS} sessions in twelve rooms, each sends the next command when the last is answered, for {SECONDS:g} s "
    "after 3 s of warming up; 40 % look, 40 % say, 20 % move, the same seeds for both.",
    "The same telnet client for both; it refuses every option. Accounts and rooms are made in the database before the "
    "start. Stock has its own settings but for ports and the loopback address.",
    "Both worlds are up all the time; one idles while the other is measured, in turn. Ratios are of one round; the bar is "
    "held against the median round (of two: the smaller ratio).",
]
CAVEATS = [
    "The client runs on the same cores and takes its share.",
    "Stock loses most of its time back to back: small boxes between portal and server wait for Nagle's algorithm. Somebody "
    "who types slowly never meets that.",
]
COLUMNS = [
    "round", "world", "one: p50 ms", "one: p95 ms", "say p50", "look p50", "typed: p50 ms", "crowd: commands/s",
    "p50 ms", "p95 ms", "CPU portal / server",
]  # fmt: skip
LATENCY_BAR, RATE_BAR = 0.1, 1.3


def run(rounds: int = ROUNDS) -> Result:
    """Have both worlds up and measure them in turn, ``rounds`` times."""
    with gothmud(SESSIONS + 1) as ours, stock(SESSIONS + 1, Ports.from_base(free_base())) as theirs:
        ones, crowds = asyncio.run(_measured([ours, theirs], rounds))
        megabytes = {world.name: world.megabytes() for world in (ours, theirs)}
    ratios = {
        "burst": _ratio([_pair(each, "burst") for each in ones]), "typed": _ratio([_pair(each, "typed") for each in ones]),
        "rate": _ratio([tuple(each[name]["commands_a_second"] for name in NAMES) for each in crowds]),
    }  # fmt: skip
    return Result(
        name="world", command="uv run python -m bench world", measures=MEASURES, how=HOW, caveats=CAVEATS, columns=COLUMNS,
        rows=[_row(number, name, ones[number][name], crowds[number][name]) for number in range(rounds) for name in NAMES],
        data={"alone": ones, "crowd": crowds, "megabytes": megabytes, "ratios": ratios},
        bars=[
            bar("one client back to back, p50, gothmud / stock", ratios["burst"], LATENCY_BAR, most=True),
            bar("the same at typing pace", ratios["typed"], LATENCY_BAR, most=True),
            bar("crowd's answered commands a second, gothmud / stock", ratios["rate"], RATE_BAR, most=False),
        ],
    )  # fmt: skip


async def _measured(worlds: list[World], rounds: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """First all rounds of one client in an empty world, then those of the crowd."""
    ones = [{world.name: await alone(world) for world in worlds} for _ in range(rounds)]
    gathered = await asyncio.gather(*(gather_crowd(world) for world in worlds))
    lines = {world.name: each for world, each in zip(worlds, gathered, strict=True)}
    crowds = [{world.name: await crowd(world, lines[world.name]) for world in worlds} for _ in range(rounds)]
    for line in (each for group in gathered for each in group):
        await line.close()
    return ones, crowds


def _pair(each: dict[str, Any], pace: str) -> tuple[float, ...]:
    return tuple(each[name][pace]["all"]["p50"] for name in NAMES)


def _ratio(pairs: list[tuple[float, ...]]) -> float:
    """Return the median over the rounds of gothmud's figure divided by stock's."""
    return round(median([ours / theirs for ours, theirs in pairs]), 4)


def _row(number: int, name: str, one: dict[str, Any], many: dict[str, Any]) -> list[str]:
    burst, typed = one["burst"], one["typed"]
    cells = [burst["all"]["p50"], burst["all"]["p95"], burst["say"]["p50"], burst["look"]["p50"], typed["all"]["p50"]]
    cells += [many["commands_a_second"], many["trip"]["p50"], many["trip"]["p95"]]
    share = many["cpu_share"]
    return [str(number + 1), name, *(f"{each:g}" for each in cells), f"{share['portal']:.2f} / {share['server']:.2f}"]
