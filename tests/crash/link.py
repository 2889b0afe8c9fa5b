"""Stands for ``agents.connection.Connection``: the same calls, and the city in the same process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gothmud import wire
from tests.crash.city import City
from tests.crash.points import Points


def link_to(city: City, points: Points) -> type:
    """Return a class to put in the place of ``Connection``."""

    class Link:
        """A link to this one city."""

        def __init__(self, _url: str, _person: str, _token: str, on_message: Callable[[wire.Message], None]) -> None:
            self._on_message = on_message
            self.up = asyncio.Event()

        async def run(self) -> None:
            """Enter the body and stay."""
            city.link = self._on_message
            self.up.set()
            self._tell(city.welcome())
            await asyncio.Event().wait()

        async def send(self, message: wire.Message) -> bool:
            """Take a message to the city."""
            match message:
                case wire.Act():
                    points.alive()
                    result = city.perform(message)
                    points.passed(f"act {message.verb}: done, answer lost")
                    self._tell([result])
                case wire.Sync():
                    self._tell(city.after(message.seq))
                case wire.Due() if message.seq >= city.seq:
                    asyncio.get_running_loop().call_soon(city.advance, message.until)
                case _:
                    pass
            return True

        def _tell(self, messages: list[wire.Message]) -> None:
            for each in messages:
                self._on_message(each)

    return Link
