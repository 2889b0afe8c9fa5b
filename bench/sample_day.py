"""``python -m bench.sample_day`` records the day that ships with the package: twelve people, a rumour, two visitors.

The model is a script. While a visitor is in, the clock goes as the wall does and the script takes its time to answer.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bench.city import Home, a_city
from bench.rumour import ALIASES, OTHER_WORDS, PLANTED_WITH, TEXT, WITHIN
from bench.twelve import twelve
from bench.visitor import Visitor
from gothmud import manifest
from gothmud.errors import StartError
from gothmud.replay.files import SAMPLE
from gothmud.replay.sealing import seal
from gothmud.status import ask_world
from tests.scripted import Scripted
from tests.scripted.gossiping import gossiping
from tests.scripted.plans import slowly

BEGINS = datetime(2026, 11, 24, 6, 30)
ENDS = BEGINS + timedelta(days=1)
SEED = 61
NOTE = (
    "the sample day, by 'python -m bench.sample_day': twelve agents on the fast clock, the answers of a script "
    "(tests/scripted/gossiping.py); real time while a visitor was in; sessions of three minds only"
)
SESSIONS_OF = ("ada", "bruno", "hester")  # the prompts of all twelve would be six megabytes


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor, when they come, how long the model takes meanwhile, and whom they ask what."""

    at: str
    name: str
    seconds: float
    questions: Sequence[tuple[str, str, str]]


VISITS = (
    Visit("10:40", "Mira", 1.4, (
        ("bruno", "Bruno", "A coffee, please. What do people talk about?"),
        ("hester", "Hester", "Nurse, is the ward quiet today?"),
        ("hester", "Hester", "And what is new in the city?"),
    )),
    Visit("18:45", "Tobias", 2.6, (
        ("bruno", "Bruno", "Is there any soup left?"),
        ("marlow", "Marlow", "What did you find in the archive?"),
        ("hester", "Hester", "Have you heard about the bell of the tower?"),
    )),
)  # fmt: skip


def main() -> None:
    """Record the day and put it in the place of the one that is there."""
    with (
        tempfile.TemporaryDirectory(prefix="gothmud-sample-") as folder,
        Scripted(gossiping(OTHER_WORDS), model="scripted-4b") as model,
        a_city(
            city={"name": str(twelve(Path(folder) / "gothmud")), "begins": BEGINS.isoformat(), "seed": SEED},
            model={"endpoint": model.url, "freedom": "full"}, minds={"always": True},
        ) as home,
    ):  # fmt: skip
        home.minds_in()
        _plant(home)
        for visit in VISITS:
            home.live_until(datetime.combine(BEGINS, datetime.strptime(visit.at, "%H:%M").time()), WITHIN)
            asyncio.run(_visit(home, model, visit))
        home.live_until(ENDS, WITHIN)
        home.down()
        _keep(home.folder)


def _plant(home: Home) -> None:
    if (
        ask_world(home.folder, home.ports, {"text": TEXT, "names": [PLANTED_WITH], "aliases": ALIASES}, "rumors.json")
        is None
    ):
        raise StartError("the world took no rumor")


async def _visit(home: Home, model: Scripted, visit: Visit) -> None:
    """Let a visitor ask their questions, in real time."""
    ask_world(home.folder, home.ports, {"rate": 1.0})
    quick = model.plan
    model.plan = slowly(quick, visit.seconds)
    visitor = await Visitor.enter(home, visit.name)
    for person, called, text in visit.questions:
        if await visitor.walk_to(person):
            waited = await visitor.ask(called, text, within=20)
            print(f"{visit.name} to {called}: {text} ({waited and round(waited, 1)} s: {visitor.last_words()})")
    await visitor.line.close()
    model.plan = quick


def _keep(home: Path) -> None:
    """Put the record and the sessions of a home in the place of the sample, sealed."""
    shutil.rmtree(SAMPLE, ignore_errors=True)
    shutil.copytree(home / "record", SAMPLE / "record")
    for path in sorted((SAMPLE / "record").glob("*.jsonl")):
        if trouble := seal(path).trouble:
            raise StartError(f"{path.name}: {trouble}")
    for mind in SESSIONS_OF:
        (SAMPLE / "minds" / mind).mkdir(parents=True)
        shutil.copy(home / "minds" / mind / "session.jsonl", SAMPLE / "minds" / mind)
    _note(SAMPLE / "record" / manifest.FILE_NAME)
    print(f"{SAMPLE}: {sum(each.stat().st_size for each in SAMPLE.rglob('*') if each.is_file()):,} bytes")


def _note(path: Path) -> None:
    """Say in the manifest how the day was made; where it was made is nobody's business."""
    made = manifest.read(path).starts[-1]
    settings = {
        **made.settings,
        "city": {**made.settings["city"], "name": "gothmud, with twelve agents (bench/twelve.py)"},
    }
    started = made.model_copy(update={"note": NOTE, "settings": settings})
    path.write_text(manifest.Manifest(starts=[started]).model_dump_json(indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
