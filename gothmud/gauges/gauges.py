"""All gauges at once."""

from __future__ import annotations

from collections import Counter, deque

from gothmud.events import Event, Refused, Said, SceneEnded
from gothmud.gauges.figures import Figures, rank, ratio
from gothmud.gauges.freshness import Freshness
from gothmud.gauges.humans import Humans
from gothmud.gauges.runs import Runs
from gothmud.gauges.shares import FloorShare
from gothmud.gauges.waits import Wait, Waits

LATEST = 10_000  # answered waits of which median and percentile are taken
SPOKEN = ("say", "whisper", "emote")


class Gauges:
    """Takes the world's events in their order. What it keeps is bounded by the city's people and rooms."""

    def __init__(self) -> None:
        self._since = ""
        humans = self._humans = Humans()
        self._waits, self._runs, self._share, self._fresh = Waits(humans), Runs(humans), FloorShare(humans), Freshness()
        self._seconds: deque[float] = deque(maxlen=LATEST)
        self._ends: Counter[str] = Counter()
        self._asked = self._answered = self._between = 0
        self._lines = self._new = self._refused = 0
        self._own = self._heard = 0
        self._longest_scene = 0

    def take(self, event: Event) -> None:
        """Take an event; what tells nothing is passed over."""
        self._since = self._since or event.id
        self._humans.take(event)
        match event:
            case Said():
                self._said(event)
            case SceneEnded():
                self._ends[event.end] += 1
                self._longest_scene = max(self._longest_scene, event.lines)
            case Refused():
                self._refused += event.tier != "human" and event.verb in SPOKEN
            case _:
                pass

    def figures(self) -> Figures:
        """Return what they show now."""
        waiting = self._waits.waiting()
        return Figures(
            since=self._since, lines=self._lines, new=ratio(self._new, self._lines), refused=self._refused,
            longest_run=self._runs.longest, waits=self._asked + len(waiting), unanswered=self._asked - self._answered + len(waiting),
            wait_p50=rank(self._seconds, 0.5), wait_p95=rank(self._seconds, 0.95),
            between=max([self._between, *(each.between for each in waiting)]), floor_share=ratio(self._own, self._own + self._heard),
            scenes=self._ends.total(), longest_scene=self._longest_scene, ends=dict(sorted(self._ends.items())),
        )  # fmt: skip

    def _said(self, said: Said) -> None:
        self._runs.take(said)
        for wait in self._waits.take(said):
            self._waited(wait)
        for ears in self._share.take(said):
            self._own += ears.words if ears.own else 0
            self._heard += 0 if ears.own else ears.words
        if fresh := self._fresh.take(said):
            self._lines += 1
            self._new += fresh.brings

    def _waited(self, wait: Wait) -> None:
        self._asked += 1
        self._between = max(self._between, wait.between)
        if wait.seconds is not None:
            self._answered += 1
            self._seconds.append(wait.seconds)
