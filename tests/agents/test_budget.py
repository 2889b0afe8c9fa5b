"""Budgets: nobody passes a limit, musing stops first, those who wait for an answer last; a restart is no way around."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.books import Books
from agents.budget import SHARES, Budget, most_of, start_of
from agents.household import Household
from agents.model import Answer, Completion, Failure, Priority, Request
from agents.probe import Findings
from agents.queue import Asked, Queue
from gothmud import freeze, record
from gothmud.cli.status import _model
from gothmud.clock import real_sleep
from gothmud.config import Budget as Limits
from gothmud.config import Settings
from gothmud.events import Call, Frozen, Rationed
from gothmud.record import Recorder
from tests.agents.fakes import TOWN, FakeModel
from tests.base.strategies import QUICK

NOON = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
FOUND = Findings(url="http://127.0.0.1:1/v1", dialect="fake", model="m")


def ask(agent: str = "ada", priority: Priority = Priority.HUMAN, size: int = 30) -> Request:
    return Request("answer", agent, priority, prompt="x" * size, max_tokens=20)


def spent(tokens: int) -> Completion:
    return Completion("yes", prompt_tokens=tokens, output_tokens=0)


def use(budget: Budget, tokens: int, agent: str = "ada") -> None:
    budget.hold(ask(agent))
    budget.settle(ask(agent), spent(tokens))


@pytest.mark.parametrize(("used", "may"), [
    (0, {*Priority}), (700, {*Priority}), (780, {Priority.HUMAN, Priority.ADDRESSED, Priority.SCHEDULED}),
    (890, {Priority.HUMAN, Priority.ADDRESSED}), (940, {Priority.HUMAN}), (980, set()),
])  # fmt: skip
def test_musing_stops_first_and_a_human_last(used: int, may: set[Priority]) -> None:
    budget = Budget(Limits(city_hour=1000), lambda: NOON)
    use(budget, used)
    assert {each for each in Priority if not budget.refusal(ask(priority=each))} == may


def test_a_mind_that_has_used_its_own_stops_nobody_else() -> None:
    budget = Budget(Limits(agent_day=100), lambda: NOON)
    use(budget, 90)
    assert budget.refusal(ask()) == "ada's day: 90 of 100 tokens"
    assert not budget.refusal(ask("bruno"))


def test_another_hour_begins_anew_and_the_day_goes_on() -> None:
    now = [NOON]
    budget = Budget(Limits(city_hour=100, city_day=150), lambda: now[0])
    use(budget, 90)
    assert budget.refusal(ask()).startswith("the city's hour")
    now[0] += timedelta(minutes=30)
    assert not budget.refusal(ask(size=3))
    use(budget, 50)
    now[0] += timedelta(hours=1)
    assert budget.refusal(ask()).startswith("the city's day: 140")


def test_a_call_on_its_way_over_the_hour_counts_in_the_new_one() -> None:
    now = [NOON]
    budget = Budget(Limits(city_hour=100), lambda: now[0])
    budget.hold(ask())
    now[0] += timedelta(hours=1)
    budget.settle(ask(), spent(25))
    assert [(each.used, each.held) for each in budget.purses()] == [(25, 0)]


@pytest.mark.parametrize(("answer", "counts"), [
    (spent(7), 7), (Completion("words"), most_of(ask())), (Failure("timeout", ""), most_of(ask())),
    (Failure("unreachable", "", begun=True), most_of(ask())), (Failure("unreachable", ""), 0),
    (Failure("empty", "", prompt_tokens=9, output_tokens=1), 10), (Failure("refused", ""), 0), (Failure("busy", ""), 0),
])  # fmt: skip
def test_not_reported_is_not_free_and_what_never_reached_the_model_is(answer: Answer, counts: int) -> None:
    budget = Budget(Limits(city_day=10_000), lambda: NOON)
    budget.hold(ask())
    budget.settle(ask(), answer)
    assert budget.purses()[0].used == counts


CALLS = st.lists(st.tuples(
    st.sampled_from(["ada", "bruno"]), st.sampled_from([*Priority]), st.integers(0, 900), st.floats(0, 1),
    st.sampled_from(["ask", "answer", "hour"]),
), max_size=60)  # fmt: skip


@QUICK
@given(CALLS, st.integers(0, 2000), st.integers(0, 5000), st.integers(0, 2000))
def test_no_order_of_calls_passes_a_limit(
    calls: list[tuple[str, Priority, int, float, str]], hour: int, day: int, own: int
) -> None:
    """Whatever is on its way at once, in whatever order it ends: used never passes a limit, and more urgent is freer."""
    now, going = [NOON], list[tuple[Request, float]]()
    budget = Budget(Limits(city_hour=hour, city_day=day, agent_hour=own), lambda: now[0])
    for agent, priority, size, part, what in calls:
        request = ask(agent, priority, size)
        allowed = [not budget.refusal(ask(agent, each, size)) for each in sorted(Priority)]
        assert all(first or not second for first, second in pairwise(allowed))
        if what == "ask" and allowed[priority]:
            budget.hold(request)
            going.append((request, part))
        elif what == "answer" and going:
            over, used = going.pop(int(part * (len(going) - 1)))
            budget.settle(over, spent(int(most_of(over) * used)))
        elif what == "hour":
            now[0] += timedelta(hours=part * 3)
        for each in budget.purses():
            assert each.used >= 0 and each.used + each.held <= each.limit
    for over, used in going:
        budget.settle(over, spent(int(most_of(over) * used)))
    assert all(each.held == 0 and each.used <= each.limit for each in budget.purses())


@QUICK
@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_in_its_own_hour_and_day(at: datetime) -> None:
    assert timedelta(0) <= at - start_of("hour", at) < timedelta(hours=1)
    assert timedelta(0) <= at - start_of("day", at) < timedelta(days=1)


def test_the_shares_fall_with_urgency() -> None:
    assert [SHARES[each] for each in sorted(Priority)] == sorted(SHARES.values(), reverse=True)


async def test_the_queue_asks_nothing_that_the_budget_refuses() -> None:
    model, budget = FakeModel(spent(80)), Budget(Limits(city_hour=100), lambda: NOON)
    line = Queue(model, 1, lambda _: None, budget=budget)
    assert isinstance(await line.complete(ask()), Completion)
    answer = await line.complete(ask())
    assert isinstance(answer, Failure) and (answer.kind, len(model.asked)) == ("budget", 1)
    assert not line.paused


async def test_a_frozen_queue_lets_nothing_out_and_those_in_line_hear_it() -> None:
    class Slow:
        def __init__(self) -> None:
            self.asked, self.go = 0, asyncio.Event()

        async def complete(self, request: Request) -> Answer:
            self.asked += 1
            await self.go.wait()
            return Completion("yes")

    model = Slow()
    line = Queue(model, 1, lambda _: None)
    first, second = (asyncio.create_task(line.complete(ask())) for _ in range(2))
    await real_sleep(0)
    line.frozen = "the card is wanted"
    model.go.set()
    assert isinstance(await first, Completion)
    answer = await second
    assert isinstance(answer, Failure) and answer.text == "the minds are frozen: the card is wanted"
    assert (model.asked, line.running) == (1, 0)


async def test_a_call_that_is_broken_off_is_told_and_paid_for() -> None:
    class Endless:
        async def complete(self, request: Request) -> Answer:
            await asyncio.Event().wait()
            raise AssertionError

    told: list[Asked] = []
    line = Queue(Endless(), 1, told.append, budget=Budget(Limits(city_day=1000), lambda: NOON))
    task = asyncio.create_task(line.complete(ask()))
    await real_sleep(0)
    await real_sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [each.answer.kind for each in told if isinstance(each.answer, Failure)] == ["cancelled"]
    assert (line.budget.purses()[0].used, line.running) == (most_of(ask()), 0)


def books(folder: Path, **limits: int) -> Books:
    return Books(Recorder(folder, "agents", lambda: None), FOUND, Limits(**limits))


def test_a_restart_is_no_way_around_a_limit_and_crossings_are_in_the_record(tmp_path: Path) -> None:
    before = books(tmp_path, agent_day=1000)
    for answer in (spent(500), Failure("timeout", "")):
        before.budget.hold(ask(size=900))
        before.budget.settle(ask(size=900), answer)
        before.asked(Asked(ask(size=900), answer, 0.0, 1.0))
    after = books(tmp_path, agent_day=1000)
    after.remember(tmp_path)
    assert after.state() == before.state()
    assert after.state()[0] | {"used": 821} == {
        "agent": "ada", "window": "day", "used": 821, "limit": 1000, "stopped": ["idle", "background"],
    }  # fmt: skip
    assert before.state()[0]["used"] == 821
    crossings = [each for each in record.read(tmp_path) if isinstance(each, Rationed)]
    assert (crossings[0].agent, crossings[0].used, crossings[0].stopped) == ("ada", 821, ["idle", "background"])
    assert [each.reckoned_tokens for each in record.read(tmp_path) if isinstance(each, Call)] == [None, 321]


def test_a_freeze_is_a_file_that_says_why(tmp_path: Path) -> None:
    assert freeze.why_frozen(tmp_path) == ""
    freeze.freeze(tmp_path, "the card is wanted")
    assert freeze.why_frozen(tmp_path) == "the card is wanted"
    freeze.thaw(tmp_path)
    freeze.thaw(tmp_path)
    assert freeze.why_frozen(tmp_path) == ""


def test_a_household_knows_at_its_start_whether_it_is_frozen_and_records_each_change(tmp_path: Path) -> None:
    (tmp_path / "minds").mkdir()
    (tmp_path / "minds" / "city.json").write_text(TOWN.model_dump_json())
    house = Household(tmp_path, Settings(), FOUND, FakeModel("x"), "token")
    freeze.freeze(tmp_path, "the card is wanted")
    for _ in range(2):
        assert house.look_whether_frozen() == {"frozen": "the card is wanted"}
    assert (house.state()["frozen"], house.queue.frozen) == ("the card is wanted",) * 2
    freeze.thaw(tmp_path)
    house.look_whether_frozen()
    assert [(each.on, each.why) for each in record.read(tmp_path / "record") if isinstance(each, Frozen)] == [
        (True, "the card is wanted"), (False, ""),
    ]  # fmt: skip


def test_status_shows_how_near_a_budget_is_and_who_may_not_ask(tmp_path: Path) -> None:
    (tmp_path / "minds").mkdir()
    (tmp_path / "minds" / "city.json").write_text(TOWN.model_dump_json())
    house = Household(tmp_path, Settings(budget=Limits(city_day=1000)), FOUND, FakeModel("x"), "token")
    use(house.books.budget, 850)
    text = _model({"minds": house.state(), "endpoint_trouble": ""}).plain
    assert "budget of the day, city: 850 of 1,000 tokens (85%); stopped: idle, background" in text
    house.queue.frozen = "a test"
    assert (
        "frozen (a test); 'gothmud thaw' wakes them" in _model({"minds": house.state(), "endpoint_trouble": ""}).plain
    )
