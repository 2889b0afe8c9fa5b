"""A human among three talkative agents: speaks to each in turn, whatever the others do; what that was like, from the record."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.city import Home, a_city
from bench.parlour import NAMES, write_parlour
from bench.visitor import Visitor
from gothmud.clock import real_sleep, stopwatch
from gothmud.config import Manners
from gothmud.events import Came, Event, Said
from gothmud.gauges import Figures, Gauges

LINES = (
    "{}, what do you make of the fog?", "{}, who lit the fire?", "{}, did the post come?", "{}, where is the ferry?",
    "{}, is the bridge open?", "{}, how old is this house?", "{}, what is in the yard?", "{}, do you know Marlow?",
)  # fmt: skip
PAUSES = (12.0, 26.0)  # seconds between two lines, at least and at most
OFF: dict[str, dict[str, Any]] = {"floor": {"on": False}, "minds": {"behaviours": ["-ways_out"]}}


@dataclass(frozen=True, slots=True)
class Visit:
    """What a human met with. ``open_share`` is the share of the time in which they had read all and nobody spoke."""

    figures: Figures
    open_share: float
    said: int


def visited(mechanism: bool, model: dict[str, Any], seconds: float) -> Visit:
    """Let a human visit three agents for so long, with the floor and the ways out or without them."""
    switches = {} if mechanism else OFF
    minds = {"musing_seconds": 5.0, "always": True, **switches.get("minds", {})}
    with tempfile.TemporaryDirectory(prefix="gothmud-bench-") as folder:
        write_parlour(Path(folder) / "parlour", len(NAMES))
        settings = {"city": {"name": f"{folder}/parlour"}, "model": model, **switches, "minds": minds}
        with a_city(**settings) as home:
            home.minds_in()
            said = asyncio.run(_visit(home, seconds))
            return seen(home.events(), said)


async def _visit(home: Home, seconds: float) -> int:
    """Say a line now and then; the same lines at the same moments each time. Return how many."""
    visitor, rng, said, ends = await Visitor.enter(home), random.Random(5), 0, stopwatch() + seconds
    while stopwatch() < ends - PAUSES[0]:
        await real_sleep(rng.uniform(*PAUSES))
        visitor.line.send("say " + rng.choice(LINES).format(NAMES[said % len(NAMES)]))
        said += 1
    await real_sleep(ends - stopwatch())
    await visitor.line.close()
    return said


def seen(events: Iterable[Event], said: int) -> Visit:
    """Return what the record says of a visit, from the human's coming on."""
    gauges, lines, inside = Gauges(), [], False
    for each in sorted((each for each in events if each.source == "world"), key=lambda each: each.seq):
        inside = inside or (isinstance(each, Came) and each.tier == "human")
        if inside:
            gauges.take(each)
            if isinstance(each, Said) and each.tier != "human" and each.mode != "channel":
                lines.append((each.real_time.timestamp(), each.text.count(" ") + 1))
    return Visit(gauges.figures(), open_share(lines), said)


def open_share(lines: list[tuple[float, int]]) -> float:
    """Return which share of the time from the first line to the last was the human's: all was read, nobody spoke."""
    if len(lines) < 2:
        return 1.0
    free, read_until = 0.0, lines[0][0]
    for at, words in lines:
        free += max(0.0, at - read_until)
        read_until = max(read_until, at) + words / Manners().words_a_second
    return free / (lines[-1][0] - lines[0][0])
