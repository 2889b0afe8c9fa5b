"""Sessions that want to be on disk in one moment go there together, and one that can't keeps nobody back."""

from __future__ import annotations

import asyncio
import errno
import threading
from pathlib import Path

import pytest

from agents.syncer import Syncer
from gothmud.journal import Journal


class Slow(Journal):
    """A file whose disk answers when it is let; ``asked`` says that it was."""

    def __init__(self, path: Path, fault: OSError | None = None) -> None:
        super().__init__(path)
        self.free, self.asked, self.fault = threading.Event(), threading.Event(), fault

    def sync(self) -> None:
        """Wait to be let, and fail where that is planned."""
        self.asked.set()
        assert self.free.wait(5.0)
        if self.fault:
            raise self.fault
        super().sync()


@pytest.mark.asyncio
async def test_what_is_wanted_in_one_pass_goes_together_and_fails_alone(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "no space left")
    files = [Slow(tmp_path / str(number), full if number == 1 else None) for number in range(3)]
    syncer = Syncer()
    going = asyncio.gather(*map(syncer.sync, files), return_exceptions=True)
    for each in files:
        assert await asyncio.to_thread(each.asked.wait, 5.0), "none waits for another's disk"
    for each in files:
        each.free.set()
    assert await asyncio.wait_for(going, 5.0) == [None, full, None]
    assert await syncer.sync(files[0]) is None, "it goes again afterwards"


@pytest.mark.asyncio
async def test_who_comes_during_a_trip_takes_the_next_and_who_leaves_keeps_nobody_back(tmp_path: Path) -> None:
    first, gone, late = (Slow(tmp_path / name) for name in ("first", "gone", "late"))
    syncer = Syncer()
    waiting = [asyncio.create_task(syncer.sync(each)) for each in (first, gone)]
    await asyncio.to_thread(first.asked.wait, 5.0)
    waiting.append(asyncio.create_task(syncer.sync(late)))
    waiting[1].cancel()
    gone.close()  # its mind is gone, and its file with it
    for each in (gone, late):
        each.free.set()
    first.free.set()
    assert await asyncio.wait_for(waiting[0], 5.0) is None
    assert await asyncio.wait_for(waiting[2], 5.0) is None
    assert waiting[1].cancelled()
