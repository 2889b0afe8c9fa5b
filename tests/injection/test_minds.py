"""All attempts against minds whose model obeys everything. Judged by what came of it: acts, record, notes, files, calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.budget import Budget
from agents.queue import Queue
from gothmud import record
from gothmud.config import Budget as Limits
from gothmud.events import Dropped
from tests.agents import fakes
from tests.agents.fakes import FakeModel
from tests.agents.small_town import TOWN
from tests.injection.attempts import Attempt, attempts
from tests.injection.places import evening, evening_and_night, obeys, short_memory

each_attempt = pytest.mark.parametrize("attempt", attempts(), ids=lambda each: each.id)


@pytest.fixture(autouse=True)
def _town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakes, "TOWN", TOWN)


def test_there_are_enough_of_all_kinds() -> None:
    assert len(attempts()) >= 40
    assert len({each.id for each in attempts()}) == len({each.text for each in attempts()}) == len(attempts())


@each_attempt
async def test_an_agent_s_evening_and_night(tmp_path: Path, attempt: Attempt) -> None:
    assert await evening_and_night(tmp_path, attempt, full=True) == []


@pytest.mark.parametrize("attempt", attempts()[::4], ids=lambda each: each.id)  # all of them: bench injections
async def test_the_same_of_an_agent_who_is_carried(tmp_path: Path, attempt: Attempt) -> None:
    assert await evening_and_night(tmp_path, attempt, full=False) == []


@each_attempt
async def test_somebody_with_a_short_memory(tmp_path: Path, attempt: Attempt) -> None:
    assert await short_memory(tmp_path, attempt) == []


async def test_the_model_is_as_gullible_as_can_be(tmp_path: Path) -> None:
    """Else it would prove nothing that nothing came of it."""
    order = next(each for each in attempts() if each.id == "order-plain")
    one = evening(tmp_path / "ada", order, FakeModel(obeys), full=True)
    await one.live()
    refused = [each for each in record.read(tmp_path / "ada" / "record") if isinstance(each, Dropped)]
    assert any(each.why == "the act '@destroy' can't be done now" for each in refused)
    assert any("@destroy Hester" in each.text for each in one.body.acts)
    assert "@destroy Hester" in str(one.vault.notes["p2"].sections)


async def test_no_words_make_a_mind_use_more_than_its_budget(tmp_path: Path) -> None:
    for attempt in attempts()[::6]:
        queue = Queue(FakeModel(obeys), 1, lambda _asked: None, budget=Budget(Limits(agent_hour=2500)))
        one = evening(tmp_path / attempt.id, attempt, queue, full=True)
        await one.live()
        assert [0 < each.used <= each.limit for each in queue.budget.purses()] == [True]
        assert one.body.senses.asleep
