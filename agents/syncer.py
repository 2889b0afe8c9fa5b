"""Puts session files on disk, for all minds of a process: what is wanted in one pass of the loop goes in one trip to a
thread, and what comes meanwhile in the next. A trip for each line costs a mind a tenth of its turn; files one after the
other cost 25 minds, who all wait for the trip, as much again: side by side they share the file system's own trips."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from gothmud.journal import Journal

AT_ONCE = 12  # files
Wanted = tuple[Journal, asyncio.Future[None]]


class Syncer:
    """One trip to the disk at a time, for whoever wants something there. Belongs to one event loop."""

    def __init__(self) -> None:
        self._wanted: list[Wanted] = []
        self._trips: asyncio.Task[None] | None = None
        self._disk = ThreadPoolExecutor(AT_ONCE, "disk")

    async def sync(self, journal: Journal) -> None:
        """Return once all that was written to a file is on disk; others go on meanwhile. Raises OSError."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._wanted.append((journal, done))
        if self._trips is None:
            self._trips = asyncio.create_task(self._go())
        await done

    async def _go(self) -> None:
        while self._wanted:
            wanted, self._wanted = self._wanted, []
            try:
                failures = await asyncio.to_thread(self._synced, [journal for journal, _ in wanted])
            except RuntimeError as error:  # no thread to be had: everybody hears of it, and nobody waits for ever
                failures = [error] * len(wanted)
            for (_, done), failure in zip(wanted, failures, strict=True):
                if done.done():
                    continue  # who waited for it was cancelled
                if failure:
                    done.set_exception(failure)
                else:
                    done.set_result(None)
        self._trips = None

    def _synced(self, journals: list[Journal]) -> list[Exception | None]:
        """Put files on disk; return of each what went wrong."""
        return list(self._disk.map(_failure, journals)) if len(journals) > 1 else [_failure(journals[0])]


def _failure(journal: Journal) -> Exception | None:
    try:
        journal.sync()
    except (OSError, ValueError) as error:  # ValueError: closed meanwhile, and nobody waits for it any more
        return error
    return None
