"""What the desk lets its mind do, as behaviours: put a briefing together; have at hand what the record says on a question."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from agents.hookspecs import hookimpl
from agents.own import OwnAction
from agents.view import Note, Occasion, View
from gothmud.errors import GothmudError
from gothmud.reader.briefing import Written
from gothmud.reader.desk import Desk
from gothmud.reader.quotes import Quote

LOOKING = 1.5  # seconds that a turn waits for a look at the record; what takes longer goes on
QUOTES = 3
BEGUN = "You have begun; it takes a while, and you hear when it is done."


@dataclass(frozen=True, slots=True)
class Looked:
    """What the record has: ``found`` on the question itself, None where that is still looked for, and ``late`` on an
    earlier question, whose look has ended since."""

    found: list[Quote] | None
    late: list[Quote]


class Tools:
    """``brief`` writes a briefing that begins with a text, ``look`` finds quotes on a question; it may take long, and runs
    in a thread, one at a time."""

    def __init__(
        self, desk: Desk, brief: Callable[[str], Awaitable[Written]], look: Callable[[str], list[Quote]]
    ) -> None:  # fmt: skip
        self._desk, self._brief, self._look = desk, brief, look
        self._writing: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._now: str | None = None  # the question that is looked at
        self._next: str | None = None  # the newest one that waits for it
        self._found: dict[str, list[Quote]] = {}  # by question; nobody has been told yet

    @hookimpl
    def register_actions(self) -> list[OwnAction]:
        """Offer ``brief``."""
        return [OwnAction("brief", "put a report together; the text is what you want to say first in it", self.brief)]

    @hookimpl
    async def before_turn(self, mind: View, turn: Occasion) -> Note | None:
        """Bring up what was said in the city on what the human asks: each quote once in a context."""
        if turn.purpose != "answer" or turn.percept is None or not mind.full:
            return None
        looked = await self.quotes(turn.percept.text)
        known = {each.id: each for each in (*(looked.found or ()), *looked.late)}
        new = [each for each in known.values() if not _told(mind, each)][:QUOTES]
        if not new:
            return None
        lines = "\n".join(f"[In the record, {each.id}: {each.shown}]" for each in new)
        return Note(f"{lines}\n", "quotes", {"ids": [each.id for each in new]})

    async def quotes(self, question: str) -> Looked:
        """Return what the record has on a question, if that can be found quickly, and what was found since the last call.

        A look that takes longer goes on, and its quotes are returned with a later question. What is asked meanwhile waits
        for it; of several the newest is looked for.
        """
        if question != self._now and question not in self._found:
            self._next = question
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_on())
        await asyncio.wait((self._looking,), timeout=LOOKING)
        if self._looking.done():
            self._looking.result()
        found, self._found = self._found, {}
        return Looked(found.pop(question, None), [each for quotes in found.values() for each in quotes])

    async def _look_on(self) -> None:
        try:
            while self._next is not None:
                self._now, self._next = self._next, None
                try:
                    self._found[self._now] = await asyncio.to_thread(self._look, self._now)
                except GothmudError:
                    self._found[self._now] = []
        finally:
            self._now = None

    async def brief(self, mind: View, text: str) -> str:
        """Begin a briefing, unless one is being written; it goes on beside the mind, which perceives its end."""
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._written(text))
        return BEGUN

    async def settled(self) -> None:
        """Return once no briefing is being written."""
        if self._writing:
            await self._writing

    async def _written(self, text: str) -> None:
        try:
            written = await self._brief(text)
        except (GothmudError, OSError) as error:
            self._desk.told(f"The report came to nothing: {error}")
            return
        self._desk.told(f"The report is written: {written.path}")
        for each in written.trouble:
            self._desk.told(each)


def _told(mind: View, quote: Quote) -> bool:
    return any(quote.id in each.data.get("ids", ()) for each in mind.standing)
