"""Fifty people in one room for an hour: every link must hold. Minutes by GOTHMUD_BENCH_MINUTES."""

from __future__ import annotations

import asyncio
import os
import random
from typing import Any

from bench.load import SESSIONS, WITHIN, gather_crowd
from bench.results import Result, bar, spread
from bench.telnet import Line
from bench.worlds import World, gothmud
from gothmud.clock import real_sleep, stopwatch

MINUTES = int(os.environ.get("GOTHMUD_BENCH_MINUTES", "60"))
PAUSE = (5.0, 15.0)  # seconds between two lines of one person
PARTS = 6


def run() -> Result:
    """Let fifty talk."""
    with gothmud(SESSIONS, together=True) as world:
        found = asyncio.run(_talked(world))
    parts = found["parts"]
    return Result(
        name="soak", command="uv run python -m bench soak",
        measures=f"One room, {SESSIONS} telnet sessions, {MINUTES} minutes, everybody says a line every {PAUSE[0]:g} to {PAUSE[1]:g} s; all hear it.",
        how=["A city without minds. Lost: a link that broke, or a line without its echo for 15 s. Memory is resident, of portal and server."],
        caveats=["The machine was shared with other work."],
        columns=["part", "says", "p50 ms", "p95 ms", "most ms", "MB portal / server"],
        rows=[
            [f"{number} of {len(parts)}", str(each["trip"]["n"]), *(str(each["trip"][key]) for key in ("p50", "p95", "most")),
             " / ".join(str(each["megabytes"][name]) for name in ("portal", "server"))]
            for number, each in enumerate(parts, 1)
        ],
        data=found, bars=[bar("lost links", found["lost"], 0, most=True)],
    )  # fmt: skip


async def _talked(world: World) -> dict[str, Any]:
    lines = await gather_crowd(world)
    starts, took = stopwatch(), [[] for _ in range(PARTS)]
    length = MINUTES * 60 / PARTS
    talking = asyncio.gather(*(_talk(each, number, starts, length, took) for number, each in enumerate(lines)))
    megabytes = []
    for part in range(PARTS):
        await real_sleep(starts + (part + 1) * length - stopwatch())
        megabytes.append(world.megabytes())
    lost = sum(await talking)
    for each in lines:
        await each.close()
    parts = [{"trip": spread(each, 1000, 1), "megabytes": size} for each, size in zip(took, megabytes, strict=True)]
    return {"parts": parts, "lost": lost}


async def _talk(line: Line, number: int, starts: float, length: float, took: list[list[float]]) -> bool:
    """Talk until the time is over; return whether the link was lost."""
    rng, count = random.Random(number), 0
    while (part := int((stopwatch() - starts) / length)) < len(took):
        await real_sleep(rng.uniform(*PAUSE))
        count += 1
        try:
            took[part].append(
                await line.ask(f"say lamp {number} and {count}", rf'^You say, "lamp {number} and {count}"', WITHIN)
            )
        except (EOFError, OSError):  # a TimeoutError is one
            return True
    return False
