"""The reader's way to the model: the city's own endpoint, a queue and books of its own, and the city's budgets and freeze."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from agents.books import Books
from agents.endpoint import Endpoint
from agents.model import Answer, Failure, Model, Request
from agents.probe import Findings, find_running, probe
from agents.queue import Queue
from gothmud.config import Settings
from gothmud.errors import StartError
from gothmud.freeze import why_frozen
from gothmud.record import Recorder
from gothmud.supervisor import endpoint_of, running

SOURCE = "reader"  # of the record, for its calls; a second reader at work is reader2, and so on
MOST_READERS = 9


@dataclass(frozen=True, slots=True)
class Reach:
    """A model that can be asked, and what its endpoint was found to be."""

    model: Model
    findings: Findings

    @property
    def able(self) -> bool:
        """Whether it can read: it chats, and isn't so small that it has to be carried."""
        return self.findings.chat and not self.findings.small


class Nobody:
    """A model that isn't there: who asks it gets a failure."""

    paused = False

    async def complete(self, request: Request) -> Answer:
        """Return why there is no answer."""
        return Failure("unreachable", f"no endpoint to ask for '{request.purpose}'")


class Thawed:
    """A queue that looks whether the city's minds are frozen before each call."""

    def __init__(self, queue: Queue, home: Path) -> None:
        self._queue, self._home = queue, home

    @property
    def paused(self) -> bool:
        """Whether the endpoint is known to give no answer for now."""
        return self._queue.paused

    async def complete(self, request: Request) -> Answer:
        """Return the answer, or why there is none."""
        self._queue.frozen = why_frozen(self._home)
        return await self._queue.complete(request)


@asynccontextmanager
async def reach(home: Path, settings: Settings) -> AsyncIterator[Reach | None]:
    """Hold the way to the city's model open; None where no endpoint answers: then the facts stand alone."""
    found = await asyncio.to_thread(_findings, home, settings)
    if found is None:
        yield None
        return
    endpoint = Endpoint(found, settings.model.key, settings.model.timeout)
    try:
        with _recorder(home) as recorder:
            books = Books(recorder, found, settings.budget)
            books.remember(home / "record")
            books.probed()
            yield Reach(Thawed(Queue(endpoint, found.slots, books.asked, budget=books.budget), home), found)
    finally:
        await endpoint.close()


def _findings(home: Path, settings: Settings) -> Findings | None:
    """Return what the endpoint can do: as the city's minds found it, else probed now."""
    up = running(home)
    usual = settings.model.endpoint or ("" if settings.model.embedded else find_running())
    url = endpoint_of(up) if up else usual
    if up:
        with suppress(OSError, ValidationError):
            known = Findings.model_validate_json((home / "run" / "endpoint.json").read_bytes())
            if known.url == url:
                return known.model_copy(update={"probed": []})
    with suppress(StartError):
        return probe(url, settings.model, settings.model.key) if url else None
    return None


@contextmanager
def _recorder(home: Path) -> Iterator[Recorder]:
    """Hold a source of the record that no other reader writes to: each has one writer."""
    for number in range(1, MOST_READERS + 1):
        source = SOURCE if number == 1 else f"{SOURCE}{number}"
        with suppress(StartError), sole(home / "reader" / "locks" / source, ""):
            recorder = Recorder(home / "record", source, lambda: None)
            try:
                yield recorder
            finally:
                recorder.close()
            return
    raise StartError(f"reader: {MOST_READERS} readers are at work in {home} already; wait for one to end")


@contextmanager
def sole(path: Path, busy: str) -> Iterator[None]:
    """Hold what only one process may do at a time; a kill lets go of it. Raises StartError with ``busy``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StartError(busy) from None
        yield
