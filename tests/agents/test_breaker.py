"""Retries where they help, and a breaker that opens and closes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from agents import queue
from agents.model import Answer, Completion, Failure, Priority, Request
from agents.queue import BACK_OFF, BREAK_AFTER, LONGEST_RETRY_AFTER, PAUSE, Queue
from gothmud.clock import real_sleep
from tests.agents.fakes import FakeModel

DOWN = Failure("unreachable", "nobody there")
YES = Completion("yes")


def ask(priority: Priority = Priority.HUMAN) -> Request:
    return Request("answer", "ada", priority)


class Town:
    """A queue with its own time: sleeping moves it on."""

    def __init__(self, model: Any, slots: int = 1) -> None:
        self.now, self.naps, self.states = 100.0, [], []
        self.model = model
        self.queue = Queue(model, slots, lambda _: None, lambda state, _text: self.states.append(state))

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds
        await real_sleep(0)


def town(monkeypatch: pytest.MonkeyPatch, model: Any, slots: int = 1) -> Town:
    made = Town(model, slots)
    monkeypatch.setattr(queue, "stopwatch", lambda: made.now)
    monkeypatch.setattr(queue, "real_sleep", made.sleep)
    return made


@pytest.mark.parametrize(
    ("failure", "priority", "calls"),
    [
        (Failure("timeout", ""), Priority.HUMAN, 3),
        (Failure("busy", ""), Priority.ADDRESSED, 2),
        (Failure("unreachable", ""), Priority.IDLE, 1),
        (Failure("unreachable", ""), Priority.BACKGROUND, 1),
        (Failure("refused", ""), Priority.HUMAN, 1),
        (Failure("malformed", ""), Priority.HUMAN, 1),
        (Failure("empty", ""), Priority.HUMAN, 1),
        (Failure("too-long", ""), Priority.HUMAN, 1),
    ],
)
async def test_a_question_is_repeated_only_where_that_may_help(
    monkeypatch: pytest.MonkeyPatch, failure: Failure, priority: Priority, calls: int
) -> None:
    here = town(monkeypatch, FakeModel(failure))
    assert await here.queue.complete(ask(priority)) == failure
    assert len(here.model.asked) == calls


async def test_a_second_try_that_succeeds_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    here = town(monkeypatch, FakeModel(DOWN, YES))
    assert await here.queue.complete(ask()) == YES
    assert here.naps == [BACK_OFF[0]]


@pytest.mark.parametrize(("told", "slept"), [(7.0, 7.0), (900.0, LONGEST_RETRY_AFTER), (None, BACK_OFF[0])])
async def test_the_endpoint_may_say_how_long_to_wait(
    monkeypatch: pytest.MonkeyPatch, told: float | None, slept: float
) -> None:
    here = town(monkeypatch, FakeModel(Failure("busy", "", told), YES))
    assert await here.queue.complete(ask()) == YES
    assert here.naps == [slept]


async def test_nobody_waits_after_the_last_try(monkeypatch: pytest.MonkeyPatch) -> None:
    here = town(monkeypatch, FakeModel(DOWN))
    await here.queue.complete(ask(Priority.IDLE))
    assert here.naps == []


async def broken(monkeypatch: pytest.MonkeyPatch, model: Any, slots: int = 1) -> Town:
    here = town(monkeypatch, model, slots)
    for _ in range(BREAK_AFTER):
        await here.queue.complete(ask(Priority.IDLE))
    here.now = here.queue._closed_until - PAUSE[0]
    return here


async def test_the_breaker_opens_after_some_failures_in_a_row_and_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    here = await broken(monkeypatch, FakeModel(DOWN))
    assert here.queue.paused
    assert here.states == ["paused"]
    answer = await here.queue.complete(ask())
    assert isinstance(answer, Failure) and answer.kind == "paused"
    assert len(here.model.asked) == BREAK_AFTER


async def test_a_probe_that_gets_through_closes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    here = await broken(monkeypatch, FakeModel(*[DOWN] * BREAK_AFTER, YES))
    here.now += PAUSE[0]
    assert await here.queue.complete(ask()) == YES
    assert not here.queue.paused
    assert here.states == ["paused", "ready"]


async def test_a_probe_that_fails_lengthens_the_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    here = await broken(monkeypatch, FakeModel(DOWN))
    for pause in (*PAUSE[1:], PAUSE[-1]):
        here.now = max(here.now, here.queue._closed_until)
        before = here.now
        await here.queue.complete(ask(Priority.IDLE))
        assert here.queue._closed_until == before + pause
    assert here.states == ["paused"]


async def test_failures_that_are_not_in_a_row_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    here = town(monkeypatch, FakeModel(*[DOWN, DOWN, YES] * 3, YES))
    for _ in range(9):
        await here.queue.complete(ask(Priority.IDLE))
    assert here.states == []


async def test_bad_answers_are_no_failures_of_the_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    here = town(monkeypatch, FakeModel(Failure("malformed", "")))
    for _ in range(9):
        await here.queue.complete(ask())
    assert not here.queue.paused


class Slow:
    """A model that fails at first, some at a time, and then hangs."""

    paused = False

    def __init__(self, failures: int = 10**6) -> None:
        self.asked, self._failures = 0, failures

    async def complete(self, _request: Request) -> Answer:
        self.asked += 1
        await real_sleep(0)
        if self.asked > self._failures:
            await asyncio.Event().wait()
        return DOWN


async def test_those_in_line_do_not_ask_a_broken_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    here = town(monkeypatch, model := Slow())
    answers = await asyncio.gather(*(here.queue.complete(ask(Priority.SCHEDULED)) for _ in range(20)))
    assert all(isinstance(each, Failure) for each in answers)
    assert model.asked == BREAK_AFTER


async def test_only_one_call_probes_a_broken_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    here = await broken(monkeypatch, model := Slow(BREAK_AFTER), slots=4)
    here.now += PAUSE[0]
    tasks = [asyncio.create_task(here.queue.complete(ask())) for _ in range(4)]
    for _ in range(6):
        await real_sleep(0)
    for each in tasks:
        each.cancel()
    assert model.asked == BREAK_AFTER + 1


async def test_one_who_is_turned_away_does_not_end_the_probe_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    here = await broken(monkeypatch, model := Slow(BREAK_AFTER), slots=2)
    here.now += PAUSE[0]
    here.queue._running = 2  # as if two calls hung: the next two stand in line
    tasks = [asyncio.create_task(here.queue.complete(ask())) for _ in range(2)]
    await real_sleep(0)
    here.queue._running = 0
    here.queue._admit()
    await real_sleep(0)
    await real_sleep(0)
    tasks.append(asyncio.create_task(here.queue.complete(ask())))
    for _ in range(6):
        await real_sleep(0)
    for each in tasks:
        each.cancel()
    assert model.asked == BREAK_AFTER + 1
