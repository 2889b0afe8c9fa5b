"""Who waits for whom: priority, ageing, slots, cancellation, staleness."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import queue
from agents.model import Answer, Completion, Failure, Priority, Request
from agents.queue import AGEING, CANCELLED, GAVE_WAY, STALE, Asked, Queue, Waiting
from gothmud.clock import real_sleep
from tests.base.strategies import QUICK


class Gate:
    """A model whose calls stay open until they are let go; ``now`` is the time that the queue sees."""

    paused = False

    def __init__(self) -> None:
        self.now = 100.0
        self.open: list[tuple[str, asyncio.Future[Answer]]] = []
        self.order: list[str] = []
        self.most = 0

    async def complete(self, request: Request) -> Answer:
        self.order.append(request.agent)
        self.open.append((request.agent, asyncio.get_running_loop().create_future()))
        self.most = max(self.most, len(self.open))
        mine = self.open[-1]
        try:
            return await mine[1]
        finally:
            self.open.remove(mine)

    async def let_go(self, answer: Answer | None = None) -> None:
        self.open[0][1].set_result(answer or Completion("yes"))
        await settle()


async def settle() -> None:
    for _ in range(6):
        await real_sleep(0)


def ask(name: str, priority: Priority = Priority.HUMAN) -> Request:
    return Request("answer", name, priority)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    monkeypatch.setattr(queue, "stopwatch", lambda: made.now)
    return made


def asking(line: Queue, *requests: Request) -> list[asyncio.Task[Answer]]:
    return [asyncio.create_task(line.complete(each)) for each in requests]


async def test_the_more_urgent_goes_first_and_equals_in_order(gate: Gate) -> None:
    line = Queue(gate, 1, lambda _: None)
    tasks = asking(line, ask("first", Priority.SCHEDULED))
    await settle()
    names = {
        "b": Priority.BACKGROUND,
        "i1": Priority.IDLE,
        "h": Priority.HUMAN,
        "a": Priority.ADDRESSED,
        "i2": Priority.IDLE,
        "s": Priority.SCHEDULED,
    }
    tasks += asking(line, *(ask(name, priority) for name, priority in names.items()))
    await settle()
    assert (line.depth, line.running) == (6, 1)
    for _ in range(7):
        await gate.let_go()
    assert gate.order == ["first", "h", "a", "s", "i1", "i2", "b"]
    assert all(each.done() for each in tasks)
    assert (line.depth, line.running) == (0, 0)


async def test_waiting_lets_an_old_idle_request_through(gate: Gate) -> None:
    line = Queue(gate, 1, lambda _: None)
    asking(line, ask("first"))
    await settle()
    asking(line, ask("old", Priority.SCHEDULED))
    await settle()
    gate.now += 2 * AGEING + 1
    asking(line, ask("young", Priority.ADDRESSED))
    await settle()
    await gate.let_go()
    assert gate.order == ["first", "old"]


async def test_however_long_others_wait_a_human_goes_first(gate: Gate) -> None:
    line = Queue(gate, 1, lambda _: None)
    asking(line, ask("first"))
    await settle()
    asking(line, ask("notes", Priority.BACKGROUND), ask("addressed", Priority.ADDRESSED))
    await settle()
    gate.now += 8 * AGEING
    asking(line, ask("human"))
    await settle()
    await gate.let_go()
    await gate.let_go()
    assert gate.order[:2] == ["first", "human"]


async def test_urgency_is_priority_less_waiting() -> None:
    old, young = (
        Waiting(ask("x", priority), since, 0) for priority, since in ((Priority.IDLE, 0.0), (Priority.ADDRESSED, 60.0))
    )
    assert old.urgency(62.0) < young.urgency(62.0)
    assert Waiting(ask("x", Priority.IDLE), 30.0, 0).urgency(62.0) > young.urgency(62.0)


@QUICK.__class__(QUICK, max_examples=30)
@given(st.integers(0, 4), st.lists(st.sampled_from([*Priority]), min_size=1, max_size=12), st.data())
def test_never_more_calls_than_slots_and_nobody_is_forgotten(
    slots: int, priorities: list[Priority], data: st.DataObject
) -> None:
    async def run() -> None:
        gate = Gate()
        line = Queue(gate, slots, lambda _: None)
        tasks = asking(line, *(ask(str(n), priority) for n, priority in enumerate(priorities)))
        await settle()
        cancelled = data.draw(st.sets(st.integers(0, len(tasks) - 1)))
        for number in sorted(cancelled):
            tasks[number].cancel()
            if data.draw(st.booleans()):
                await settle()
        await settle()
        while gate.open:
            await gate.let_go()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        for number, each in enumerate(done):
            gave_way = each is GAVE_WAY and priorities[number] is Priority.IDLE
            assert number in cancelled or gave_way or isinstance(each, Completion)
        assert gate.most <= max(1, slots)
        assert (line.depth, line.running) == (0, 0)

    asyncio.run(run())


async def test_musing_gives_way_to_a_human_where_all_slots_are_taken(gate: Gate) -> None:
    asked: list[Asked] = []
    line = Queue(gate, 2, asked.append)
    musing, note = asking(line, ask("musing", Priority.IDLE), ask("addressed", Priority.ADDRESSED))
    await settle()
    (human,) = asking(line, ask("human"))
    await settle()
    assert musing.result() is GAVE_WAY
    assert gate.order == ["musing", "addressed", "human"]
    assert [each.answer for each in asked] == [GAVE_WAY]
    assert not line.paused
    await gate.let_go()
    await gate.let_go()
    assert isinstance(human.result(), Completion) and isinstance(note.result(), Completion)


async def test_a_note_that_gave_way_is_written_later(gate: Gate) -> None:
    line = Queue(gate, 1, lambda _: None)
    (note,) = asking(line, ask("note", Priority.BACKGROUND))
    await settle()
    asking(line, ask("human"))
    await settle()
    assert gate.order == ["note", "human"]
    await gate.let_go()
    assert gate.order == ["note", "human", "note"]
    await gate.let_go()
    assert isinstance(note.result(), Completion)


async def test_a_mind_that_stops_while_its_call_gives_way_stops(gate: Gate) -> None:
    line = Queue(gate, 1, lambda _: None)
    (note,) = asking(line, ask("note", Priority.BACKGROUND))
    await settle()
    asking(line, ask("human"))
    await real_sleep(0)  # the human is in line, and the note's call has been told to give way
    note.cancel()
    await settle()
    assert note.cancelled()
    assert gate.order == ["note", "human"]


async def test_where_a_slot_is_free_nobody_gives_way(gate: Gate) -> None:
    line = Queue(gate, 2, lambda _: None)
    asking(line, ask("musing", Priority.IDLE))
    await settle()
    asking(line, ask("human"))
    await settle()
    assert len(gate.open) == 2


async def test_a_call_that_its_mind_gave_up_is_in_the_record(gate: Gate) -> None:
    asked: list[Asked] = []
    line = Queue(gate, 1, asked.append)
    (thought,) = asking(line, ask("thought"))
    await settle()
    thought.cancel()
    await settle()
    assert [each.answer for each in asked] == [CANCELLED]


async def test_cancelling_gives_the_slot_back(gate: Gate) -> None:
    line = Queue(gate, 1, lambda _: None)
    running, waiting, last = asking(line, ask("running"), ask("waiting"), ask("last"))
    await settle()
    waiting.cancel()
    await settle()
    assert (line.depth, line.running) == (1, 1)
    running.cancel()
    await settle()
    assert gate.order == ["running", "last"]
    await gate.let_go()
    assert last.result() == Completion("yes")


async def test_admitted_and_cancelled_in_the_same_moment(gate: Gate) -> None:
    line = Queue(gate, 1, lambda _: None)
    _, second, third = asking(line, ask("1"), ask("2"), ask("3"))
    await settle()
    gate.open[0][1].set_result(Completion("yes"))
    while line.depth == 2:
        await real_sleep(0)
    second.cancel()
    await settle()
    assert gate.order == ["1", "3"]
    await gate.let_go()
    assert isinstance(third.result(), Completion)
    assert line.running == 0


@pytest.mark.parametrize(("priority", "wait", "stale"), [
    (Priority.IDLE, STALE[Priority.IDLE] + 1, True), (Priority.IDLE, STALE[Priority.IDLE] - 1, False),
    (Priority.BACKGROUND, STALE[Priority.BACKGROUND] + 1, True), (Priority.HUMAN, 10_000, False),
])  # fmt: skip
async def test_what_nobody_wants_any_more_is_not_asked(
    gate: Gate, priority: Priority, wait: float, stale: bool
) -> None:
    asked: list[Asked] = []
    line = Queue(gate, 1, asked.append)
    asking(line, ask("first"))
    await settle()
    (late,) = asking(line, ask("late", priority))
    await settle()
    gate.now += wait
    await gate.let_go()
    if stale:
        answer = late.result()
        assert isinstance(answer, Failure) and answer.kind == "stale"
        assert gate.order == ["first"]
    else:
        await gate.let_go()
        assert gate.order == ["first", "late"]
        assert asked[-1].queue_seconds == wait
    assert line.running == 0
    assert not line.paused


async def test_every_call_is_told_with_its_times(gate: Gate) -> None:
    asked: list[Asked] = []
    line = Queue(gate, 1, asked.append)
    (task,) = asking(line, ask("x"))
    await settle()
    gate.now += 3
    await gate.let_go(Failure("refused", "no"))
    assert task.result() == Failure("refused", "no")
    assert [(each.request.agent, each.answer, each.queue_seconds, each.model_seconds) for each in asked] == [
        ("x", Failure("refused", "no"), 0.0, 3.0)
    ]
