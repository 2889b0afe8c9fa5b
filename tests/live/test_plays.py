"""Plays in which everybody has a player, over telnet in the live city."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.telnet import Telnet
from tests.live.town import Town
from tests.plays.play import perform, plays_of_players


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


@pytest.mark.live
@pytest.mark.parametrize("path", plays_of_players(), ids=lambda path: path.stem)
def test_over_telnet(stage: Live, path: Path) -> None:
    perform(path, stage)
