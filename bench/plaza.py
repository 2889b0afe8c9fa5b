"""A square in this process for minds alone: people who hear each other, and a clock that jumps once all of them wait."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from agents.senses import Percept, Senses
from gothmud import wire
from gothmud.clock import Clock, Reading, wall
from gothmud.persona import Persona
from gothmud.wire import Act, ActResult
from world.floor import Line, Moment, Present, whose_turn

MORNING = datetime(2026, 3, 7, 9)
TALKS_FROM, TALKS_UNTIL = 8, 22  # hours in which the visitor talks: nobody is spoken out of bed
MODES: dict[str, Literal["say", "whisper", "emote"]] = {"say": "say", "whisper": "whisper", "emote": "emote"}
VISITOR = wire.Someone(id=900, name="Mira", human=True)
ASIDE = 3  # of so many lines of the visitor one is said to somebody, the others into the air


@dataclass
class PlazaBody:
    """The body of one mind (agents.body.Body)."""

    plaza: Plaza
    senses: Senses
    percepts: list[Percept] = field(default_factory=list)

    async def perceive(self, until: datetime) -> list[Percept]:
        """Return what was perceived; waits for something, up to ``until``."""
        if not self.percepts:
            await self.plaza.wait(self, until, anything=True)
        percepts, self.percepts = self.percepts, []
        return percepts

    async def rest(self, until: datetime) -> None:
        """Return at ``until``."""
        await self.plaza.wait(self, until, anything=False)

    async def act(self, act: Act) -> ActResult:
        """Do an act; what is said is heard by all."""
        return self.plaza.perform(self, act)

    async def think(self, on: bool) -> None:
        """Nobody watches."""

    async def interrupted(self) -> Percept:
        """Nobody cuts in: the clock stands still while one thinks."""
        return await asyncio.get_running_loop().create_future()


class Plaza:
    """The square, its clock, and who waits for what. ``line`` gives the words of a visitor who says one ``every`` while."""

    def __init__(self, key: str, people: Sequence[Persona], every: timedelta, line: Callable[[int], str]) -> None:
        self.clock = Clock(Reading(MORNING, wall(), paused=True))
        self._every, self._line, self._said, self._talk_at = every, line, 0, MORNING + every
        self._seq = itertools.count(1)
        self._waiting: dict[int, tuple[datetime, bool, asyncio.Future[None]]] = {}
        room = wire.RoomInfo(num=1, name=f"The Square of {key}", key=key, area="plaza", desc="A square with a well.")
        here = {number: wire.Someone(id=number, name=each.name) for number, each in enumerate(people, 1)}
        self._company = [Present(each.id, (each.name,), human=each.human) for each in [*here.values(), VISITOR]]
        self.bodies = {each.id: self._body(number, room, here) for number, each in enumerate(people, 1)}

    def _body(self, number: int, room: wire.RoomInfo, here: dict[int, wire.Someone]) -> PlazaBody:
        senses = Senses(
            body=number, name=here[number].name, synced=True, told_time=True, fast=True, humans=1, clock=self.clock
        )
        senses.part, senses.weather, senses.room = "day", "Thin clouds over the roofs.", room
        senses.people = {each: who for each, who in (here | {VISITOR.id: VISITOR}).items() if each != number}
        return PlazaBody(self, senses)

    async def wait(self, body: PlazaBody, until: datetime, *, anything: bool) -> None:
        """Wait for ``until``, or with ``anything`` for whatever is heard."""
        future = asyncio.get_running_loop().create_future()
        self._waiting[body.senses.body] = (until, anything, future)
        while len(self._waiting) == len(self.bodies):
            self._jump()
        if until <= self.clock.now():
            self._wake(body.senses.body)
        await future

    def perform(self, body: PlazaBody, act: Act) -> ActResult:
        """Let an act happen."""
        seq = next(self._seq)
        if mode := MODES.get(act.verb):
            me = wire.Someone(id=body.senses.body, name=body.senses.name)
            self._heard(seq, me, mode, act.text, body.senses.people.get(act.person or 0))
        return ActResult(id=act.id, ok=True, event=f"plaza-{seq}")

    def _jump(self) -> None:
        """Go on to what is due next: a mind's moment, or the visitor's line."""
        due = min(until for until, _, _ in self._waiting.values())
        now = max(self.clock.now(), min(due, self._talk_at))
        self.clock.jump(now)
        if now >= self._talk_at:
            self._talk(now)
        for number in [each for each, (until, _, _) in self._waiting.items() if until <= now]:
            self._wake(number)

    def _talk(self, now: datetime) -> None:
        """Let the visitor say a line; at night come back in the morning."""
        if not TALKS_FROM <= now.hour < TALKS_UNTIL:
            morning = now.replace(hour=TALKS_FROM, minute=30, second=0)
            self._talk_at = morning if morning > now else morning + timedelta(days=1)
            return
        self._talk_at, self._said = now + self._every, self._said + 1
        number = self._said // ASIDE % len(self.bodies) + 1
        to = next(each.senses for each in self.bodies.values() if each.senses.body == number)
        someone = wire.Someone(id=number, name=to.name) if self._said % ASIDE == 0 else None
        self._heard(next(self._seq), VISITOR, "say", self._line(self._said), someone)

    def _heard(
        self, seq: int, who: wire.Someone, mode: Literal["say", "whisper", "emote"], text: str, to: wire.Someone | None
    ) -> None:  # fmt: skip
        now = self.clock.now()
        line = Line(who.id, who.human, text, Moment(now, now), to.id if to else None, mode)
        turn = whose_turn(line, self._company, ())
        said = wire.SayEvent(
            turn=turn, seq=seq, event=f"plaza-{seq}", at=now, who=who.id, called=who.name, mode=mode, text=text,
            to=to.id if to else None, to_called=to.name if to else "", human=who.human,
        )  # fmt: skip
        for body in self.bodies.values():
            body.percepts += body.senses.take(said)
            _, anything, _ = self._waiting.get(body.senses.body, (None, False, None))
            if anything:
                self._wake(body.senses.body)

    def _wake(self, number: int) -> None:
        _, _, future = self._waiting.pop(number, (None, False, None))
        if future and not future.done():
            future.set_result(None)
