"""A process dies at a step of a turn: it is back within 30 s, nothing is lost, nothing is said twice.

Two of the steps, for they take seconds each; ``python -m bench kills`` goes through all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live.companion import Companion
from tests.live.town import Town

pytestmark = pytest.mark.live
AT = (
    "agents: the act is sent",
    "server: after COMMIT",
)


@pytest.fixture(scope="module")
def zoe(city: Town) -> Iterator[Companion]:
    """Somebody with Ada in the shed."""
    companion = Companion(city)
    yield companion
    companion.close()


@pytest.mark.parametrize("step", AT)
def test_death_at(zoe: Companion, step: str) -> None:
    zoe.through(step)
