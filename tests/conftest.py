"""One live city for the whole run, on a scripted model; taken down and searched for traces at the end."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from tests.live.town import Town


LONGEST = ("tests/live/", "tests/towns/", "tests/plays/", "tests/building/", "tests/crash/")


class Dealt(LoadScopeScheduling):
    """Deals tests out to the workers: all that walk the live city to one, in their order, the others by file."""

    def _split_scope(self, nodeid: str) -> str:
        return "city" if nodeid.startswith("tests/live/") else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Dealt:
    """Put it in the place of xdist's."""
    return Dealt(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes minutes first, so that no worker begins it when the other is done."""
    items.sort(key=lambda each: [not each.nodeid.startswith(long) for long in LONGEST])


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A city of three rooms that is up. Afterwards: nobody is left, no log holds a traceback or a secret, and what the
    record amounts to is what the database said at each of its snapshots."""
    from tests.live.script import plan
    from tests.live.town import Town, free_ports
    from tests.scripted import Scripted

    with Scripted(plan) as model:
        town = Town(tmp_path_factory.mktemp("city"), free_ports(), model)
        try:
            town.up()
            yield town
        finally:
            left = town.down()
    assert not left, f"still running after 'down': {left}"
    assert not (found := town.traces()), "\n".join(found)
    assert not (found := town.misrecorded()), "\n".join(found)


@pytest.fixture(scope="session")
def blank_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with empty tables: to be copied, for making them takes ten seconds."""
    from tests.plays.test_plays import run

    home = tmp_path_factory.mktemp("blank")
    done = run(home, "django", "migrate", "--no-input", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture(scope="session")
def inside_home(blank_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the tiny city in it, and nothing running."""
    from tests.live.town import homebodies
    from tests.plays.test_plays import run

    home = tmp_path_factory.mktemp("inside") / "home"
    shutil.copytree(blank_home, home)
    homebodies(home / "plan")
    done = run(home, "server.prepare")
    assert done.returncode == 0, done.stderr
    return home
