"""What the manners of a room are good for: the same agreeable, talkative models with and without them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from bench.guest import PAUSES, Visit, visited
from bench.pair import Hour, alone
from bench.results import Result, bar
from gothmud.config import Manners

SECONDS = 600.0  # of a human's visit
MINUTES = 60.0  # of the city, for two agents alone
LATENCY = 3.0  # seconds of the scripted endpoint
SLOTS = 2
WAIT_BAR = 1.3
Both = dict[str, Any]


def run() -> Result:
    """Let a human visit three agents, and leave two alone."""
    from tests.scripted import Scripted, slowly
    from tests.scripted.agreeing import agreeable

    def visit(mechanism: bool) -> Visit:
        with Scripted(slowly(agreeable(), LATENCY), slots=SLOTS) as model:
            return visited(mechanism, {"endpoint": model.url, "freedom": "full"}, SECONDS)

    def hour(mechanism: bool) -> Hour:
        with Scripted(agreeable()) as model:
            return alone(mechanism, model.url, MINUTES)

    visits, hours = _both(visit), _both(hour)
    on = visits["on"].figures
    times = [(each or 0.0) / LATENCY for each in (on.wait_p50, on.wait_p95)]
    return Result(
        name="etiquette", command="uv run python -m bench etiquette",
        measures="A human among three agreeable, talkative agents, and two of them alone for an hour: with the room's manners and without.",
        how=[
            "Off: `floor.on = false` and `minds.behaviours = [-ways_out]`; on: as shipped. Both at the same time, in a city of one parlour, "
            "musing every 5 s (alone: every city minute), full manner. All figures are from the record, by the gauges of the living city "
            "(gothmud/gauges).",
            f"The model is a script (tests/scripted/agreeing.py): it answers everybody, agrees, repeats what was said, and takes up an inner "
            f"thought in its own words. It takes {LATENCY:g} s for an answer and has {SLOTS} slots; for the two alone it takes no time.",
            f"The human speaks to the three in turn, {SECONDS:g} s long, {PAUSES[0]:g} to {PAUSES[1]:g} s after their last line, whatever the others "
            "do: the same lines at the same moments in both columns. Wait: from the line to the first words of the one named.",
            f"Open to the human: share of the time in which somebody who reads {Manners().words_a_second:g} words a second had read everything and "
            "nobody spoke. New: at least half of a line's 3-grams weren't among the room's last 40 lines.",
        ],
        caveats=[
            f"The wait includes the 0.6 s that a mind listens before it answers: 1.2 times an endpoint of {LATENCY:g} s.",
            "A script that always takes up an inner thought shows what the mechanism offers, not what a model makes of it.",
        ],
        columns=["what", "off", "on"], rows=[*visit_rows(visits, LATENCY), *_hour_rows(hours)],
        bars=[
            bar("median wait, on, over the endpoint's latency", times[0], WAIT_BAR, most=True),
            bar("95th percentile of the wait, on, over the endpoint's latency", times[1], WAIT_BAR, most=True),
            bar("lines of bots in a row before the human, on", on.longest_run, Manners().bot_lines, most=True),
            bar("longest talk of two, on", max(hours["on"].talks), Manners().scene_lines, most=True),
        ],
        data={"visit": data_of(visits), "hour": data_of(hours), "latency": LATENCY},
    )  # fmt: skip


def _both[T](measure: Callable[[bool], T]) -> dict[str, T]:
    """Return what was measured without the mechanism and with it, at the same time."""
    with ThreadPoolExecutor(2) as cities:
        return dict(zip(("off", "on"), cities.map(measure, (False, True)), strict=True))


def visit_rows(visits: Both, latency: float | None = None) -> list[list[str]]:
    """Return the table of two visits; with ``latency`` waits are told as multiples of it, too."""
    figures = [each.figures for each in visits.values()]
    return [
        ["visit: lines of the human, of these unanswered", *(f"{each.waits}, {each.unanswered}" for each in figures)],
        ["visit: wait, median s", *(_seconds(each.wait_p50, latency) for each in figures)],
        ["visit: wait, p95 s", *(_seconds(each.wait_p95, latency) for each in figures)],
        ["visit: most lines of others while the human waits", *(str(each.between) for each in figures)],
        ["visit: most lines of bots in a row", *(str(each.longest_run) for each in figures)],
        ["visit: open to the human", *(f"{each.open_share:.0%}" for each in visits.values())],
        ["visit: the human's share of the words", *(_share(each.floor_share) for each in figures)],
        ["visit: lines of bots, of these new", *(f"{each.lines}, {_share(each.new)}" for each in figures)],
        ["visit: lines refused", *(str(each.refused) for each in figures)],
    ]


def _hour_rows(hours: Both) -> list[list[str]]:
    figures = [each.figures for each in hours.values()]
    return [
        ["alone: lines in an hour, of these new", *(f"{each.lines}, {_share(each.new)}" for each in figures)],
        ["alone: talks (five quiet minutes between)", *(str(len(each.talks)) for each in hours.values())],
        ["alone: lines of the longest", *(str(max(each.talks)) for each in hours.values())],
        ["alone: scenes that ended, and why", *(_ends(each.ends) for each in figures)],
        ["alone: lines refused", *(str(each.refused) for each in figures)],
    ]


def _seconds(seconds: float | None, latency: float | None) -> str:
    if seconds is None:
        return "-"
    return f"{seconds:.2f}" + (f" ({seconds / latency:.2f}x)" if latency else "")


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _ends(ends: dict[str, int]) -> str:
    return ", ".join(f"{end} {count}" for end, count in ends.items()) or "none"


def data_of(found: Both) -> dict[str, Any]:
    """Return the numbers behind a table."""
    return {name: asdict(each) | {"figures": each.figures.model_dump(mode="json")} for name, each in found.items()}
