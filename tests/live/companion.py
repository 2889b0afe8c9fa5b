"""A human who talks with Ada while processes die at the steps of her turns."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from gothmud.clock import block, stopwatch
from gothmud.events import Said
from tests.live.mortal.steps import BY_ID, Process
from tests.live.telnet import Telnet
from tests.live.town import Town
from tests.live.truth import echoes, settled
from tests.live.waiting import until
from tests.scripted import slowly

THINKS = 0.3  # seconds that the model takes where a process has to die meanwhile
BACK_WITHIN = 30.0  # seconds


@dataclass
class Companion:
    """Somebody in the shed with Ada. ``links`` are all connections that they had, the newest last.

    ``patience``: seconds within which a process has to die, and then to be back.
    """

    city: Town
    patience: float = BACK_WITHIN
    name: str = "Zoe"
    links: list[Telnet] = field(default_factory=list)
    word: str = ""  # the latest that was said
    _words: itertools.count[int] = field(default_factory=itertools.count)

    def here(self) -> Telnet:
        """Return a living connection in the shed."""
        if not self.links or self.links[-1].closed or self._cut():
            link = self.city.returning(self.name) if self.links else self.city.newcomer(self.name)
            self.links.append(link)
            if "The Shed  the middle" not in link.text:
                link.send("east")
                link.in_room("The Shed")
        return self.links[-1]

    def through(self, *steps: str) -> float:
        """Say a word to Ada and let a process die at each of ``steps``; check all; return the seconds to be back."""
        word, link, trigger = self._word(), self.here(), self.city.trigger
        processes, old = [BY_ID[each].process for each in steps], self.city.children()
        trigger.arm(word, *steps)
        try:
            with self._thinking(any(BY_ID[each].when == "within" for each in steps)):
                link.send(f"say Ada, {word}")
                until(lambda: not trigger.path.exists(), f"death at {trigger.armed()[0]}", self.patience)
        finally:
            trigger.disarm()
        return self._survived(word, processes, old)

    def struck(self, process: Process, delay: float) -> float:
        """Say a word to Ada and kill a process from outside after ``delay`` seconds; check all as ``through`` does."""
        word, link, old = self._word(), self.here(), self.city.children()
        link.send(f"say Ada, {word}")
        block(delay)
        os.kill(old[process], signal.SIGKILL)
        return self._survived(word, [process], old)

    def _survived(self, word: str, processes: list[Process], old: dict[str, int]) -> float:
        died = stopwatch()
        self.back(processes, old)
        seconds = stopwatch() - died
        self.answered(word, told="portal" not in processes)
        return seconds

    @contextmanager
    def _thinking(self, slow: bool) -> Iterator[None]:
        plain = self.city.model.plan
        self.city.model.plan = slowly(plain, THINKS) if slow else plain
        try:
            yield
        finally:
            self.city.model.plan = plain

    def _word(self) -> str:
        self.word = f"word{next(self._words)}x"
        return self.word

    def back(self, processes: list[Process], old: dict[str, int]) -> None:
        """Wait until each of these processes runs anew and all minds are in their bodies."""

        def anew() -> bool:
            now = self.city.children()
            return all(now.get(each, old[each]) != old[each] for each in processes)

        until(anew, f"{' and '.join(processes)} anew", self.patience)
        self.city.minds_awake(self.patience)

    def answered(self, word: str, *, told: bool) -> None:
        """Get Ada's answer to a word that a death may have cut off: once in the record, at most once on the screen."""
        if not self._said(word):
            assert self._seen(f'You say, "Ada, {word}"') == 0, "they were shown what the world had not kept"
            self.here().send(f"say Ada, {word}")
        until(lambda: echoes(self.city)[word], f"Ada's answer to {word}", self.patience)
        settled(self.city)
        assert self._said(word) == 1
        if told:
            until(lambda: self._seen(f"Did you say {word}?"), "the answer on the screen", 5)
        assert self._seen(f"Did you say {word}?") <= 1
        assert self._seen(f'You say, "Ada, {word}"') <= 1

    def close(self) -> None:
        """Go."""
        for each in self.links:
            each.close()

    def _said(self, word: str) -> int:
        return sum(each.text == f"Ada, {word}" for each in self.city.events(Said))

    def _seen(self, text: str) -> int:
        return sum(each.text.count(text) for each in self.links)

    def _cut(self) -> bool:
        self.links[-1].poll()
        return self.links[-1].closed
