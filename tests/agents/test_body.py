"""The body in the city: acts go again under the same id until the world has answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from agents import body
from agents.body import CityBody
from gothmud import wire
from gothmud.clock import real_sleep, wall
from gothmud.wire import Act, ActResult
from tests.agents.fakes import NOON, later


class FakeConnection:
    """A link that keeps what is sent; ``answer`` may say something to each message."""

    def __init__(self, *_: Any) -> None:
        self.up = asyncio.Event()
        self.up.set()
        self.sent: list[wire.Message] = []
        self.answer: Callable[[wire.Message], None] = lambda _message: None

    async def send(self, message: wire.Message) -> bool:
        self.sent.append(message)
        self.answer(message)
        return True


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> tuple[CityBody, FakeConnection]:
    monkeypatch.setattr(body, "Connection", FakeConnection)
    monkeypatch.setattr(body, "ANSWER_WITHIN", 0.005)
    here = CityBody("ws://nowhere", "ada", "token", lambda seq: max(0, seq - 3))
    return here, here._connection  # pyright: ignore[reportReturnType]


def heard(seq: int) -> wire.SayEvent:
    return wire.SayEvent(seq=seq, event=f"world-{seq}", at=NOON, who=2, called="Mira", mode="say", text="Hm.")


def welcome(seq: int) -> wire.Welcome:
    return wire.Welcome(body=1, person="ada", called="Ada", seq=seq, boot="b")


async def test_an_act_goes_again_under_the_same_id_until_it_is_answered(made: tuple[CityBody, FakeConnection]) -> None:
    here, link = made
    result = ActResult(id="a-1", ok=True, event="world-5")

    def third_time(_message: wire.Message) -> None:
        if len(link.sent) == 3:
            here._take(result)

    link.answer = third_time
    assert await here.act(act := Act(id="a-1", verb="wait")) == result
    assert link.sent == [act, act, act]
    assert here._results == {}


async def test_the_answer_to_another_act_is_not_this_ones(made: tuple[CityBody, FakeConnection]) -> None:
    here, link = made
    link.answer = lambda message: here._take(
        ActResult(id="a-1" if len(link.sent) > 1 else "a-0", ok=len(link.sent) > 1)
    )
    assert (await here.act(Act(id="a-1", verb="wait"))).id == "a-1"
    assert len(link.sent) == 2


async def test_an_act_waits_for_the_link(made: tuple[CityBody, FakeConnection]) -> None:
    here, link = made
    link.up.clear()
    link.answer = lambda message: here._take(ActResult(id="a-1", ok=False, reason="no"))
    task = asyncio.create_task(here.act(Act(id="a-1", verb="wait")))
    await real_sleep(0.02)
    assert link.sent == []
    link.up.set()
    assert (await task).reason == "no"


async def test_a_second_answer_and_an_unasked_one_do_no_harm(made: tuple[CityBody, FakeConnection]) -> None:
    here, link = made

    def twice(_message: wire.Message) -> None:
        here._take(ActResult(id="a-1", ok=True))
        here._take(ActResult(id="a-1", ok=False))
        here._take(ActResult(id="z", ok=False))

    link.answer = twice
    assert (await here.act(Act(id="a-1", verb="wait"))).ok


async def test_a_cancelled_act_is_forgotten(made: tuple[CityBody, FakeConnection]) -> None:
    here, _ = made
    task = asyncio.create_task(here.act(Act(id="a-1", verb="wait")))
    await real_sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert here._results == {}


async def test_a_welcome_asks_for_what_was_missed(made: tuple[CityBody, FakeConnection]) -> None:
    here, link = made
    here._take(welcome(10))
    await real_sleep(0)
    assert link.sent == [wire.Sync(seq=7)]
    for seq in (8, 9, 10):
        here._take(heard(seq))
    assert await here.perceive(here.senses.clock.now()) == []
    assert not here.present
    here._take(wire.Synced(seq=10))
    await here.entered()
    assert here.present
    assert [each.seq for each in await here.perceive(here.senses.clock.now())] == [8, 9, 10]
    here._take(welcome(12))
    await real_sleep(0)
    assert link.sent[-1] == wire.Sync(seq=10)


async def test_what_the_world_forgot_is_told(made: tuple[CityBody, FakeConnection]) -> None:
    here, _ = made
    missed: list[tuple[int, int]] = []
    here.on_missed = lambda after, oldest: missed.append((after, oldest))
    here._take(welcome(10))
    here._take(wire.Synced(seq=10, missed=True, oldest=9))
    here._take(welcome(10))
    here._take(wire.Synced(seq=10))
    assert missed == [(7, 9)]


async def test_perceiving_waits_for_something_and_gives_it_once(made: tuple[CityBody, FakeConnection]) -> None:
    here, _ = made
    here._take(welcome(0))
    here._take(wire.Synced(seq=0))
    task = asyncio.create_task(here.perceive(later(days=1)))
    await real_sleep(0)
    here._take(heard(1))
    assert [each.seq for each in await task] == [1]
    assert await here.perceive(here.senses.clock.now()) == []


def told(city: datetime, *, fast: bool = False, rate: float = 3600) -> wire.Time:
    return wire.Time(city=city, real=wall(), rate=rate, paused=fast, fast=fast, part="noon", humans=1)


async def test_on_the_fast_clock_the_world_is_told_what_is_due_and_a_jump_is_noticed(
    made: tuple[CityBody, FakeConnection],
) -> None:
    here, link = made
    here._take(told(NOON, fast=True))
    here.senses.last_seq = 4
    task = asyncio.create_task(here.perceive(later(hours=1)))
    await real_sleep(0)
    assert link.sent == [wire.Due(until=later(hours=1), seq=4)]
    here._take(told(later(minutes=30), fast=True))
    await real_sleep(0)
    assert not task.done()
    here._take(told(later(hours=1), fast=True))
    assert await task == []


async def test_a_rest_ends_at_its_hour_and_keeps_what_is_perceived(made: tuple[CityBody, FakeConnection]) -> None:
    here, link = made
    here._take(welcome(0))
    here._take(wire.Synced(seq=0))
    here._take(told(NOON))
    task = asyncio.create_task(here.rest(later(minutes=1)))
    await real_sleep(0)
    here._take(heard(1))
    await task
    assert here.senses.clock.now() >= later(minutes=1)
    assert [each.seq for each in await here.perceive(NOON)] == [1]
    assert wire.Due not in map(type, link.sent)


async def test_thinking_is_shown(made: tuple[CityBody, FakeConnection]) -> None:
    here, link = made
    await here.think(True)
    await here.think(False)
    assert link.sent == [wire.Thinking(on=True), wire.Thinking(on=False)]


async def test_a_welcome_asks_at_once_for_what_became_of_an_act(
    made: tuple[CityBody, FakeConnection], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, link = made
    monkeypatch.setattr(body, "ANSWER_WITHIN", 60.0)
    act, result = Act(id="a-1", verb="wait"), ActResult(id="a-1", ok=True)
    task = asyncio.create_task(here.act(act))
    await real_sleep(0.01)
    link.answer = lambda message: here._take(result) if message == act else None
    here._take(welcome(5))
    assert await asyncio.wait_for(task, 1) == result
    assert [type(each) for each in link.sent] == [Act, wire.Sync, Act]
    here._take(welcome(6))
    await real_sleep(0.01)
    assert link.sent.count(act) == 2
