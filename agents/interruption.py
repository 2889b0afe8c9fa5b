"""A human's line cuts short what a mind is thinking about."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from agents.body import Body
from agents.calling import begun
from agents.senses import Percept


async def undisturbed[T](body: Body, thinking: Coroutine[Any, Any, T]) -> T | Percept:
    """Return what a mind came to think, or the line of a human that asked it meanwhile: then the thinking is cancelled.

    What raises in ``thinking`` is raised here.
    """
    thought = begun(thinking)
    if thought.done():
        return thought.result()
    call = begun(body.interrupted())
    try:
        await asyncio.wait((thought, call), return_when=asyncio.FIRST_COMPLETED)
        return thought.result() if thought.done() else call.result()
    finally:
        call.cancel()
        if not thought.done():
            thought.cancel()
            await asyncio.wait((thought,))
