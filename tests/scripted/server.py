"""The scripted endpoint as tests use it."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from tests.scripted.answering import Told
from tests.scripted.asking import Asked, Fault, Plan
from tests.scripted.book import Book
from tests.scripted.listener import HOST, Listener
from tests.scripted.plans import echo_persona


class Scripted:
    """A model server on a port of 127.0.0.1 (0: a free one) between ``up`` and ``down``, or inside ``with``.

    Threads do its work, so it serves tests of any kind, asynchronous ones too. ``plan`` may be changed at any time.
    """

    def __init__(
        self, plan: Plan | None = None, *, port: int = 0, model: str = "scripted-4b", parameters: int = 4_000_000_000,
        n_ctx: int = 8192, slots: int = 4,
    ) -> None:  # fmt: skip
        self._book = Book(plan or echo_persona())
        self._told = Told(model, parameters, n_ctx, slots)
        self._port = port
        self._listener: Listener | None = None

    def __enter__(self) -> Self:
        self.up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.down()

    @property
    def root(self) -> str:
        """The server's own URL. Known once it was up."""
        return f"http://{HOST}:{self._port}"

    @property
    def url(self) -> str:
        """The API's base URL, as ``model.endpoint`` wants it."""
        return f"{self.root}/v1"

    @property
    def plan(self) -> Plan:
        """What decides the answers."""
        return self._book.plan

    @plan.setter
    def plan(self, plan: Plan) -> None:
        self._book.plan = plan

    @property
    def asked(self) -> list[Asked]:
        """All that it was asked, in order of arrival, with the answers."""
        return list(self._book.asked)

    @property
    def questions(self) -> list[Asked]:
        """What it was asked by minds: all but the probe's questions."""
        return [each for each in self.asked if not each.probing]

    @property
    def running(self) -> int:
        """How many answers are under way now."""
        return self._book.running

    @property
    def peak(self) -> int:
        """How many answers were under way at once, at most."""
        return self._book.peak

    def up(self) -> None:
        """Open the port: the one that was given or had before. Raises OSError where another holds it."""
        if self._listener is None:
            self._listener = Listener(self._port, self._book, self._told)
            self._port = self._listener.server_address[1]

    def down(self) -> None:
        """Close the port and cut all connections, as a crash does. What was asked is kept."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def fault_next(self, fault: Fault, times: int = 1, *, retry_after: float = 1.0) -> None:
        """Let the next ``times`` questions fail (whoever asks; the plan isn't consulted), after those already due to."""
        self._book.fault_next(fault, times, retry_after)

    def forget(self) -> None:
        """Forget what was asked, the cached prefixes, and the faults that are due; the plan goes on."""
        self._book.forget()

    def wait_asked(self, count: int, seconds: float = 5.0) -> bool:
        """Block until minds asked ``count`` questions; return whether they did. In asynchronous code: to_thread."""
        return self._book.wait_asked(count, seconds)

    def wait_idle(self, seconds: float = 5.0) -> bool:
        """Block until no answer is under way; return whether it is so. In asynchronous code: to_thread."""
        return self._book.wait_idle(seconds)
