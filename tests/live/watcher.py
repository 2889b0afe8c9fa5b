"""A real mind with a watcher's trade in the body of one of the cast, in a thread of its own, on a model that only waits."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from agents.actions import FIELDS
from agents.body import CityBody
from gothmud.status import token
from gothmud.supervisor import Supervisor
from tests.agents.fakes import FakeModel
from tests.agents.lives import NONE_ON, life

WAITS = json.dumps({**dict.fromkeys(FIELDS, ""), "act": "wait"})
ON = [*(each for each in NONE_ON if each not in ("-tower", "-memory")), "memory", "tower"]


@contextmanager
def watching(world: Supervisor, person: str, **fields: Any) -> Iterator[Path]:
    """Let a watcher live in ``person``'s body; give the folder of its mind."""
    loop, over = asyncio.new_event_loop(), asyncio.Event()
    folder = world.home / "minds" / person

    async def live() -> None:
        body: Any = CityBody(f"ws://127.0.0.1:{world.ports.websocket}", person, token(world.home), lambda seq: seq)
        connected = asyncio.create_task(body.run())
        await body.entered()
        one = life(folder, FakeModel(WAITS), body, on=ON, home=world.home, id=person, trade="watcher", **fields)
        living = asyncio.create_task(one.agent.live())
        await asyncio.wait([living, asyncio.create_task(over.wait())], return_when=asyncio.FIRST_COMPLETED)
        for each in (living, connected):
            each.cancel()
            with suppress(asyncio.CancelledError):
                await each

    thread = threading.Thread(target=lambda: loop.run_until_complete(live()), name="watcher")
    thread.start()
    try:
        yield folder
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(20)
        loop.close()
