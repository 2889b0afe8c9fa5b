"""The desk: the reader's body. A human at a prompt, briefings that are done, and nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from agents.outside import Outside, local_now
from gothmud.wire import Act, ActResult

NAME, PLACE, HUMAN = "The reader", "The Desk", "The keeper"
NO_WORDS = "(No answer: the model gave none.)"
ASLEEP = "(The reader puts its head on the desk and sleeps. Say something twice to wake it.)"


class Desk(Outside):
    """Writes what the mind says with ``write``, a line each."""

    def __init__(self, write: Callable[[str], None], now: Callable[[], datetime] = local_now) -> None:
        super().__init__(NAME, PLACE, HUMAN, now)
        self._write = write
        self._answered = asyncio.Event()
        self._spoke = False

    async def say(self, text: str) -> None:
        """Say it to the human."""
        self._spoke = True
        self._write(f"reader: {text}")

    async def think(self, on: bool) -> None:
        """See the beginning and the end of an answer."""
        if on:
            self._spoke = False
        elif not self._spoke:
            self._write(NO_WORDS)
        if not on:
            self._answered.set()

    def told(self, text: str) -> None:
        """Let mind and human know of something that happened."""
        self._write(f"({text})")
        self.notice(text)

    async def converse(self, lines: AsyncIterator[str]) -> None:
        """Let a human talk with the mind, turn by turn, until ``lines`` end."""
        self.senses.humans = 1
        async for line in lines:
            if line.strip():
                self._answered.clear()
                self.hear(line)
                if not self.senses.asleep:
                    await self._answered.wait()
        self.senses.humans = 0

    async def _done(self, act: Act) -> ActResult:
        if act.verb == "sleep":
            self._write(ASLEEP)
        return await super()._done(act)
