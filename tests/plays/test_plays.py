"""Every play in process without a socket; those in which everybody has a player also over telnet in the live city."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.telnet import Telnet
from tests.live.town import ROOT, Town, environment
from tests.plays.play import perform, plays, plays_of_players, read


class Live:
    """The stage of real sockets."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.links: dict[str, Telnet] = {}

    def enter(self, name: str) -> None:
        """Make an account over telnet."""
        self.links[name] = self._town.newcomer(name)

    def type(self, name: str, line: str) -> None:
        """Type a line."""
        self.links[name].send(line)

    def lines(self, name: str) -> list[str]:
        """Return what came."""
        return self.links[name].lines()


@pytest.fixture
def stage(city: Town) -> Iterator[Live]:
    """The live stage; everybody leaves at the end."""
    made = Live(city)
    yield made
    for each in made.links.values():
        each.close()


def run(home: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module as a process of a home."""
    named = {
        "GOTHMUD_HOME": str(home),
        "GOTHMUD_CITY__NAME": str(home / "plan"),
        "DJANGO_SETTINGS_MODULE": "server.conf.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT)]),
        "GOTHMUD_FLOOR__ANSWER_SECONDS": "2",
    }
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env={**environment(), **named}, capture_output=True, text=True,
        timeout=150, check=False,
    )  # fmt: skip


def test_there_are_plays() -> None:
    assert len(plays()) >= 4
    assert all(read(each) for each in plays())


@pytest.mark.live
@pytest.mark.parametrize("path", plays_of_players(), ids=lambda path: path.stem)
def test_over_telnet(stage: Live, path: Path) -> None:
    perform(path, stage)


def test_in_process(inside_home: Path) -> None:
    done = run(inside_home, "tests.plays.inside", *map(str, plays()))
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert done.stdout.count("as written") == len(plays())
