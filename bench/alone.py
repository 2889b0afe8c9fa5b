"""Two agreeable agents alone for an hour of the city, on the fast clock: what they say, and whether it ever ends."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.city import a_city
from bench.etiquette import HOW, OBEYS, both, data_of, share
from bench.guest import OFF
from bench.parlour import write_parlour
from bench.results import Result, bar
from gothmud.config import Manners
from gothmud.events import Event, Said
from gothmud.gauges import Figures, Gauges

MINUTES = 60.0  # of the city
WITHIN = 500.0  # real seconds
LULL = timedelta(minutes=5)  # of silence, after which a line begins another talk


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of two: ``talks`` are the lengths of runs of lines without five quiet minutes between."""

    figures: Figures
    talks: list[int]


def run() -> Result:
    """Leave two agents alone for an hour."""
    from tests.scripted import Scripted
    from tests.scripted.agreeing import agreeable

    def an_hour(mechanism: bool) -> Hour:
        with Scripted(agreeable()) as model:
            return alone(mechanism, model.url, MINUTES)

    hours = both(an_hour)
    return Result(
        name="alone", command="uv run python -m bench alone",
        measures="Two agreeable, talkative agents alone for an hour of the city, with the room's manners and without.",
        how=[*HOW, "The fast clock; the model takes no time, words do (2.5 a second). The two muse every minute of the city."],
        caveats=[OBEYS], columns=["what", "off", "on"], rows=_rows(hours), data=data_of(hours),
        bars=[
            bar("lines of the longest talk, on", max(hours["on"].talks), Manners().scene_lines, most=True),
            bar("share of lines that bring something new, on / off", _ratio(hours), 1.5, most=False),
        ],
    )  # fmt: skip


def alone(mechanism: bool, url: str, minutes: float) -> Hour:
    """Leave two agents alone for so long, with the floor and the ways out or without them."""
    switches: dict[str, dict[str, Any]] = {} if mechanism else OFF
    minds = {"fast_musing_seconds": 60.0, "always": True, **switches.get("minds", {})}
    with tempfile.TemporaryDirectory(prefix="gothmud-bench-") as folder:
        write_parlour(Path(folder) / "parlour", 2)
        model = {"endpoint": url, "freedom": "full"}
        settings = {"city": {"name": f"{folder}/parlour"}, "model": model, **switches, "minds": minds}
        with a_city(**settings) as home:
            home.minds_in()
            since = home.now()
            home.live_until(since + timedelta(minutes=minutes), WITHIN)
            return hour(each for each in home.events() if each.city_time and each.city_time >= since)


def hour(events: Iterable[Event]) -> Hour:
    """Return what the record says of an hour."""
    gauges, talks, last = Gauges(), [0], None
    for each in sorted((each for each in events if each.source == "world"), key=lambda each: each.seq):
        gauges.take(each)
        if isinstance(each, Said) and each.mode == "say" and each.city_time:
            if last and each.city_time - last > LULL:
                talks.append(0)
            talks[-1] += 1
            last = each.city_time
    return Hour(gauges.figures(), talks)


def _rows(hours: dict[str, Hour]) -> list[list[str]]:
    figures = [each.figures for each in hours.values()]
    return [
        ["lines, of these new", *(f"{each.lines}, {share(each.new)}" for each in figures)],
        ["talks (five quiet minutes between)", *(str(len(each.talks)) for each in hours.values())],
        ["lines of the longest", *(str(max(each.talks)) for each in hours.values())],
        ["scenes that ended, and why", *(_ends(each.figures.ends) for each in hours.values())],
        ["lines refused", *(str(each.refused) for each in figures)],
    ]


def _ratio(hours: dict[str, Hour]) -> float:
    off, on = (hours[each].figures.new or 0.0 for each in ("off", "on"))
    return on / max(off, 0.001)


def _ends(ends: dict[str, int]) -> str:
    return ", ".join(f"{end} {count}" for end, count in ends.items()) or "none"
