"""What the manners of a room are good for: a human among three agreeable, talkative agents, with them and without."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from bench.guest import PAUSES, Visit, visited
from bench.results import Result, bar
from gothmud.config import Manners

SECONDS = 600.0
LATENCY = 3.0  # seconds of the scripted endpoint
SLOTS = 2
WAIT_BAR = 1.3
HOW = (
    "Off: `floor.on = false` and `minds.behaviours = [-ways_out]`; on: as shipped. Both cities at the same time, one parlour each, "
    "full manner. All figures are from the record, by the gauges of the living city (gothmud/gauges).",
    "The model is a script (tests/scripted/agreeing.py): it answers everybody, agrees, repeats what was said, and takes up an inner "
    "thought in its own words.",
    "New: at least half of a line's 3-grams weren't among the room's last 40 lines.",
)
OBEYS = "A script that always takes up an inner thought shows what the mechanism offers, not what a model makes of it."


def run() -> Result:
    """Let a human visit three agents."""
    from tests.scripted import Scripted, slowly
    from tests.scripted.agreeing import agreeable

    def visit(mechanism: bool) -> Visit:
        with Scripted(slowly(agreeable(), LATENCY), slots=SLOTS) as model:
            return visited(mechanism, {"endpoint": model.url, "freedom": "full"}, SECONDS)

    visits = both(visit)
    on = visits["on"].figures
    times = [(each or 0.0) / LATENCY for each in (on.wait_p50, on.wait_p95)]
    return Result(
        name="etiquette", command="uv run python -m bench etiquette",
        measures=f"A human among three agreeable, talkative agents for {SECONDS / 60:g} minutes, with the room's manners and without.",
        how=[
            *HOW,
            f"It takes {LATENCY:g} s for an answer and has {SLOTS} slots; the three muse every 5 s, so that its queue is never empty.",
            f"The human speaks to the three in turn for {SECONDS:g} s, {PAUSES[0]:g} to {PAUSES[1]:g} s after their last line, whatever the "
            "others do: the same lines at the same moments in both columns. Wait: from the line to the first words of the one named.",
            f"Open to the human: share of the time in which somebody who reads {Manners().words_a_second:g} words a second had read everything "
            "and nobody spoke.",
        ],
        caveats=[
            f"The wait includes the 0.6 s that a mind listens before it answers: 1.2 times an endpoint of {LATENCY:g} s.", OBEYS,
        ],
        columns=["what", "off", "on"], rows=rows(visits, LATENCY), data={**data_of(visits), "latency": LATENCY},
        bars=[
            bar("median wait, on, over the endpoint's latency", times[0], WAIT_BAR, most=True),
            bar("95th percentile of the wait, on, over the endpoint's latency", times[1], WAIT_BAR, most=True),
            bar("lines of bots in a row before the human, on", on.longest_run, Manners().bot_lines, most=True),
        ],
    )  # fmt: skip


def both[T](measure: Callable[[bool], T]) -> dict[str, T]:
    """Return what was measured without the mechanism and with it, at the same time."""
    with ThreadPoolExecutor(2) as cities:
        return dict(zip(("off", "on"), cities.map(measure, (False, True)), strict=True))


def rows(visits: dict[str, Visit], latency: float | None = None) -> list[list[str]]:
    """Return the table of visits; with ``latency`` waits are told as multiples of it, too."""
    figures = [each.figures for each in visits.values()]
    return [
        ["lines of the human, of these unanswered", *(f"{each.waits}, {each.unanswered}" for each in figures)],
        ["wait, median s", *(_seconds(each.wait_p50, latency) for each in figures)],
        ["wait, p95 s", *(_seconds(each.wait_p95, latency) for each in figures)],
        ["most lines of others while the human waits", *(str(each.between) for each in figures)],
        ["most lines of bots in a row", *(str(each.longest_run) for each in figures)],
        ["open to the human", *(f"{each.open_share:.0%}" for each in visits.values())],
        ["the human's share of the words", *(share(each.floor_share) for each in figures)],
        ["lines of bots, of these new", *(f"{each.lines}, {share(each.new)}" for each in figures)],
        ["lines refused", *(str(each.refused) for each in figures)],
    ]


def share(found: float | None) -> str:
    """Return a share as people read it."""
    return "-" if found is None else f"{found:.0%}"


def data_of(found: dict[str, Any]) -> dict[str, Any]:
    """Return the numbers behind a table."""
    return {name: asdict(each) | {"figures": each.figures.model_dump(mode="json")} for name, each in found.items()}


def _seconds(seconds: float | None, latency: float | None) -> str:
    if seconds is None:
        return "-"
    return f"{seconds:.2f}" + (f" ({seconds / latency:.2f}x)" if latency else "")
