"""The one queue in front of the model. All calls of all minds leave here: who waits for whom is decided here only.

Priority with ageing (a human waits > addressed > scheduled > idle > background), as many calls at a time as the
endpoint has slots; where all are taken, musing gives way to a human. Retries with back-off, and a breaker: after some
failures in a row nobody asks until one probe call got through. A budget may stop some, a freeze all. A failure is a value.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from agents.budget import Budget
from agents.calling import begun
from agents.model import Answer, Completion, Failure, Model, Priority, Request
from agents.thrift import Thrift
from gothmud.clock import real_sleep, stopwatch

AGEING = 20.0  # seconds of waiting that are worth one step of priority
NEARLY = 0.5  # as near as waiting brings somebody else to a human's turn
RETRIES = {Priority.HUMAN: 2, Priority.ADDRESSED: 1}
BACK_OFF = (0.5, 2.0)
BREAK_AFTER = 3  # failures in a row
PAUSE = (5.0, 10.0, 20.0, 30.0)  # seconds until the next attempt while broken
LONGEST_RETRY_AFTER = 30.0
STALE = {Priority.IDLE: 30.0, Priority.BACKGROUND: 600.0}  # seconds after which nobody wants the answer any more
GAVE_WAY = Failure("gave-way", "a human waits for an answer")
PAUSED = Failure("paused", "the endpoint doesn't answer; minds pause")
CANCELLED = Failure("cancelled", "nobody wants the answer any more; the call was broken off")


@dataclass
class Waiting:
    """A request in line."""

    request: Request
    since: float
    number: int
    turn: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def urgency(self, now: float) -> tuple[float, int]:
        """Return the sort key: lower goes first; waiting lowers it, but never to where a human waits; equals go in order."""
        aged = self.request.priority - (now - self.since) / AGEING
        ahead = self.request.priority is Priority.HUMAN
        return aged if ahead else max(aged, Priority.HUMAN + NEARLY), self.number


@dataclass(frozen=True, slots=True)
class Asked:
    """One finished call, for ledger and record."""

    request: Request
    answer: Answer
    queue_seconds: float
    model_seconds: float


class Queue:
    """The queue. ``on_asked`` gets every finished call, ``on_state`` hears when the endpoint is lost and found."""

    def __init__(
        self, model: Model, slots: int, on_asked: Callable[[Asked], None],
        on_state: Callable[[Literal["ready", "paused"], str], None] = lambda *_: None, budget: Budget | None = None,
    ) -> None:  # fmt: skip
        self._model, self.slots = model, max(1, slots)
        self.budget = budget or Budget()
        self.thrift = Thrift(self.budget.limits)
        self.frozen = ""  # why no call may leave, while that is so
        self._on_asked, self._on_state = on_asked, on_state
        self._waiting: list[Waiting] = []
        self._running = self._idle = 0
        self._calls: dict[asyncio.Future[Answer], Request] = {}
        self._gave_way: set[asyncio.Future[Answer]] = set()
        self._numbers = itertools.count()
        self._failures = 0
        self._closed_until = 0.0
        self._probing = False

    @property
    def depth(self) -> int:
        """How many requests are in line."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """How many calls are at the model."""
        return self._running

    @property
    def paused(self) -> bool:
        """Whether the breaker is open: the endpoint failed and only a probe call may pass."""
        return self._failures >= BREAK_AFTER

    async def complete(self, request: Request) -> Answer:
        """Wait for a turn, ask, retry where that helps; return the answer or why there is none."""
        started = stopwatch()
        retries = RETRIES.get(request.priority, 0)
        attempt = 0
        while True:
            answer = await self._once(request, started)
            if answer is GAVE_WAY and request.priority is Priority.BACKGROUND:
                continue  # notes must be written; musing may be forgotten
            if isinstance(answer, Completion) or not answer.worth_retrying or attempt == retries:
                return answer
            wait = answer.retry_after or BACK_OFF[min(attempt, len(BACK_OFF) - 1)]
            await real_sleep(min(wait, LONGEST_RETRY_AFTER))
            attempt += 1

    async def _once(self, request: Request, started: float) -> Answer:
        queued = stopwatch()
        if refused := self._refused(request, queued - started):
            return refused
        await self._my_turn(request)
        asked = stopwatch()
        probing = leaves = False
        answer: Answer = CANCELLED
        try:
            if refused := self._refused(request, asked - started):
                return refused
            leaves, probing = True, self.paused
            self._probing = probing
            self.budget.hold(request)
            self.thrift.left(request)
            answer = await self._asked(request)
        finally:
            self._probing = self._probing and not probing
            self._take(request, -1)
            self._admit()
            if leaves:
                self._settle(Asked(request, answer, asked - queued, stopwatch() - asked), probing=probing)
        return answer

    async def _asked(self, request: Request) -> Answer:
        """Ask the model; the call may be made to give way."""
        call = begun(self._model.complete(request))
        self._calls[call] = request
        try:
            return await call
        except asyncio.CancelledError:
            mind = asyncio.current_task()
            if call in self._gave_way and not (mind and mind.cancelling()):
                return GAVE_WAY
            raise
        finally:
            self._calls.pop(call, None)
            self._gave_way.discard(call)

    def _make_way(self) -> None:
        """Cut the youngest musing short: somebody waits, and all slots are taken."""
        idle = [call for call, request in self._calls.items() if request.priority >= Priority.IDLE and not call.done()]
        if idle and len(self._gave_way) < sum(each.request.priority is Priority.HUMAN for each in self._waiting):
            youngest = next((each for each in reversed(idle) if each not in self._gave_way), None)
            if youngest:
                self._gave_way.add(youngest)
                youngest.cancel()

    def _refused(self, request: Request, waited: float) -> Failure | None:
        """Return why a request may not leave now, or None."""
        if self.frozen:
            return Failure("frozen", f"the minds are frozen: {self.frozen}")
        if self._closed():
            return PAUSED
        if waited > STALE.get(request.priority, float("inf")):
            return Failure("stale", "it waited so long that nobody wants the answer any more")
        if limit := self.budget.refusal(request):
            return Failure("budget", f"the budget: {limit}")
        if thrift := self.thrift.refusal(request):
            return Failure("thrift", thrift)
        return None

    def _settle(self, asked: Asked, *, probing: bool) -> None:
        """Count a call that has left, whatever became of it: one that was broken off has cost its tokens too."""
        self.budget.settle(asked.request, asked.answer)
        if asked.answer not in (CANCELLED, GAVE_WAY):
            self._judge(asked.answer, probing=probing)
        self._on_asked(asked)

    def _closed(self) -> bool:
        """Whether the breaker lets nobody pass: the pause isn't over, or one call probes already."""
        return self.paused and (self._probing or stopwatch() < self._closed_until)

    async def _my_turn(self, request: Request) -> None:
        if not self._waiting and self._running < self.slots and self._may_go(request):
            self._take(request, 1)  # nobody is in line
            return
        waiting = Waiting(request, stopwatch(), next(self._numbers))
        self._waiting.append(waiting)
        self._admit()
        if request.priority is Priority.HUMAN and waiting in self._waiting:
            self._make_way()
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            elif waiting.turn.done() and not waiting.turn.cancelled():
                self._take(request, -1)  # admitted and cancelled in the same moment: give the slot back
                self._admit()
            raise

    def _admit(self) -> None:
        now = stopwatch()
        while self._running < self.slots and (fit := [each for each in self._waiting if self._may_go(each.request)]):
            best = min(fit, key=lambda each: each.urgency(now))
            self._waiting.remove(best)
            if not best.turn.done():
                self._take(best.request, 1)
                best.turn.set_result(None)

    def _may_go(self, request: Request) -> bool:
        """Whether there is room for a request: musing leaves half of the slots to those who wait for an answer."""
        return request.priority < Priority.IDLE or self._idle < max(1, self.slots // 2)

    def _take(self, request: Request, count: int) -> None:
        """Count a slot taken (1) or given back (-1)."""
        self._running += count
        self._idle += count if request.priority >= Priority.IDLE else 0

    def _judge(self, answer: Answer, *, probing: bool) -> None:
        """Count failures of the endpoint (not of one answer) and tell when it is lost or found again.

        Calls that were on their way when it broke don't lengthen the pause.
        """
        if not isinstance(answer, Failure) or not answer.worth_retrying:
            if self.paused:
                self._on_state("ready", "the endpoint answers again")
            self._failures = 0
        elif not self.paused or probing:
            self._failures += 1
            if self.paused:
                step = min(self._failures - BREAK_AFTER, len(PAUSE) - 1)
                self._closed_until = stopwatch() + PAUSE[step]
            if self._failures == BREAK_AFTER:
                self._on_state("paused", answer.text)
