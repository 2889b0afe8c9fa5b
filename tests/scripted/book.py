"""What the server knows between requests: what it was asked, what faults are due, how many answers are under way."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, get_args

from gothmud.clock import stopwatch
from tests.scripted.asking import Answer, Asked, Fault, Plan, flat
from tests.scripted.plans import echo_persona
from tests.scripted.tokens import Prefixes, tokens_of


class Book:
    """One server's memory. All of it may be used from any thread."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.asked: list[Asked] = []
        self.running = self.peak = 0
        self._probe_plan = echo_persona()
        self._faults: deque[Answer] = deque()
        self._prefixes = Prefixes()
        self._changed = threading.Condition()

    def take(self, path: str, body: dict[str, Any]) -> tuple[Asked, Answer]:
        """Write a question down, count its tokens, and plan its answer. The probe is answered by echo, not by the plan."""
        with self._changed:
            asked = Asked(len(self.asked) + 1, stopwatch(), path, body, flat(path, body))
            tokens = tokens_of(asked.prompt)
            asked.prompt_tokens, asked.cached_tokens = len(tokens), self._prefixes.add(tokens)
            self.asked.append(asked)
            asked.answer = self._answer(asked)
            self._changed.notify_all()
            return asked, asked.answer

    def _answer(self, asked: Asked) -> Answer:
        if self._faults:
            return self._faults.popleft()
        return (self._probe_plan if asked.probing else self.plan)(asked)

    def fault_next(self, fault: Fault, times: int, retry_after: float) -> None:
        """Let the next ``times`` questions fail. Raises ValueError for an unknown fault."""
        if fault not in get_args(Fault):
            raise ValueError(f"fault '{fault}'; there are: {', '.join(get_args(Fault))}")
        with self._changed:
            self._faults.extend([Answer(fault=fault, retry_after=retry_after)] * times)

    def forget(self) -> None:
        """Forget questions, cached prefixes and faults that are due; the plan goes on."""
        with self._changed:
            self.asked.clear()
            self._faults.clear()
            self._prefixes = Prefixes()
            self.peak = self.running

    def wait_asked(self, count: int, seconds: float) -> bool:
        """Block until it was asked ``count`` questions beside the probe's; return whether it was."""
        with self._changed:
            return self._changed.wait_for(lambda: sum(not each.probing for each in self.asked) >= count, seconds)

    def wait_idle(self, seconds: float) -> bool:
        """Block until no answer is under way; return whether it is so."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.running, seconds)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Count an answer as under way."""
        with self._changed:
            self.running += 1
            self.peak = max(self.peak, self.running)
        try:
            yield
        finally:
            with self._changed:
                self.running -= 1
                self._changed.notify_all()
