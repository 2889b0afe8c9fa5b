"""Six agents with little to do for three days, with needs and without: who stays at home, who goes where, who meets whom."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.lives import Company, the_plan
from bench.recorded import RecordedStage
from bench.results import Result, bar
from gothmud.clock import stopwatch
from gothmud.config import Minds
from gothmud.events import Nudge
from gothmud.needs import needs
from gothmud.persona import Persona, PlanLine
from gothmud.record import read
from gothmud.replay.metrics import METRICS, Sample, figure_of, samples_of
from gothmud.replay.opening import opened
from world.schema import CityPlan

DAYS = 3
BEGINS = datetime(2026, 3, 7, 6)
CONTEXT = 8000  # tokens
SEED = 1
HOMEBODIES = ("Bruno", "Lorenz")
KEEPERS = ("bruno",)  # who has a house open for others and never wants out


def _line(at: str, place: str, doing: str) -> PlanLine:
    return PlanLine(at=at, place=place, doing=doing)


THIN = {
    "ada": [_line("07:30", "mender-loft", "drawing joints")],
    "hester": [
        _line("07:00", "nurse-home", "folding cloths"), _line("14:00", "ward", "making a round"),
        _line("16:00", "nurse-home", "folding cloths"),
    ],
    "marlow": [_line("09:00", "over-cafe", "moving strings")],
    "lorenz": [
        _line("10:30", "watch-loft", "counting hats"), _line("20:30", "clock-room", "counting lamps"),
        _line("23:00", "watch-loft", "reading the log"),
    ],
    "sabine": [_line("08:00", "archive", "drying a shelf")],
    "bruno": [_line("07:00", "cafe", "serving coffee")],
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


def run(days: int = DAYS) -> Result:
    """Live the days without needs and with them; with thin plans, and with those of the cast."""
    off, on = lived(days, outings=False), lived(days, outings=True)
    full_off, full_on = lived(days, outings=False, thin=False), lived(days, outings=True, thin=False)
    ways = [off, on, full_off, full_on]
    names = sorted({each.who for each in on.samples["nesting"]})
    others = [each for each in names if each not in HOMEBODIES]
    return Result(
        name="nesting", command="uv run python -m bench nesting",
        measures="What needs (docs/etiquette.md) do against staying at home: six agents, with needs and without, same seed.",
        how=[
            f"{days} city days in one process: {', '.join(name.title() for name in THIN)} of the shipped cast as whole agents (full manner, the "
            "product's own parts) on the stage of `mind-prefix`, which keeps a record as the world does. The others of the cast go their rounds "
            "as bodies without words; the weather is the seed's. Once with `minds.needs` off, once on.",
            "The model is a script that goes where its inner thoughts say, answers who speaks to it, and makes a remark now and then "
            "(bench/actor.py). It obeys every thought, so the figures are the harness's: what it offers, not what a model makes of it.",
            "Their plans are thin on purpose (mostly: to be at home), so that nesting can happen at all: by the shipped plans everybody is in six "
            "or seven places a day.",
            "Needs are the cast's own: Lorenz is a homebody, Marlow is restless; Sabine has everybody's, and Bruno, who keeps the cafe, none.",
            "The figures are those of `gothmud replay metrics` (docs/metrics.md: nesting, places, partners), for the six only.",
        ],
        caveats=[
            "Without needs nobody here meets anybody but by chance: a column of nothing is what such plans give, and a reason for plans.",
            "Who went out for a need stays out until the plan or bed calls: with plans as thin as these that may be all day.",
            "Sabine lives where she works: with needs on she leaves an archive that a city would want open.",
        ],
        columns=["what", "thin plans, needs off", "needs on", "the cast's plans, needs off", "needs on"], rows=_rows(ways, names),
        bars=[
            bar("share of waking time at home, needs on over off", on.of("nesting") / off.of("nesting"), 0.8, most=True),
            bar(f"least share of waking time at home of a homebody ({', '.join(HOMEBODIES)}) over the most of the others, needs on",
                min(on.of("nesting", each) for each in HOMEBODIES) / max(on.of("nesting", each) for each in others), 1, most=False),
        ],
        data={
            "days": days,
            **{name: _data(each, names) for name, each in zip(("off", "on", "full_off", "full_on"), ways, strict=True)},
        },
    )  # fmt: skip


def lived(days: int, *, outings: bool, thin: bool = True) -> Lived:
    """Let the six live; return what their record says of them."""
    with tempfile.TemporaryDirectory(prefix="gothmud-bench-") as name:
        folder, began = Path(name), stopwatch()
        people = asyncio.run(_live(folder, days, outings=outings, thin=thin))
        return Lived(_samples(folder, people), _fates(folder), stopwatch() - began)


async def _live(folder: Path, days: int, *, outings: bool, thin: bool) -> dict[str, str]:
    """Live the days; return the names by body."""
    plan = the_plan()
    stage = RecordedStage(folder, plan, BEGINS, BEGINS + timedelta(days=days))
    rules = Minds(answer_pause=1.0, fast_musing_seconds=1800, needs=outings)
    company = Company(folder, plan, stage, six(plan, thin=thin), CONTEXT, rules)
    stage.people_without_minds(plan, set(THIN), days)
    stage.skies(SEED, days)
    await company.live()
    stage.record.close()
    return {str(number): stage.people[number].name for number in company.numbers.values()}


def six(plan: CityPlan, *, thin: bool) -> list[Persona]:
    """Return the six as agents, with thin plans or their own."""
    return [
        each.model_copy(update={
            "tier": "agent", "plan": THIN[each.id] if thin or not each.plan else each.plan,
            "needs": dict.fromkeys(needs(), 0) if each.id in KEEPERS else each.needs,
        })
        for each in plan.cast if each.id in THIN
    ]  # fmt: skip


def _samples(folder: Path, people: dict[str, str]) -> dict[str, list[Sample]]:
    with opened([folder / "record"]) as record:
        found = {name: samples_of(record, METRICS[name]) for name in MEASURED}
    return {
        name: [Sample(each.city, each.day, people[each.who], each.part, each.whole) for each in samples if each.who in people]
        for name, samples in found.items()
    }  # fmt: skip


def _fates(folder: Path) -> Counter[tuple[str, str]]:
    return Counter((each.rule, each.fate) for each in read(folder / "record") if isinstance(each, Nudge))


def _rows(ways: list[Lived], names: list[str]) -> list[list[str]]:
    shares = [
        [f"share of waking time at home, {name or 'all six'}", *(f"{each.of('nesting', name):.0%}" for each in ways)]
        for name in ("", *names)
    ]  # fmt: skip
    return [
        *shares,
        ["distinct places a person and day", *(f"{each.of('places'):.1f}" for each in ways)],
        ["partners a person and day", *(f"{each.of('partners'):.1f}" for each in ways)],
        *([f"thoughts of a {rule}, of them obeyed", *(_obeyed(each, rule) for each in ways)] for rule in ("need", "plan")),
    ]  # fmt: skip


def _obeyed(days: Lived, rule: str) -> str:
    return f"{days.fates[rule, 'fired']}, {days.fates[rule, 'obeyed']}"


def _data(days: Lived, names: list[str]) -> dict[str, Any]:
    return {
        **{metric: {name or "all": round(days.of(metric, name), 3) for name in ("", *names)} for metric in MEASURED},
        "nudges": {f"{rule} {fate}": count for (rule, fate), count in sorted(days.fates.items())},
        "real_seconds": round(days.real_seconds, 1),
    }
