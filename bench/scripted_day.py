"""A day and a night of five people of the shipped cast, with a visitor who speaks to each and weather that turns."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bench.lives import Company, on_the_hour, the_plan
from bench.stage import Stage
from gothmud.config import Minds
from gothmud.persona import Persona, PlanLine
from gothmud.wire import Someone
from world.schema import CityPlan

DAY = datetime(2026, 3, 7)
FIVE = ("ada", "hester", "lorenz", "marlow", "bruno")
CONTEXT = 3600  # tokens; by a rule of thumb a context starts anew at 2,880
VISITOR = 90
CALM = Minds(answer_pause=1.0, fast_musing_seconds=3600, needs=False)  # a day of about a hundred requests
ROUND = (
    ("10:35", "cafe", "ada", "Good morning, Ada. What are you mending today?"),
    ("10:40", "cafe", "hester", "Hester, is the ward quiet?"),
    ("10:45", "cafe", "bruno", "Bruno, a coffee, please."),
    ("13:10", "archive", "marlow", "What did you find in the archive, Marlow?"),
    ("14:40", "clock-room", "lorenz", "Lorenz, why does the clock stand still?"),
    ("14:42", "clock-room", "ada", "And you, Ada, can it be mended?"),
    ("18:35", "cafe", "bruno", "Is there any soup left, Bruno?"),
    ("18:40", "cafe", "marlow", "Marlow, I saw square footprints on the quay."),
    ("18:45", "cafe", "hester", "Hester, somebody asked for you at the hospital."),
    ("19:05", "cafe", "lorenz", "Good evening, Lorenz. Have you counted the steps?"),
)  # fmt: skip
SKIES = (
    ("07:30", "Fog lies in the streets."),
    ("11:00", "The fog has lifted."),
    ("17:30", "It rains a little."),
    ("23:00", "A clear, cold night."),
)


def five(plan: CityPlan) -> list[Persona]:
    """Return the five, all as agents; Bruno, who has no plan of his own, keeps his cafe."""
    people = {each.id: each for each in plan.cast}
    bruno = people["bruno"].model_copy(update={
        "tier": "agent", "plan": [PlanLine(at="06:30", place="cafe", doing="serving coffee"), PlanLine(at="15:00", place="square", doing="getting some air"), PlanLine(at="16:00", place="cafe", doing="serving soup")],
    })  # fmt: skip
    return [_calmer(bruno if each == "bruno" else people[each]) for each in FIVE]


def _calmer(persona: Persona) -> Persona:
    """Return a person with every other line of the plan, whom quiet doesn't make restless."""
    return persona.model_copy(update={"plan": persona.plan[::2], "nudges": {"idle": 0}})


def lived_day(folder: Path, hours: float = 26) -> Company:
    """Live from seven in the morning on for some hours; return the company with all that it asked."""
    return asyncio.run(_live(folder, hours))


async def _live(folder: Path, hours: float) -> Company:
    plan, begins = the_plan(), on_the_hour(DAY, "07:00")
    company = Company(folder, plan, Stage(plan, begins, begins + timedelta(hours=hours)), five(plan), CONTEXT, CALM)
    stage = company.stage
    stage.enter(Someone(id=VISITOR, name="Mira", role="a visitor", human=True), plan.city.start, mind=False)
    for clock, place, to, text in ROUND:
        stage.at(on_the_hour(DAY, clock), partial(stage.move, VISITOR, place))
        stage.at(on_the_hour(DAY, clock) + timedelta(minutes=1), partial(stage.say, VISITOR, text, company.numbers[to]))
    for clock, text in SKIES:
        stage.at(on_the_hour(DAY, clock), partial(stage.weather, text))
    stage.at(on_the_hour(DAY, "19:30"), partial(stage.move, VISITOR, plan.city.start))
    await company.live()
    return company
