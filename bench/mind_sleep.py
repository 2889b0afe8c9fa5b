"""What a sleeping city costs: one night of five agents in which others talk and the weather turns; and, to see that the
count sees anything, the same night with one of them called by name until she wakes."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.actor import Ask
from bench.lives import Company, on_the_hour, the_plan
from bench.results import Result, bar
from bench.scripted_day import CALM, CONTEXT, DAY, five
from bench.stage import Stage
from gothmud.wire import Someone

BEGINS, ENDS = on_the_hour(DAY, "20:00"), on_the_hour(DAY + timedelta(days=1), "11:00")
TALKERS = {91: "Mira", 92: "Wren"}  # both human
ELSEWHERE = ("square", "quay", "archive")  # where nobody sleeps
BESIDE = "cafe"  # where Bruno sleeps
EVERY = timedelta(minutes=5)
SKIES = ("It rains.", "Fog lies in the streets.", "A clear, cold night.", "The wind turns.")
SLEEPER, HER_HOME, CALLED_AT = "hester", "nurse-home", on_the_hour(DAY + timedelta(days=1), "02:02")


def run() -> Result:
    """Live the night twice; count the model calls of those who sleep."""
    nights = {"a night": lived_night(wake=False), "control: Hester is called twice": lived_night(wake=True)}
    rows = [
        [
            name,
            *(
                f"{found[key]:g}"
                for key in ("said", "called", "skies", "heard", "hours", "asleep", "bed", "woken", "awake")
            ),
        ]
        for name, found in nights.items()
    ]
    return Result(
        name="mind-sleep", command="uv run python -m bench mind-sleep",
        measures="Model calls of a sleeping city: five agents, one night.",
        how=[
            f"In process, on a clock that jumps, from {BEGINS:%H:%M} to {ENDS:%H:%M}; full manner, built-in behaviours, a model out of a script.",
            "Two humans talk with each other every 5 minutes, in places where nobody sleeps and beside Bruno, who sleeps in his cafe; "
            "every hour one calls over the city; the weather turns every 20 minutes.",
            "Asleep: from the session's 'asleep' to its 'awake'. Going to bed: notes of the night. Woken: turns of who was woken, until asleep again.",
            "Control: the same night; at 02:02 one of the humans says Hester's name beside her bed, twice.",
        ],
        columns=["night", "lines said", "calls over the city", "turns of weather", "perceived by sleepers", "hours slept, all five", "model calls asleep", "going to bed", "woken", "by day"],
        rows=rows, data=nights, bars=[bar("model calls of sleepers", nights["a night"]["asleep"], 0, most=True)],
    )  # fmt: skip


def lived_night(*, wake: bool) -> dict[str, Any]:
    """Live one night; return what was said and what was asked of the model, by the state of who asked."""
    with tempfile.TemporaryDirectory(prefix="gothmud-bench-") as folder:
        company, told = asyncio.run(_live(Path(folder), wake=wake))
    calls: Counter[str] = Counter()
    for each in company.asks:
        calls[_state(company, each)] += 1
    return {
        **told,
        **{each: calls[each] for each in ("asleep", "bed", "woken", "awake")},
        "hours": round(_slept(company), 1),
        "heard": sum(each.heard_asleep for each in company.stage.bodies.values()),
    }


async def _live(folder: Path, *, wake: bool) -> tuple[Company, Counter[str]]:
    plan = the_plan()
    stage = Stage(plan, BEGINS, ENDS)
    company = Company(folder, plan, stage, five(plan), CONTEXT, CALM)
    for number, name in TALKERS.items():
        stage.enter(Someone(id=number, name=name, role="a visitor", human=True), ELSEWHERE[0], mind=False)
    told: Counter[str] = Counter()
    at, number = BEGINS + timedelta(hours=3), 0
    while at < ENDS - timedelta(hours=5):
        stage.at(at, partial(_talk, stage, number, told))
        at, number = at + EVERY, number + 1
    for each in (0, 1) if wake else ():
        stage.at(CALLED_AT + timedelta(seconds=20 * each), partial(_call, stage, company.numbers[SLEEPER]))
    await company.live()
    return company, told


def _talk(stage: Stage, number: int, told: Counter[str]) -> None:
    """Let the two say a line to each other, now here, now there; now and then a call to all, another weather."""
    first, second = TALKERS if number % 2 else reversed(TALKERS)
    if number % 6 == 0:
        place = (*ELSEWHERE, BESIDE)[number // 6 % 4]
        stage.move(first, place)
        stage.move(second, place)
    stage.say(first, f"They say that number {number} has been seen on the roofs.", second)
    told["said"] += 1
    if number % 12 == 7:
        stage.call(first, "Is anybody awake?")
        told["called"] += 1
    if number % 4 == 3:
        stage.weather(SKIES[number // 4 % len(SKIES)])
        told["skies"] += 1


def _call(stage: Stage, sleeper: int) -> None:
    stage.move(91, HER_HOME)
    stage.say(91, f"{stage.people[sleeper].name}! Wake up!", sleeper)


def _state(company: Company, ask: Ask) -> str:
    """Return how it stood with an agent when it asked: asleep, going to bed, woken, or awake."""
    naps = [each for each in company.lived[ask.agent][: ask.lived] if "asleep" in each.data]
    if naps and naps[-1].data["asleep"]:
        return "asleep"
    if ask.purpose == "notes":
        return "bed"
    return "woken" if ask.purpose == "woken" else "awake"


def _slept(company: Company) -> float:
    """Return the hours that all slept, together."""
    total = timedelta()
    for agent in company.lived:
        since: datetime | None = None
        for at, asleep in [*_changes(company, agent), (company.stage.clock.now(), False)]:
            total += at - since if since and not asleep else timedelta()
            since = at if asleep else None
    return total.total_seconds() / 3600


def _changes(company: Company, agent: str) -> list[tuple[datetime, bool]]:
    """Return when somebody fell asleep (True) and woke up."""
    return [
        (each.city_time, each.data["asleep"]) for each in company.lived[agent]
        if each.kind == "state" and "asleep" in each.data and each.city_time
    ]  # fmt: skip
