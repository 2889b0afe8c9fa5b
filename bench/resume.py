"""Is a mind that is killed at any step of a day and a night whole again? The loop of tests/crash, all of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from bench.results import Result, bar
from gothmud.clock import stopwatch
from tests.crash.city import Cue
from tests.crash.day import BROKEN_NIGHT, DAY
from tests.crash.loop import Found, at_random, every_point, lived_through, on_a_full_disk, whole
from tests.crash.process import Freedom

DAYS: dict[str, tuple[Sequence[Cue], Freedom]] = {
    "a day and a night": (DAY, "full"), "a night in which somebody wakes her": (BROKEN_NIGHT, "full"),
    "a day and a night, small model": (DAY, "narrow"),
}  # fmt: skip
RANDOM = 200
SEED = 1
TRIES = 3  # writes in a row that find the disk full
COLUMNS = ["killed", "days", "kills", "lost", "doubled", "broken", "seconds"]
HOW = [
    "One agent, in full freedom and once carried as a small model is (its dice fall evenly), built by agents/household.py, on a model by rules and a town in the same process "
    "(tests/crash): lines answered, a note of its own (`remember`), a refused act, a walk by its plan, a greeting, musing, a "
    "compaction by day, a night with notes on two people, sleep, the morning; and a night in which somebody wakes her.",
    "A point is whatever the process leaves behind: a line of session, vault history or record, a note's file, an act that "
    "the world did, a model's answer. Killed means: nothing after it has any effect, all objects are thrown away, a new "
    "process starts from the disk. Killed before a point is killed after the one before. 'torn': half of the line or file.",
    "Each day is compared with the one without a kill. lost: an act, a text of the context, a line heard, a note that it "
    "lacks. doubled: what it has twice or besides. broken: hash chain, parents, numbers of record and history, the order of "
    "compaction, sleep and waking, notes that don't parse, dead links.",
]


def run() -> Result:
    """Kill at every point of each day, then at random, then fill the disk."""
    logging.disable(logging.ERROR)
    data: dict[str, Any] = {}
    for name, (cues, freedom) in DAYS.items():
        reference = whole(cues, freedom)
        rounds = {
            "at every point": every_point(reference),
            "two or three times, at random": at_random(reference, RANDOM // len(DAYS), SEED),
        }
        for how, kills in rounds.items():
            data[f"{name}, {how}"] = _counted(lived_through(cues, reference, kills))
        data[f"{name}, disk full for {TRIES} writes"] = _counted(on_a_full_disk(cues, reference, every=3, tries=TRIES))
        data[name] = {"points": list(reference.names)}
    rows = [[key, *map(str, each["row"])] for key, each in data.items() if "row" in each]
    total = {word: sum(each[word] for each in data.values() if "row" in each) for word in ("lost", "doubled", "broken")}
    return Result(
        name="resume", command="uv run python -m bench resume",
        measures="What a mind loses or does twice when its process is killed: days lived with a kill against the day without.",
        how=HOW, columns=COLUMNS, rows=rows, data=data,
        caveats=["The kill is in one process and keeps the page cache: it shows a kill -9, not a power cut.",
                 "Time stands still while the process is away."],
        bars=[bar(word, count, 0, most=True) for word, count in total.items()],
    )  # fmt: skip


def _counted(days: Iterable[Found]) -> dict[str, Any]:
    began, found = stopwatch(), list(days)
    flaws = [each for day in found for each in day.flaws]
    counts = {word: sum(each.startswith(word) for each in flaws) for word in ("lost", "doubled", "broken")}
    deaths = sum(len(each.deaths) for each in found)
    seconds = round(stopwatch() - began, 1)
    return {
        **counts,
        "row": [len(found), deaths, *counts.values(), seconds],
        "flaws": [str(each) for each in found if each.flaws],
    }
