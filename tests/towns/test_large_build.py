"""Hundreds of steps are built in a running city while somebody talks there: whole in the end, however it goes."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from gothmud.building import apply_live, stored_pieces
from gothmud.clock import stopwatch
from gothmud.config import load
from gothmud.errors import CityError, StartError
from gothmud.events import Built, Snapshot
from gothmud.status import ask_world
from tests.live.script import plan
from tests.live.telnet import Telnet
from tests.live.town import Town, free_ports
from tests.live.waiting import WITHIN
from tests.scripted import Scripted
from world.load import load_city

pytestmark = pytest.mark.live
LANES = 200
PIECES = 4 * LANES + 1  # rooms, two exits and a lamp each, and the way there
LANE = """\
- id: lane-{n}
  name: Lane {n}
  district: middle
  at: [{n}, 9]
  desc: The lane with the number {n}.
  exits:
    - {{name: out, to: {before}, aliases: [o]}}
    - {{name: on, to: lane-{after}, one_way: true}}
  things:
    - {{id: lamp-{n}, name: lamp {n}, desc: It is lit.}}
"""
POISON = (
    "CREATE TRIGGER poison BEFORE INSERT ON objects_objectdb WHEN NEW.db_key = 'lamp 190'"
    " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Scripted(plan) as model:
        made = Town(tmp_path_factory.mktemp("large"), free_ports(), model)
        try:
            made.up()
            yield made
        finally:
            made.down()


@pytest.fixture(scope="module")
def ottoline(town: Town) -> Iterator[Telnet]:
    link = town.newcomer("Ottoline")
    yield link
    link.close()


@pytest.fixture(scope="module")
def lanes(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city's files with many lanes more."""
    folder = tmp_path_factory.mktemp("lanes") / "tiny"
    shutil.copytree(files(town), folder)
    path = folder / "rooms" / "middle.yaml"
    north = "    - {name: north, to: inn, aliases: [n]}\n"
    path.write_text(path.read_text().replace(north, f"{north}    - {{name: lanes, to: lane-1}}\n", 1))
    texts = [
        LANE.format(n=n, before="square" if n == 1 else f"lane-{n - 1}", after=n % LANES + 1)
        for n in range(1, LANES + 1)
    ]
    (folder / "rooms" / "lanes.yaml").write_text("".join(texts))
    return folder


def files(town: Town) -> Path:
    """The files that the city was built from."""
    return town.home.with_name(f"{town.home.name}-plan")


def stored_lanes(town: Town) -> int:
    """Return how many lanes the database has."""
    with sqlite3.connect(f"file:{town.home / 'city.db3'}?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM objects_objectdb WHERE db_key LIKE 'Lane %'").fetchone()[0]


class Building:
    """A build that goes on in a thread. ``lines`` are what is told of it; ``other`` what another builder hears meanwhile."""

    def __init__(self, pool: ThreadPoolExecutor, town: Town, folder: Path) -> None:
        self.lines: list[dict[str, Any]] = []
        self.other = ""
        self._town, self._begun = town, Event()
        self.result = pool.submit(apply_live, town.home, town.port, load_city(folder), told=self._told)

    def begun(self) -> None:
        """Return once some of it is there and it goes on."""
        assert self._begun.wait(WITHIN)
        assert not self.result.done()

    @property
    def done(self) -> list[int]:
        """How many steps were done, at each time that it was told."""
        return [each["done"] for each in self.lines if "done" in each]

    def _told(self, line: dict[str, Any]) -> None:
        self.lines.append(line)
        if "done" in line and not self._begun.is_set():
            self._begun.set()
            self.other = refused(self._town)


def refused(town: Town) -> str:
    """Return why the world takes no other build now."""
    try:
        ask_world(town.home, town.ports, {}, "build.json", WITHIN)
    except ValueError as error:
        return str(error)
    return ""


def without_lanes(town: Town) -> str:
    done = town.command("build", str(files(town)), "--prune", within=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert stored_lanes(town) == 0
    return done.stdout


def test_everybody_goes_on_while_hundreds_of_steps_are_done(town: Town, ottoline: Telnet, lanes: Path) -> None:
    waits: list[float] = []
    with ThreadPoolExecutor() as pool:
        building = Building(pool, town, lanes)
        building.begun()
        while not building.result.done():
            began = stopwatch()
            ottoline.send(f"say This is the {len(waits)}. thing that I say.")
            ottoline.expect(f'You say, "This is the {len(waits)}. thing')
            waits.append(stopwatch() - began)
    told = building.result.result()
    assert (told["counts"], told["of"], told["done"]) == ("801 created", PIECES, PIECES)
    assert building.done == sorted(set(building.done))
    assert re.fullmatch(
        r"a build goes on here, \d+ of 801 steps are done; try again when it is through", building.other
    )
    assert len(waits) > 2
    assert max(waits) < 3
    assert told["longest"] < 1
    assert (len(town.events(Built)[-1].rooms), town.events(Snapshot)[-1].occasion) == (LANES + 6, "built")
    ottoline.send("lanes")
    ottoline.expect("Lane 1")
    assert "nothing to do" in town.command("build", str(lanes)).stdout


def test_hundreds_of_steps_are_taken_back(town: Town, ottoline: Telnet, lanes: Path) -> None:
    said = without_lanes(town)
    assert "801 removed. It took " in said
    ottoline.expect("Lane 1 is no more")
    ottoline.expect("The Square")
    assert "nothing to do" in without_lanes(town)


def test_a_build_that_fails_is_undone_and_nobody_is_lost(town: Town, ottoline: Telnet, lanes: Path) -> None:
    settings, server = load(town.home), town.pid("server")
    before = stored_pieces(town.home, settings)
    with sqlite3.connect(town.home / "city.db3", timeout=20) as database:
        database.execute(POISON)
    with ThreadPoolExecutor() as pool:
        building = Building(pool, town, lanes)
        with pytest.raises(CityError, match="nothing was built: a defect"):
            building.result.result()
    assert max(building.done) > LANES
    with sqlite3.connect(town.home / "city.db3", timeout=20) as database:
        database.execute("DROP TRIGGER poison")
    town.back("server", server)
    assert stored_pieces(town.home, settings) == before
    ottoline.send("say Am I still here?")
    ottoline.expect('You say, "Am I still here')


def test_a_build_that_is_killed_goes_on_where_it_stopped(town: Town, lanes: Path) -> None:
    server = town.pid("server")
    with ThreadPoolExecutor() as pool:
        building = Building(pool, town, lanes)
        building.begun()
        town.kill("server")
        with pytest.raises(StartError, match="the world has stopped"):
            building.result.result()
    assert stored_lanes(town) > 0
    town.back("server", server)
    done = town.command("build", str(lanes))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "created" in done.stdout
    assert "801 created" not in done.stdout
    assert stored_lanes(town) == LANES
    assert "nothing to do" in town.command("build", str(lanes)).stdout
    assert not town.misrecorded()
