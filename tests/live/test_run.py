"""``gothmud run`` as a user types it: to its goal, and on to the same goal after it was cut off."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gothmud import goal
from gothmud.status import ask_world
from gothmud.supervisor import running
from tests.live.script import plan
from tests.live.town import ROOT, Town, environment, free_ports, homebodies
from tests.live.waiting import until
from tests.scripted import Scripted

pytestmark = pytest.mark.live


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A home with nothing in it yet."""
    homebodies(tmp_path / "plan")
    with Scripted(plan) as model:
        made = Town(tmp_path / "home", free_ports(), model)
        yield made
        for each in made.processes():
            each.kill()


def options(town: Town) -> list[str]:
    plan_folder = town.home.with_name("plan")
    return ["--port", str(town.port), "--city", str(plan_folder), "--endpoint", town.model.url]


def begun(town: Town, *arguments: str) -> subprocess.Popen[str]:
    """Start ``gothmud run`` and leave it running."""
    return subprocess.Popen(
        [sys.executable, "-m", "gothmud", "run", *arguments, *options(town), "--home", str(town.home)],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def halfway(town: Town) -> bool:
    """Return whether the city's clock has come a quarter of the way."""
    if not running(town.home) or (aim := goal.unfinished(town.home)) is None:
        return False
    state = ask_world(town.home, town.ports)
    return bool(state and state["clock"]["city"] > f"{(aim.start + (aim.end - aim.start) / 4).isoformat()}")


def test_a_run_that_is_cut_off_goes_on_to_the_same_goal(town: Town) -> None:
    first = begun(town, "--days", "1", "--speed", "x3600")
    until(lambda: halfway(town), "it is on its way", 90)
    first.send_signal(signal.SIGINT)
    said = first.communicate(timeout=60)[0]
    assert first.returncode == 130, said
    assert "1 days, until" in said
    assert "goes on with it" in said
    assert town.processes() == []
    aim = goal.unfinished(town.home)
    assert aim is not None
    assert 0 < aim.seconds < 60

    refused = town.command("run", "--days", "2", *options(town))
    assert refused.returncode == 2
    assert "a run of 1 days was cut off" in refused.stderr

    done = town.command("run", "--json", *options(town), within=120)
    assert done.returncode == 0, done.stderr
    assert "resuming: 0." in done.stderr
    told = json.loads(done.stdout)
    assert told["days"] == 1
    assert told["city_time"] == aim.end.isoformat()
    assert told["seconds"] > aim.seconds
    assert goal.unfinished(town.home) is None
    assert town.processes() == []
