"""What the desk lets its mind do, as behaviours: put a briefing together; have at hand what the record says on a question."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from agents.hookspecs import hookimpl
from agents.own import OwnAction
from agents.view import Note, Occasion, View
from gothmud.errors import GothmudError
from gothmud.reader.briefing import Written
from gothmud.reader.desk import Desk
from gothmud.reader.quotes import Quote

LOOKING = 1.5  # seconds; what takes longer comes to mind with the next question
QUOTES = 3
BEGUN = "You have begun; it takes a while, and you hear when it is done."


class Tools:
    """``brief`` writes a briefing that begins with a text, ``look`` finds quotes on a question."""

    def __init__(
        self, desk: Desk, brief: Callable[[str], Awaitable[Written]], look: Callable[[str], list[Quote]]
    ) -> None:  # fmt: skip
        self._desk, self._brief, self._look = desk, brief, look
        self._writing: asyncio.Task[None] | None = None

    @hookimpl
    def register_actions(self) -> list[OwnAction]:
        """Offer ``brief``."""
        return [OwnAction("brief", "put a report together; the text is what you want to say first in it", self.brief)]

    @hookimpl
    async def before_turn(self, mind: View, turn: Occasion) -> Note | None:
        """Bring up what was said in the city on what the human asks: each quote once in a context."""
        if turn.purpose != "answer" or turn.percept is None or not mind.full:
            return None
        new = [each for each in await self.quotes(turn.percept.text) if not _told(mind, each)][:QUOTES]
        if not new:
            return None
        lines = "\n".join(f"[In the record, {each.id}: {each.shown}]" for each in new)
        return Note(f"{lines}\n", "quotes", {"ids": [each.id for each in new]})

    async def quotes(self, question: str) -> list[Quote]:
        """Return what the record has on a question, if it can be found quickly."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._look, question), LOOKING)
        except (TimeoutError, GothmudError):
            return []

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
