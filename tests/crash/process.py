"""Lives a day in as many processes as it takes: each is built anew from the disk, as ``python -m agents`` builds it."""

from __future__ import annotations

import asyncio
import random
from datetime import datetime
from pathlib import Path
from typing import Literal
from unittest.mock import patch

from agents.builtin.memory import BUDGET
from agents.household import Household
from agents.probe import Findings
from gothmud.clock import real_sleep
from gothmud.config import City as CitySettings
from gothmud.config import Minds, Settings
from gothmud.config import Model as ModelSettings
from tests.crash.city import TOWN, City
from tests.crash.day import ADA, Rules
from tests.crash.link import link_to
from tests.crash.points import Points, counted

Freedom = Literal["full", "narrow"]
MUSING = 9000
KEEPER = """
from agents.hookspecs import hookimpl
from agents.view import Note

@hookimpl
def before_compaction(mind):
    return [Note("[Kept: the sign.]\\n", "sign"), Note("[Kept: the key.]\\n", "key")]
"""  # what a behaviour wants to keep has to survive too
WITHIN = 30.0  # real seconds in which a process has to come to an end: to its death or to the end of the day


class Even(random.Random):
    """Chance without chance: a process that starts again draws what the one before it would have drawn."""

    def random(self) -> float:
        """Return the middle."""
        return 0.5


def settings(freedom: Freedom) -> tuple[Settings, Findings]:
    """Return the city's settings and the endpoint for a manner; a small model only goes on with a transcript."""
    full = freedom == "full"
    found = Findings(url="", dialect="", model="rules", chat=full, schema_=full, completions=not full, context=800)  # pyright: ignore[reportCallIssue]
    minds = Minds(fast_musing_seconds=MUSING)
    return Settings(city=CitySettings(), model=ModelSettings(freedom=freedom), minds=minds), found


def founded(home: Path) -> Path:
    """Write the files that the world leaves for its minds; return the home."""
    (home / "minds" / "ada").mkdir(parents=True)
    (home / "behaviours").mkdir()
    (home / "behaviours" / "keeper.py").write_text(KEEPER, encoding="utf-8")
    (home / "minds" / "city.json").write_text(TOWN.model_dump_json(), encoding="utf-8")
    (home / "minds" / "ada" / "persona.json").write_text(ADA.model_dump_json(), encoding="utf-8")
    return home


def live(home: Path, city: City, points: Points, away: datetime = datetime.min, freedom: Freedom = "full") -> Household:
    """Let the day be lived to its end, whatever dies on the way; who died comes back at ``away`` or later.

    Returns the last process' minds.
    """
    household = None
    with (
        counted(points), patch("agents.body.Connection", link_to(city, points)), patch("agents.household.RESTART_AFTER", 0.0),
        patch.object(Household, "_rng", lambda _house, _persona: Even()),
        patch("agents.builtin.memory.SMALL_BUDGET", BUDGET),  # a turn that is cut off between two notes gets it anew
        patch("pluggy.PluginManager.load_setuptools_entrypoints"),  # reads what is installed: half of a start's time
    ):  # fmt: skip
        while not city.over.is_set():
            points.dead = False
            household = asyncio.run(_one_process(home, city, points, freedom))
            city.now = max(city.now, away)
    assert household is not None
    return household


async def _one_process(home: Path, city: City, points: Points, freedom: Freedom) -> Household:
    died = asyncio.Event()
    city.over, points.on_death = asyncio.Event(), died.set
    household = Household(home, *settings(freedom), Rules(points), "token")
    tasks = [
        asyncio.create_task(each) for each in (household.run(), died.wait(), city.over.wait(), _given_up(household))
    ]
    done, _ = await asyncio.wait(tasks, timeout=WITHIN, return_when=asyncio.FIRST_COMPLETED)
    for each in tasks:
        each.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    household.recorder.close()
    city.link = lambda _message: None
    assert done, f"nothing goes on at {city.now}: {household.state()['minds']}"
    return household


async def _given_up(household: Household) -> None:
    """Return once no mind of it will get up again."""
    while not household._lives or not all(each.done() for each in household._lives.values()):
        await real_sleep(0.05)
