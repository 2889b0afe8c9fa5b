"""What a mind costs by itself: instant model, bodies in this process, session files and record on disk."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil

from bench.minds import CONTEXT, NOTES, lived
from bench.results import Result, bar

AGENTS, TURNS, LONG = 25, 5000, 10_000
WARM = 10  # turns of each agent that aren't counted: waking, first files
PEER_STEPS = TURNS // AGENTS - WARM  # of the peer's agents as many turns are counted as of ours
WINDOW = 500
TIMES, FLAT, MEGABYTES = 20.0, 1.25, 0.02
PEER = Path(__file__).with_name("peer_concordia.py")


def run(turns: int = TURNS, long: int = LONG, steps: int = PEER_STEPS) -> Result:
    """One mind for long, then all of them, the peer, and all of them again."""
    with tempfile.TemporaryDirectory(prefix="gothmud-minds-") as folder:
        one = _long(Path(folder) / "one", long)
        first = _many(Path(folder) / "first", turns)
        peer = _peer(Path(folder) / "peer", steps)
        second = _many(Path(folder) / "second", turns)
    ours = min(first["turns_a_second"], second["turns_a_second"])
    bars = [bar("time a turn, last 500 over first 500", one["seconds_ratio"], FLAT, most=True)]
    bars.append(bar("CPU a turn, last 500 over first 500", one["cpu_ratio"], FLAT, most=True))
    bars.append(bar("resident MB a turn", one["megabytes_a_turn"], MEGABYTES, most=True))
    if "why_not" not in peer:
        bars.insert(0, bar("turns a second, times the peer's", ours / peer["turns_a_second"], TIMES, most=False))
    return Result(
        name="mind-overhead", command="uv run python -m bench mind-overhead",
        measures="The mind alone with a model that answers at once: turns a second, growth of time and memory with the turns.",
        how=[
            f"gothmud: the household as in production (queue, behaviours, session files and record on disk, fsync of each intent but to wait), "
            f"{NOTES} notes a vault, {CONTEXT} tokens of context; bodies in this process, each on a square with a visitor who talks, "
            "on a clock that jumps. Some turns talk, some wait. Nights and compactions on the way count.",
            f"gdm-concordia: simultaneous engine, {AGENTS} basic entities, everybody acts in every step, fixed action spec, instant "
            "model, log kept in memory; in an environment of its own. Runs between the two runs of ours, each agent for as many turns as "
            "ours; the slower of ours counts.",
            f"One mind: {long} turns; time from question to question; resident memory from a tenth of the way to the end.",
        ],
        caveats=["The two systems do different work in a turn: the peer asks its model several times and has no files.", *_at_first(peer)],
        columns=["what", "agents", "turns", "turns/s", "CPU ms a turn", "MB a turn"],
        rows=[_row("gothmud, first", first), _row("gdm-concordia", peer), _row("gothmud, again", second), _row("gothmud, one mind", one)],
        data={"one": one, "first": first, "peer": peer, "second": second}, bars=bars,
    )  # fmt: skip


def _many(home: Path, turns: int) -> dict[str, Any]:
    """Let all live; count from the turn at which everybody is awake."""
    marks: dict[int, tuple[float, float]] = {}
    warm = min(AGENTS * WARM, turns // 2)
    household = asyncio.run(
        lived(home, AGENTS, turns, lambda count: _mark(marks, count) if count in (warm, turns) else None)
    )
    began = household.instant.began
    return _found(AGENTS, turns - warm, began[turns - 1] - began[warm - 1], marks[warm], marks[turns])


def _long(home: Path, turns: int) -> dict[str, Any]:
    """Let one live for long; compare its first turns with its last."""
    window = min(WINDOW, turns // 4)
    marks: dict[int, tuple[float, float]] = {}
    at = (1, window + 1, turns // 10, turns - window, turns)
    household = asyncio.run(lived(home, 1, turns, lambda count: _mark(marks, count) if count in at else None))
    began = household.instant.began
    tenth = turns // 10
    found = _found(1, turns - tenth, began[turns - 1] - began[tenth - 1], marks[tenth], marks[turns])
    (first, last), (first_cpu, last_cpu) = (
        (began[window] - began[0], began[turns - 1] - began[turns - window - 1]),
        (marks[window + 1][0] - marks[1][0], marks[turns][0] - marks[turns - window][0]),
    )
    windows = [round((late - early) / window * 1000, 3) for early, late in pairwise(began[::window])]
    return found | {"seconds_ratio": last / first, "cpu_ratio": last_cpu / first_cpu, "milliseconds_by_window": windows}


def _mark(marks: dict[int, tuple[float, float]], count: int) -> None:
    """Note the CPU seconds and the resident megabytes at a turn."""
    process = psutil.Process()
    cpu = process.cpu_times()
    marks[count] = (cpu.user + cpu.system, process.memory_info().rss / 1e6)


def _found(
    agents: int, turns: int, seconds: float, start: tuple[float, float], end: tuple[float, float]
) -> dict[str, Any]:  # fmt: skip
    return {
        "agents": agents, "turns": turns, "turns_a_second": turns / seconds,
        "cpu_milliseconds_a_turn": (end[0] - start[0]) / turns * 1000, "megabytes_a_turn": (end[1] - start[1]) / turns,
    }  # fmt: skip


def _peer(folder: Path, steps: int) -> dict[str, Any]:
    """Run the peer in an environment of its own; ``why_not`` where that can't be had."""
    uv = shutil.which("uv")
    if uv is None:
        return _without("there is no uv here")
    python = folder / "bin" / "python"
    try:
        _called([uv, "venv", "--quiet", "--python", sys.executable, str(folder)])
        _called([uv, "pip", "install", "--quiet", "--python", str(python), "gdm-concordia"])
        told = json.loads(_called([str(python), str(PEER), str(AGENTS), str(steps)]).splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        return _without(str(getattr(error, "stderr", "") or error).strip().splitlines()[-1][:200])
    return told | {"turns_a_second": told["turns"] / told["seconds"]}


def _called(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=900).stdout


def _without(why: str) -> dict[str, Any]:
    print(f"mind-overhead: gdm-concordia can't be run ({why}); ours runs alone", file=sys.stderr)
    return {"agents": AGENTS, "why_not": why}


def _at_first(peer: dict[str, Any]) -> list[str]:
    """Return what the peer's growing memory costs it, in words."""
    if "why_not" in peer:
        return []
    return [
        f"The peer's memory grows with its steps: over its first ones it made {peer['turns_a_second_at_first']:.1f} turns a second."
    ]


def _row(what: str, found: dict[str, Any]) -> list[str]:
    if "why_not" in found:
        return [what, str(found["agents"]), "-", "-", "-", "-"]
    return [
        what, str(found["agents"]), f"{found['turns']:,}", f"{found['turns_a_second']:.1f}",
        f"{found['cpu_milliseconds_a_turn']:.2f}", f"{found['megabytes_a_turn']:.4f}",
    ]  # fmt: skip
