"""From ``gothmud up --detach`` in an empty home to the first words of somebody with a model in their head."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.city import Home, a_home, clean_environment
from bench.results import ROOT, Result, median
from bench.visitor import Visitor
from gothmud.clock import block, stopwatch
from gothmud.status import ask_minds, ask_world

ROUNDS = 3
LOOK = 0.1
STEPS = {
    "prepared": "home, database and city made",
    "world": "the world answers",
    "minds": "the minds' process answers (endpoint probed)",
    "up": "`gothmud up --detach` has returned",
    "in": "a telnet client has an account and a body",
    "short": "first words of a short-memory NPC (Bruno) that was spoken to",
    "agent": "first words of an agent (Ada) that was spoken to",
}


def run(*, clone: bool = False) -> Result:
    """Measure ``ROUNDS`` starts, each in a new home; with ``clone`` also ``git clone`` and ``uv run gothmud doctor``."""
    rounds = [asyncio.run(_one()) for _ in range(ROUNDS)]
    fresh = _clone() if clone else None
    rows = [
        [
            text,
            f"{median([each['at'][step] for each in rounds]):.1f}",
            " ".join(f"{each['at'][step]:.1f}" for each in rounds),
        ]
        for step, text in STEPS.items()
    ]
    if fresh is not None:
        rows.append(
            ["before all that: git clone, then uv run gothmud doctor (packages in uv's cache)", f"{fresh:.1f}", ""]
        )
    return Result(
        name="first-words", command="uv run python -m bench first-words",
        measures="Seconds from `gothmud up --detach` in an empty home, embedded model, to each step.",
        how=[
            "Each round has a new home. Steps are looked for every 0.1 s; the telnet client connects once `up` has returned.",
            "It walks to Bruno, says one line to him and waits for the first line that begins with his name; then to Ada.",
        ],
        caveats=["Files are in the page cache after the first round.", "Walking (a few steps of 0.06 s) is within the figures."],
        columns=["step", "median s", "each round"], rows=rows, data={"rounds": rounds, "clone_seconds": fresh},
    )  # fmt: skip


async def _one() -> dict[str, Any]:
    with a_home(model={"embedded": True}) as home:
        started = stopwatch()
        process = home.gothmud("up", "--detach")
        at = _until_up(home, process, started)
        visitor = await Visitor.enter(home)
        at["in"] = stopwatch() - started
        own, words = {}, {}
        for step, person, called in (("short", "bruno", "Bruno"), ("agent", "ada", "Ada")):
            await visitor.walk_to(person)
            own[step] = await visitor.ask(called, "Good day. What is new in the city?")
            at[step], words[step] = stopwatch() - started, visitor.last_words()
        await visitor.line.close()
        turns = [each.model_dump(include={"agent", "by", "seconds"}) for each in home.events() if each.kind == "turn"]
        return {
            "at": {key: round(value, 2) for key, value in at.items()},
            "answer_seconds": own,
            "words": words,
            "turns": turns[:6],
        }


def _until_up(home: Home, process: subprocess.Popen[str], started: float) -> dict[str, float]:
    """Return when each step was first seen. Raises RuntimeError where ``up`` fails."""
    log = home.folder / "logs" / "up.log"
    signs: dict[str, Callable[[], Any]] = {
        "prepared": lambda: log.exists() and " rooms and " in log.read_text(),
        "world": lambda: ask_world(home.folder, home.ports),
        "minds": lambda: ask_minds(home.folder, home.ports),
        "up": lambda: process.poll() is not None,
    }
    at: dict[str, float] = {}
    while len(at) < len(signs) and stopwatch() - started < 240:
        for step, sign in signs.items():
            if step not in at and sign():
                at[step] = stopwatch() - started
        block(LOOK)
    if process.poll() != 0:
        raise RuntimeError(f"up: {process.communicate()[0]}")
    return at


def _clone() -> float:
    """Return the seconds of a fresh clone's first command."""
    folder = Path(tempfile.mkdtemp(prefix="gothmud-clone-"))
    environment = {
        key: value
        for key, value in clean_environment(GOTHMUD_HOME=str(folder / "home")).items()
        if key != "VIRTUAL_ENV"
    }
    started = stopwatch()
    try:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "tree")], check=True, timeout=120)
        subprocess.run(
            ["uv", "run", "gothmud", "doctor"], cwd=folder / "tree", env=environment, timeout=900, check=False,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        return round(stopwatch() - started, 1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
