"""Holding back: nobody in, the card wanted elsewhere. Who waits for an answer is answered all the same."""

from __future__ import annotations

import asyncio
import os

import pytest

from agents.card import Card, serving, share_of_others
from agents.machine import NO_CARD, look_round
from agents.model import Completion, Failure, Priority, Request
from agents.queue import Queue
from agents.thrift import Thrift
from gothmud.clock import real_sleep
from gothmud.config import Budget as Limits
from tests.agents.fakes import FakeModel


class Hand:
    """A stopwatch that is set by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def ask(priority: Priority) -> Request:
    return Request("muse", "ada", priority, prompt="x", max_tokens=5)


def may(thrift: Thrift) -> set[Priority]:
    return {each for each in Priority if not thrift.refusal(ask(each))}


def test_it_is_off_unless_the_settings_say_otherwise() -> None:
    thrift = Thrift(Limits())
    thrift.humans(0)
    thrift.others = 100.0
    assert may(thrift) == {*Priority} and not str(thrift)


def test_alone_for_a_while_the_city_has_one_thought_in_a_minute() -> None:
    hand = Hand()
    thrift = Thrift(Limits(rest_after=10, rest_seconds=60), hand)
    thrift.humans(0)
    hand.at += 599
    assert may(thrift) == {*Priority}
    hand.at += 1
    assert may(thrift) == {*Priority}  # the first thought of the minute
    thrift.left(ask(Priority.IDLE))
    assert may(thrift) == {*Priority} - {Priority.IDLE} and "one thought in 60 s" in str(thrift)
    hand.at += 60
    assert may(thrift) == {*Priority}
    thrift.left(ask(Priority.IDLE))
    thrift.humans(1)
    assert may(thrift) == {*Priority} and not str(thrift)


@pytest.mark.parametrize(("others", "left_out"), [(79.9, set()), (80.0, {Priority.SCHEDULED, Priority.IDLE})])
def test_whoever_waits_is_answered_though_others_want_the_card(others: float, left_out: set[Priority]) -> None:
    thrift = Thrift(Limits(yield_card=80))
    thrift.others = others
    assert may(thrift) == {*Priority} - left_out


async def test_the_queue_asks_the_rule() -> None:
    queue = Queue(FakeModel("yes"), 1, lambda _asked: None)
    queue.thrift = Thrift(Limits(yield_card=50), others=90.0)
    refused, answered = await queue.complete(ask(Priority.IDLE)), await queue.complete(ask(Priority.HUMAN))
    assert isinstance(refused, Failure) and refused.kind == "thrift" and "90 %" in refused.text
    assert isinstance(answered, Completion)


def test_the_card_is_shared_by_foreign_processes_only() -> None:
    assert share_of_others([(1, 80), (2, 30), (2, 50), (3, 10)], mine={1}) == 50.0
    assert share_of_others([(2, 90), (3, 90)], mine=set()) == 100.0
    assert share_of_others([(2, 4_294_967_295)], mine=set()) == 0.0  # 'unknown'


async def test_who_listens_on_the_models_port_is_no_other() -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        assert os.getpid() in serving(server.sockets[0].getsockname()[1])


async def test_a_card_that_cannot_be_read_is_told_and_nobody_holds_back() -> None:
    assert not Card("http://10.0.0.1:8000/v1").readable
    told: list[str] = []
    thrift = Thrift(Limits(yield_card=50, rest_after=1))
    looking = asyncio.create_task(look_round("http://10.0.0.1:8000/v1", thrift, lambda: 2, told.append))
    await real_sleep(0)
    await real_sleep(0)
    looking.cancel()
    assert told == [NO_CARD] and not thrift.yielding and not thrift.resting
