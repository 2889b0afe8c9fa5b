"""Six agents with little to do for three days, with needs and without: who stays at home, who goes where, who meets whom."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.city import Home, a_city
from bench.results import Result, bar
from bench.twelve import Lines, with_agents
from gothmud.clock import stopwatch
from gothmud.events import Nudge
from gothmud.replay.metrics import METRICS, Sample, figure_of, samples_of
from gothmud.replay.opening import opened

DAYS = 3.0
WITHIN = 600.0  # real seconds for one of the two
HOMEBODY = "Lorenz"
THIN: dict[str, Lines] = {
    "ada": (("07:30", "mender-loft", "drawing joints"),),
    "hester": (("07:00", "nurse-home", "folding cloths"), ("14:00", "ward", "making a round"), ("16:00", "nurse-home", "folding cloths")),
    "marlow": (("09:00", "over-cafe", "moving strings"),),
    "lorenz": (("10:30", "watch-loft", "counting hats"), ("20:30", "clock-room", "counting lamps"), ("23:00", "watch-loft", "reading the log")),
    "sabine": (("08:00", "archive", "drying a shelf"),),
    "bruno": (("07:00", "cafe", "serving coffee"),),
}  # fmt: skip
MEASURED = ("nesting", "places", "partners")


@dataclass(frozen=True, slots=True)
class Lived:
    """Some days of the six: the samples of each metric, with names for persons, and what became of their nudges."""

    samples: dict[str, list[Sample]]
    fates: Counter[tuple[str, str]]
    real_seconds: float

    def of(self, metric: str, who: str = "") -> float:
        """Return a metric of all, or of one of them."""
        wanted = [each for each in self.samples[metric] if who in ("", each.who)]
        return figure_of(METRICS[metric], wanted).value or 0.0


def run(days: float = DAYS) -> Result:
    """Live the days without needs and with them."""
    off, on = lived(days, needs=False), lived(days, needs=True)
    names = sorted({each.who for each in on.samples["nesting"]})
    others = [each for each in names if each != HOMEBODY]
    return Result(
        name="nesting", command="uv run python -m bench nesting",
        measures="What needs (docs/etiquette.md) do against staying at home: six agents with thin plans, with needs and without, same seed.",
        how=[
            f"A whole city (world, portal, agents) on the fast clock for {days:g} city days, full manner, `minds.always`: the shipped one with "
            f"{', '.join(sorted(THIN))} as agents, the others as they are. Once with `minds.needs = false`, once with it on.",
            "The model is a script that goes where its inner thoughts say, answers who speaks to it, and makes a remark now and then "
            "(tests/scripted/living.py). It obeys every thought, so the figures are the harness's: what it offers, not what a model makes of it.",
            "Their plans are thin on purpose (mostly: to be at home), so that nesting can happen at all: with the shipped plans everybody has six "
            "or seven places a day.",
            "The figures are those of `gothmud replay metrics` (`nesting`, `places`, `partners`; docs/metrics.md), for the six only.",
        ],
        caveats=["Bruno and Sabine live where they work, and others come to them: being at home isn't nesting there."],
        columns=["what", "needs off", "needs on"], rows=_rows(off, on, names),
        bars=[
            bar("share of waking time at home, needs on over off", on.of("nesting") / off.of("nesting"), 0.8, most=True),
            bar(f"share of waking time at home of the homebody ({HOMEBODY}) over that of the others, needs on",
                on.of("nesting", HOMEBODY) / _mean([on.of("nesting", each) for each in others]), 1, most=False),
        ],
        data={"off": _data(off, names), "on": _data(on, names), "days": days},
    )  # fmt: skip


def lived(days: float, *, needs: bool) -> Lived:
    """Let the city live; return what its record says of the six."""
    from tests.scripted import Scripted
    from tests.scripted.living import living

    with tempfile.TemporaryDirectory(prefix="gothmud-bench-") as folder, Scripted(living()) as model:
        city = with_agents(Path(folder) / "six", THIN)
        with a_city(
            city={"name": str(city)}, model={"endpoint": model.url, "freedom": "full"}, minds={"always": True, "needs": needs}
        ) as home:  # fmt: skip
            began = stopwatch()
            home.minds_in()
            home.live(home.city_time() + timedelta(days=days), WITHIN)
            return Lived(_samples(home), _fates(home), stopwatch() - began)


def _samples(home: Home) -> dict[str, list[Sample]]:
    with opened([home.folder / "record"]) as record:
        agents = {
            str(each["who"]): each["name"] for each in record.rows("SELECT who, name, tier FROM people") if each["tier"] == "agent"
        }  # fmt: skip
        found = {name: samples_of(record, METRICS[name]) for name in MEASURED}
    return {
        name: [Sample(each.city, each.day, agents[each.who], each.part, each.whole) for each in samples if each.who in agents]
        for name, samples in found.items()
    }  # fmt: skip


def _fates(home: Home) -> Counter[tuple[str, str]]:
    return Counter((each.rule, each.fate) for each in home.events() if isinstance(each, Nudge))


def _rows(off: Lived, on: Lived, names: list[str]) -> list[list[str]]:
    shares = [
        [f"share of waking time at home, {name or 'all six'}", *(f"{each.of('nesting', name):.0%}" for each in (off, on))]
        for name in ("", *names)
    ]  # fmt: skip
    return [
        *shares,
        ["distinct places a person and day", *(f"{each.of('places'):.1f}" for each in (off, on))],
        ["partners a person and day", *(f"{each.of('partners'):.1f}" for each in (off, on))],
        ["thoughts of a need, of them obeyed", *(f"{each.fates['need', 'fired']}, {each.fates['need', 'obeyed']}" for each in (off, on))],
    ]  # fmt: skip


def _data(days: Lived, names: list[str]) -> dict[str, Any]:
    return {
        **{metric: {name or "all": round(days.of(metric, name), 3) for name in ("", *names)} for metric in MEASURED},
        "nudges": {f"{rule} {fate}": count for (rule, fate), count in sorted(days.fates.items())},
        "real_seconds": round(days.real_seconds, 1),
    }


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
