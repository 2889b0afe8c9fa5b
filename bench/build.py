"""A large city from its files: checked, built, built again without a change, and walked beside one of twelve rooms."""

from __future__ import annotations

import asyncio
import resource
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import grid
from bench.city import Home
from bench.load import LOOKED, enter
from bench.results import Result, bar, spread
from bench.worlds import World, raised, ring_home
from gothmud.clock import real_sleep, stopwatch
from gothmud.errors import StartError

ROOMS = 10_000
STEPS, PAUSE = 150, 0.05  # of a walk: how many rooms, seconds between them
MEASURES = f"`gothmud build` of a generated city of {ROOMS:,} rooms with three exits each, and a walk in it."
HOW = [
    "Each command is a process of its own, timed from its start to its end; Python and the imports are in the time.",
    "Memory is the most that any process of the command had resident.",
    f"Walk: one telnet client goes east {STEPS} times with {PAUSE:g} s between; both cities are up and walked in turn, two rounds.",
]
COLUMNS = ["rooms", "check s", "build s", "again s", "peak MB", "walk p50 ms", "walk p95 ms"]


def run() -> Result:
    """Build a small and a large ring of lanes, and walk both."""
    folder, rows, data = Path(tempfile.mkdtemp(prefix="gothmud-bench-")), [], {}
    try:
        homes = {count: _home(folder / str(count), count) for count in (grid.COUNT, ROOMS)}
        built = {count: _built(home) for count, home in homes.items()}
        walks = asyncio.run(_walked(homes))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for count, each in built.items():
        walk = spread(walks[count], 1000, 2)
        data[str(count)] = {**each, "walk": walk}
        rows.append([f"{count:,}", *(f"{each[name]:g}" for name in each), f"{walk['p50']:g}", f"{walk['p95']:g}"])
    small, large = data[str(grid.COUNT)]["walk"]["p50"], data[str(ROOMS)]["walk"]["p50"]
    return Result(
        name="build", command="uv run python -m bench build", measures=MEASURES, how=HOW, columns=COLUMNS, rows=rows, data=data,
        caveats=["Evennia keeps walked rooms in memory; a first visit reads them from the database and costs more."],
        bars=[
            bar("seconds to check", built[ROOMS]["check"], 30, most=True),
            bar("seconds to build", built[ROOMS]["build"], 600, most=True),
            bar("walk p50 among many / among twelve", large / small, 1.3, most=True),
        ],
    )  # fmt: skip


def _home(folder: Path, rooms: int) -> Home:
    folder.mkdir()
    return ring_home(folder, rooms)


def _built(home: Home) -> dict[str, float]:
    """Return the seconds of each command, and the megabytes of the hungriest process so far."""
    seconds = {"check": _timed(home, "--check"), "build": _timed(home), "again": _timed(home)}
    return {**seconds, "megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024}


def _timed(home: Home, *options: str) -> float:
    began = stopwatch()
    process = home.gothmud("build", *options)
    said, _ = process.communicate()
    if process.returncode:
        raise StartError(said)
    return round(stopwatch() - began, 1)


async def _walked(homes: dict[int, Home]) -> dict[int, list[float]]:
    """Return the seconds of each step, by city."""
    found: dict[int, list[float]] = {count: [] for count in homes}
    with ExitStack() as stack:
        worlds = {count: stack.enter_context(raised(home, 1, f"{count} rooms")) for count, home in homes.items()}
        for _ in range(2):
            for count, world in worlds.items():
                found[count] += await _walk(world)
    return found


async def _walk(world: World) -> list[float]:
    line: Any = await enter(world, 0)
    took = []
    for _ in range(STEPS):
        await real_sleep(PAUSE)
        took.append(await line.ask("east", LOOKED))
    await line.close()
    await real_sleep(1.0)
    return took
