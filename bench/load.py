"""The load of the comparison, the same code for both worlds: one client's round trips, and fifty at once."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from bench.results import spread
from bench.telnet import Line
from bench.worlds import PASSWORD, World
from gothmud.clock import real_sleep, stopwatch

LOOKED = r"^(Ways|Exits): .*$"
BURSTS, BURST, REST = 8, 20, 1.1  # commands back to back, then seconds of rest: below either world's limit a second
TYPED, TYPING = 40, 0.25  # commands with seconds between them
SESSIONS = 50
WARM, SECONDS = 3.0, 15.0
CONNECTS_A_SECOND = 1.8  # stock lets in 2
WITHIN = 15.0


async def enter(world: World, number: int) -> Line:
    """Log in as ``walkerN``. Raises TimeoutError, EOFError, OSError."""
    line = await Line.open(world.port)
    await line.until("connect <", 30)
    await line.ask(f"connect walker{number} {PASSWORD}", LOOKED, 60)
    return line


async def alone(world: World) -> dict[str, Any]:
    """Return round trips in milliseconds of one client that says and looks in turn: in bursts, and as if typed."""
    line = await enter(world, SESSIONS)
    bursts = []
    for _ in range(BURSTS):
        await real_sleep(REST)
        bursts += await _in_turn(line, BURST, 0.0)
    typed = await _in_turn(line, TYPED, TYPING)
    await _leave(line)
    return {"burst": _by_verb(bursts), "typed": _by_verb(typed)}


async def _in_turn(line: Line, count: int, pause: float) -> list[tuple[str, float]]:
    found = []
    for number in range(count):
        await real_sleep(pause)
        verb = ("say", "look")[number % 2]
        found.append((verb, await _command(line, verb, f"one {number}")))
    return found


def _by_verb(found: list[tuple[str, float]]) -> dict[str, Any]:
    verbs = {verb: spread([took for each, took in found if each == verb], 1000, 2) for verb in ("say", "look")}
    return {"all": spread([took for _, took in found], 1000, 2), **verbs}


async def gather_crowd(world: World) -> list[Line]:
    """Log in fifty clients, as fast as stock lets them in."""
    lines = []
    for number in range(SESSIONS):
        lines.append(await enter(world, number))
        await real_sleep(1 / CONNECTS_A_SECOND)
    return lines


async def crowd(world: World, lines: list[Line]) -> dict[str, Any]:
    """Return commands a second, and round trips in milliseconds, of clients that each wait for their answer."""
    starts = stopwatch() + WARM
    usage = asyncio.create_task(used(world, starts))
    walks = [_walk(line, number, starts, starts + SECONDS) for number, line in enumerate(lines)]
    found = await asyncio.gather(*walks)
    cpu = await usage
    seconds = [took for one, _ in found for took in one]
    return {
        "commands_a_second": round(len(seconds) / SECONDS, 1), "unanswered": sum(lost for _, lost in found),
        "refused": sum(line.hurried for line in lines),
        "trip": spread(seconds, 1000, 1), "cpu_share": {name: round(each / SECONDS, 2) for name, each in cpu.items()},
    }  # fmt: skip


async def _walk(line: Line, number: int, starts: float, ends: float) -> tuple[list[float], int]:
    """Do a mix of commands until ``ends``; return the round trips that ended in time, and how many had no answer."""
    rng, took, lost, count = random.Random(number), [], 0, 0
    while (now := stopwatch()) < ends:
        verb = rng.choices(("look", "say", "move"), (4, 4, 2))[0]
        count += 1
        try:
            seconds = await _command(line, verb, f"{number} and {count}", rng)
        except TimeoutError:
            lost += 1
            continue
        if now >= starts and stopwatch() <= ends:
            took.append(seconds)
    return took, lost


async def _command(line: Line, verb: str, words: str, rng: random.Random | None = None) -> float:
    if verb == "say":
        return await line.ask(f"say lamp {words}", rf'^You say, "lamp {words}"', WITHIN)
    if verb == "move":
        return await line.ask((rng or random).choice(("east", "west", "north")), LOOKED, WITHIN)
    return await line.ask("look", LOOKED, WITHIN)


async def used(world: World, starts: float) -> dict[str, float]:
    """Return the processor seconds of each process in the measured time."""
    await real_sleep(starts - stopwatch())
    before = world.usage()
    await real_sleep(SECONDS)
    return {name: used - before[name] for name, used in world.usage().items()}


async def _leave(line: Line) -> None:
    line.send("quit")
    await real_sleep(0.02)
    await line.close()
