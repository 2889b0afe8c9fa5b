"""A body outside the city: one place, the wall's own time, a human who may talk to it. A subclass says how it speaks.

What it perceives is what its subclass tells it: ``hear`` for a human's line, ``notice`` for what happened. The desk of
``gothmud reader`` is one; docs/reader.md has another, in sixty lines.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from agents.memory.disk import replace, text_of
from agents.senses import Kind, Percept
from agents.sensing import Sensing
from gothmud import wire
from gothmud.clock import Reading, local_wall, wall
from gothmud.wire import Act, ActResult, RoomInfo, Someone

ME, HUMAN = -1, -2  # body numbers that nobody in a city has: notes on people outside and inside stay apart
VERBS = ("wait", "say")  # what one can do here; own actions come on top
SAID = "said"  # the file, beside the session's, that holds the id of the act whose words were said last
ASTRAY = timedelta(minutes=1)  # between our clock and the wall: then it is set


def local_now() -> datetime:
    """Return the hour on the wall, naive as city time is."""
    return local_wall().replace(tzinfo=None)


class Outside(Sensing, ABC):
    """A body at ``place``. ``human`` is what the one who talks to it is called; ``now`` tells the hour."""

    def __init__(self, name: str, place: str, human: str, now: Callable[[], datetime] = local_now) -> None:
        super().__init__()
        senses = self.senses
        senses.body, senses.name, senses.synced, senses.told_time = ME, name, True, True
        senses.room = RoomInfo(num=1, name=place, key="here", area="outside")
        senses.people = {HUMAN: Someone(id=HUMAN, name=human, human=True)}
        self._human, self._hour = human, now
        self._last = ActResult(id="", ok=True)
        self._said = ""
        self._said_file: Path | None = None
        self._tell_time()

    @abstractmethod
    async def say(self, text: str) -> None:
        """Let the human know what the mind says."""

    def remember_in(self, folder: Path) -> None:
        """Remember there what was said last, so that no kill lets the human hear it twice."""
        if self._said_file is None:
            self._said_file = folder / SAID
            self._said = text_of(self._said_file) or ""

    def hear(self, text: str) -> None:
        """Perceive what the human says: always to this mind, whose turn it then is."""
        self._perceived("said", text, who=HUMAN, called=self._human, to=ME, human=True, turn=ME)

    def notice(self, text: str) -> None:
        """Perceive something that happened."""
        self._perceived("seen", text)

    async def act(self, act: Act) -> ActResult:
        """Do an act; the one that was done last is not done again. After a kill that holds for words that were said."""
        if act.id != self._last.id:
            self._last = await self._done(act)
        return self._last

    async def think(self, on: bool) -> None:
        """Nobody watches."""

    async def _done(self, act: Act) -> ActResult:
        if act.verb == "say":
            if act.id != self._said:
                await self.say(act.text)
                self._remember(act.id)
            mine = self._perceived("said", act.text, who=ME, called=self.senses.name, to=HUMAN, to_called=self._human)
            return ActResult(id=act.id, ok=True, event=mine.event)
        self.senses.asleep = act.verb == "sleep"
        ok = act.verb in ("wait", "sleep", "wake")
        return ActResult(id=act.id, ok=ok, reason="" if ok else "there is nothing here to do that with")

    def _remember(self, said: str) -> None:
        self._said = said
        if self._said_file:
            replace(self._said_file, said)

    async def _waited(self, until: datetime) -> bool:
        self._tell_time()
        return await super()._waited(until)

    def _tell_time(self) -> None:
        """Follow the wall, also where it was set anew: for summer time, or because it went wrong."""
        clock, hour = self.senses.clock, self._hour()
        if clock.paused or abs(hour - clock.now()) > ASTRAY:
            clock.follow(Reading(hour, wall()))

    def _perceived(
        self, kind: Kind, text: str, *, who: int = 0, called: str = "", to: int | None = None, to_called: str = "",
        human: bool = False, turn: int | None = None,
    ) -> Percept:  # fmt: skip
        """Perceive a text as one bounded line, so that it can't be taken for a line of the frame."""
        line = "".join(each if each.isprintable() else " " for each in text)
        seq = self.senses.last_seq = self.senses.last_seq + 1
        percept = Percept(
            seq, f"outside-{seq}", self.senses.clock.now(), kind, who, called, " ".join(line.split())[: wire.MAX_TEXT],
            to, to_called, human, who == ME, turn,
        )  # fmt: skip
        self.senses.recent.append(percept)
        self._feel([percept])
        return percept
