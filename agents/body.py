"""What a mind lives in: senses in, acts out. The city over the wire is one body; a desk can be another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from agents.connection import Connection
from agents.senses import Percept, Senses
from agents.sensing import Sensing
from gothmud import wire
from gothmud.clock import real_sleep
from gothmud.wire import Act, ActResult

SYNC_AGAIN = 5.0  # seconds
ANSWER_WITHIN = 10.0  # seconds; then the same act is sent again, and the world does it once


class Body(Protocol):
    """A place to be for a mind."""

    senses: Senses

    async def perceive(self, until: datetime) -> list[Percept]:
        """Return what was perceived since the last call; waits for something, up to city time ``until``."""
        ...

    async def rest(self, until: datetime) -> None:
        """Return at city time ``until``; what is perceived meanwhile is kept."""
        ...

    async def act(self, act: Act) -> ActResult:
        """Do an act, exactly once whatever happens to the link; return what became of it."""
        ...

    async def think(self, on: bool) -> None:
        """Show that the mind is at work, or no longer."""
        ...

    async def interrupted(self) -> Percept:
        """Return the next line of a human that asks this mind; it is still there to be perceived."""
        ...


class CityBody(Sensing):
    """A body in the city, over the wire. ``since`` is the event after which its mind began to listen."""

    def __init__(self, url: str, person: str, token: str, known_seq: Callable[[int], int]) -> None:
        super().__init__()
        self._known_seq = known_seq
        self.since = -1
        self._results: dict[str, asyncio.Future[ActResult]] = {}
        self._sent: dict[str, Act] = {}  # acts that the world has not answered yet
        self._connection = Connection(url, person, token, self._take)
        self._caught_up = asyncio.Event()
        self.on_missed: Callable[[int, int], None] = lambda _after, _oldest: None
        self._syncs: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Stay in the body until cancelled."""
        await self._connection.run()

    async def entered(self) -> None:
        """Return once the mind is in its body and has caught up."""
        await self._connection.up.wait()
        await self._caught_up.wait()

    @property
    def present(self) -> bool:
        """Whether the mind is in its body and has caught up."""
        return self._connection.up.is_set() and self.senses.synced

    async def _before_waiting(self, until: datetime) -> None:
        """On the fast clock the world is told that nothing is needed until then: it jumps once all have said so."""
        if self.senses.fast:
            await self._connection.send(wire.Due(until=until, seq=self.senses.last_seq))

    async def act(self, act: Act) -> ActResult:
        """Do an act: sent again under the same id until the world has answered."""
        future = self._results.setdefault(act.id, asyncio.get_running_loop().create_future())
        try:
            while True:
                await self._connection.up.wait()
                await self._connection.send(act)
                self._sent[act.id] = act
                try:
                    return await asyncio.wait_for(asyncio.shield(future), ANSWER_WITHIN)
                except TimeoutError:
                    continue
        finally:
            self._results.pop(act.id, None)
            self._sent.pop(act.id, None)

    async def think(self, on: bool) -> None:
        """Show that the mind is at work, or no longer."""
        await self._connection.send(wire.Thinking(on=on))

    def _take(self, message: wire.Message) -> None:
        if isinstance(message, ActResult):
            future = self._results.get(message.id)
            if future and not future.done():
                future.set_result(message)
            return
        before = self.senses.last_seq
        percepts = self.senses.take(message)
        if isinstance(message, wire.Synced):
            self._caught_up.set()
            if message.missed:
                self.on_missed(before, message.oldest)
        if isinstance(message, wire.Welcome):
            self._go_on(message)
        self._feel(percepts)
        if isinstance(message, wire.Time):
            self._something.set()

    def _go_on(self, welcome: wire.Welcome) -> None:
        """After any break: ask for what was missed, and for what became of the acts that were on their way."""
        self.senses.last_seq = max(self.senses.last_seq, self._known_seq(welcome.seq))
        self.since = self.senses.last_seq if self.since < 0 else self.since
        task = asyncio.create_task(self._ask_again(wire.Sync(seq=self.senses.last_seq), *self._sent.values()))
        self._syncs.add(task)
        task.add_done_callback(self._syncs.discard)

    async def _ask_again(self, *messages: wire.Message) -> None:
        """Ask; and for what was missed once more, while no answer comes: a world that starts may have lost the question."""
        for each in messages:
            await self._connection.send(each)
        await real_sleep(SYNC_AGAIN)
        while self._connection.up.is_set() and not self.senses.synced:
            await self._connection.send(wire.Sync(seq=self.senses.last_seq))
            await real_sleep(SYNC_AGAIN)
