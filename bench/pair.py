"""Two agreeable agents alone for an hour of the city, on the fast clock: what they say, and whether it ever ends."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.city import a_city
from bench.guest import OFF
from bench.parlour import write_parlour
from gothmud.events import Event, Said
from gothmud.gauges import Figures, Gauges

WITHIN = 300.0  # real seconds
LULL = timedelta(minutes=5)  # of silence, after which a line begins another talk


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of two: ``talks`` are the lengths of runs of lines without five quiet minutes between."""

    figures: Figures
    talks: list[int]


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
