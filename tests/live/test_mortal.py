"""A process dies at each step of a turn: it is back within 30 s, nothing is lost, nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live.companion import Companion
from tests.live.mortal.steps import BY_ID
from tests.live.town import Town

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def zoe(city: Town) -> Iterator[Companion]:
    """Somebody with Ada in the shed."""
    companion = Companion(city)
    yield companion
    companion.close()


@pytest.mark.parametrize("step", BY_ID)
def test_death_at(zoe: Companion, step: str) -> None:
    zoe.through(step)
