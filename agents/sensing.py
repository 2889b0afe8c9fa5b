"""What all bodies share: percepts are kept until the mind asks for them, and a wait ends with whatever is new."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime, timedelta

from agents import pace
from agents.senses import Percept, Senses


class Sensing:
    """The perceiving half of a body. What perceives calls ``_feel``."""

    def __init__(self) -> None:
        self.senses = Senses()
        self._percepts: list[Percept] = []
        self._something = asyncio.Event()
        self._calls: asyncio.Future[Percept] | None = None

    async def perceive(self, until: datetime) -> list[Percept]:
        """Return what was perceived since the last call; waits for something, up to city time ``until``."""
        while not self._percepts and await self._waited(until):
            pass
        percepts, self._percepts = self._percepts, []
        return percepts

    async def rest(self, until: datetime) -> None:
        """Return at city time ``until`` (a clock that stands still is not waited for); what is perceived is kept."""
        while await self._waited(until):
            if self.senses.clock.paused and not self.senses.fast:
                return

    async def interrupted(self) -> Percept:
        """Return the next line of a human that asks this mind; it is still there to be perceived."""
        self._calls = asyncio.get_running_loop().create_future()
        return await self._calls

    def _feel(self, percepts: list[Percept]) -> None:
        """Keep percepts for the mind; a human's line that asks it cuts its thinking short."""
        self._percepts += percepts
        for each in percepts:
            if each.human and self.senses.asks_me(each) and self._calls and not self._calls.done():
                self._calls.set_result(each)
        if percepts:
            self._something.set()

    async def _waited(self, until: datetime) -> bool:
        """Wait for anything new or for city time ``until``; False where it is that late already."""
        left = until - self.senses.clock.now()
        if left <= timedelta(0):
            return False
        self._something.clear()
        await self._before_waiting(until)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._something.wait(), pace.real(self.senses, left))
        return True

    async def _before_waiting(self, until: datetime) -> None:
        """Say that nothing is needed until then, to whoever wants to know."""
