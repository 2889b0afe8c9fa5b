"""SIGKILL to a process at each step of a turn, and at random moments: what is lost, what is doubled, how long until back."""

from __future__ import annotations

import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.results import Result, bar, spread

if TYPE_CHECKING:
    from tests.live.companion import Companion
    from tests.live.mortal.steps import Process

RANDOM = 15
LATEST = (
    0.9  # seconds after a human's line within which random kills fall: an answer on the scripted endpoint takes 0.4
)
SEED = 7
PROCESSES: tuple[Process, ...] = ("agents", "server", "portal")
BACK_WITHIN = 30.0
PATIENCE = 120.0  # seconds; who is back later than the bar is measured too
MEASURES = (
    "A human says a word to an agent, and a process dies on the way to the answer: a real SIGKILL, at each step that a turn "
    "has in agents, server and portal, at two of them in a row, and at random moments."
)
HOW = [
    "One city on the scripted endpoint; the tree of the product is as it is. Python's sitecustomize wraps the functions that "
    "make the steps (tests/live/mortal/steps.py is the table); the process kills itself right before, right after or within "
    "one, or with half of a line in its file. Random kills come from outside.",
    "After each death: the process runs anew and all minds are in their bodies; then the answer to that word is in the record "
    "once, the world's numbers have no gap or double, each intended act has one outcome, and the human's screen has shown the "
    "words once (at most once where the portal died, for their connection died with it). A line that the world had not "
    "kept, and not shown, is typed again.",
    "Lost: the answer is missing in the record or on the screen. Doubled: it is there twice. Failed: anything else of these.",
]
CAVEATS = [
    "The end of a process, not that of a machine: what the system had in its cache is kept.",
    "The supervisor's memory for earlier falls is shortened to a second, so that its back-off is that of a first fall.",
]


@dataclass(frozen=True)
class Point:
    """One death: where, how long until all was back, and what was found wrong."""

    where: str
    seconds: float = 0.0
    trouble: str = ""
    lost: bool = False
    doubled: bool = False

    @property
    def process(self) -> str:
        """What died; ``two`` where more than one thing did."""
        return "two" if " + " in self.where else self.where.partition(":")[0]


def run(strikes: int = RANDOM) -> Result:
    """Die at every step of the table, at pairs of steps, and at ``strikes`` random moments."""
    from tests.live.companion import Companion
    from tests.live.script import plan
    from tests.live.town import Town, free_ports
    from tests.scripted import Scripted

    with tempfile.TemporaryDirectory(prefix="gothmud-bench-") as folder, Scripted(plan) as model:
        town = Town(Path(folder) / "city", free_ports(), model)
        town.home.mkdir()
        try:
            town.up()
            companion = Companion(town, PATIENCE)
            points = [_tried(companion, where, death) for where, death in _deaths(companion, strikes)]
            companion.close()
        finally:
            town.down()
    return _result(points)


def _deaths(companion: Companion, strikes: int) -> list[tuple[str, Callable[[], float]]]:
    from tests.live.mortal.steps import BY_ID, PAIRS

    lots = random.Random(SEED)
    ways = [(each,) for each in BY_ID] + list(PAIRS)
    steps = [(" + ".join(way), partial(companion.through, *way)) for way in ways]
    names: list[Process] = [PROCESSES[each % len(PROCESSES)] for each in range(strikes)]
    moments: list[tuple[Process, float]] = [(name, lots.uniform(0, LATEST)) for name in names]
    struck = [
        (f"{name}: {moment:.2f} s after the line", partial(companion.struck, name, moment)) for name, moment in moments
    ]
    return steps + struck


def _tried(companion: Companion, where: str, death: Callable[[], float]) -> Point:
    from tests.live.truth import echoes

    try:
        point = Point(where, round(death(), 2))
    except AssertionError as error:
        counts = echoes(companion.city)
        missing = counts[companion.word] == 0 or "on the screen" in str(error)
        point = Point(where, PATIENCE, str(error)[:300], missing, any(count > 1 for count in counts.values()))
    print(f"{point.where}: {point.trouble or 'sound'}, back after {point.seconds:g} s", file=sys.stderr)
    return point


def _result(points: list[Point]) -> Result:
    groups: defaultdict[str, list[Point]] = defaultdict(list)
    for each in points:
        groups[f"{each.process}, {'random' if 'after the line' in each.where else 'at a step'}"].append(each)
    wrong = sum(bool(each.trouble) for each in points)
    return Result(
        name="kills", command="uv run python -m bench kills", measures=MEASURES, how=HOW, caveats=CAVEATS,
        columns=["what died", "points", "lost", "doubled", "failed", "back: p50 s", "longest s"],
        rows=[_row(name, each) for name, each in [*groups.items(), ("all", points)]],
        bars=[
            bar(f"points of {len(points)} at which something was lost, doubled or wrong", wrong, 0, most=True),
            bar("longest seconds until all was back", max(each.seconds for each in points), BACK_WITHIN, most=True),
        ],
        data={"points": [asdict(each) for each in points]},
    )  # fmt: skip


def _row(name: str, points: list[Point]) -> list[str]:
    back = spread([each.seconds for each in points], digits=1)
    lost, doubled = sum(each.lost for each in points), sum(each.doubled for each in points)
    failed = sum(bool(each.trouble) and not each.lost and not each.doubled for each in points)
    return [name, *map(str, (len(points), lost, doubled, failed, back["p50"], back["most"]))]
