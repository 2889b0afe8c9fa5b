"""A city in this process for minds alone: rooms of people who hear each other, and a clock that jumps once all wait."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agents.senses import Percept, Senses
from gothmud import wire
from gothmud.clock import Clock, Reading, wall
from gothmud.persona import Persona
from gothmud.wire import Act, ActResult

MORNING = datetime(2026, 3, 7, 9)
TALKS_FROM, TALKS_UNTIL = 8, 22  # hours in which a visitor talks: nobody is spoken out of bed
MODES = {"say": "say", "whisper": "whisper", "emote": "emote"}
VISITOR = 900  # body number of the first room's visitor


@dataclass
class PlazaBody:
    """The body of one mind (agents.body.Body)."""

    plaza: Plaza
    room: int
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
        """Do an act: all that is said is heard in the room."""
        return self.plaza.perform(self, act)

    async def think(self, on: bool) -> None:
        """Nobody watches."""


@dataclass
class Visitor:
    """Somebody with a player who says a line to one after the other in a room; ``next`` is when."""

    room: int
    next: datetime
    turn: int = 0


class Plaza:
    """The rooms, the clock, and who waits for what. ``line`` gives a visitor's next words to somebody."""

    def __init__(self, rooms: Sequence[Sequence[Persona]], every: timedelta, line: Callable[[int], str]) -> None:
        self.clock = Clock(Reading(MORNING, wall(), paused=True))
        self._every, self._line = every, line
        self._seq = itertools.count(1)
        self._waiting: dict[int, tuple[datetime, bool, asyncio.Future[None]]] = {}
        self._visitors = [Visitor(room, MORNING + every) for room in range(len(rooms))]
        numbers = itertools.count(1)
        numbered = [[(next(numbers), persona) for persona in room] for room in rooms]
        self.bodies = {
            persona.id: self._body(room, number, numbered[room]) for room, people in enumerate(numbered) for number, persona in people
        }  # fmt: skip
        self._rooms = [[body for body in self.bodies.values() if body.room == room] for room in range(len(rooms))]

    def _body(self, room: int, number: int, people: list[tuple[int, Persona]]) -> PlazaBody:
        senses = Senses(body=number, synced=True, told_time=True, fast=True, humans=1, part="day", clock=self.clock)
        senses.weather = "Thin clouds over the roofs."
        senses.room = wire.RoomInfo(num=room + 1, name=f"Square {room}", key=f"square{room}", area="plaza", desc="A square with a well.")
        others = [wire.Someone(id=each, name=persona.name) for each, persona in people if each != number]
        others.append(wire.Someone(id=VISITOR + room, name="Mira", human=True))
        senses.people = {each.id: each for each in others}
        return PlazaBody(self, room, senses)

    async def wait(self, body: PlazaBody, until: datetime, *, anything: bool) -> None:
        """Wait for ``until``, or with ``anything`` for whatever is heard; the others get their turn in any case."""
        future = asyncio.get_running_loop().create_future()
        self._waiting[body.senses.body] = (until, anything, future)
        if until <= self.clock.now():
            self._wake(body.senses.body)
        elif len(self._waiting) == len(self.bodies):
            self._jump()
        await future

    def perform(self, body: PlazaBody, act: Act) -> ActResult:
        """Let an act happen."""
        event = self._next_event()
        if act.verb in MODES:
            to = body.senses.people.get(act.person) if act.person else None
            self._heard(body.room, body.senses.body, body.senses.name, MODES[act.verb], act.text, to, human=False, event=event)
        return ActResult(id=act.id, ok=True, event=event[0])

    def _jump(self) -> None:
        """Go on to what is due next: a mind's moment, or a visitor's line."""
        visitor = min(self._visitors, key=lambda each: each.next)
        due = min(until for until, _, _ in self._waiting.values())
        if visitor.next <= due:
            self.clock.jump(max(visitor.next, self.clock.now()))
            self._talk(visitor)
        else:
            self.clock.jump(due)
        for number in [each for each, (until, _, _) in self._waiting.items() if until <= self.clock.now()]:
            self._wake(number)
        if len(self._waiting) == len(self.bodies):
            self._jump()

    def _talk(self, visitor: Visitor) -> None:
        """Say a line to the next in the room; at night come back in the morning."""
        now = self.clock.now()
        if not TALKS_FROM <= now.hour < TALKS_UNTIL:
            morning = now.replace(hour=TALKS_FROM, minute=30, second=0)
            visitor.next = morning if morning > now else morning + timedelta(days=1)
            return
        there = self._rooms[visitor.room]
        to = there[visitor.turn % len(there)]
        visitor.next, visitor.turn = now + self._every, visitor.turn + 1
        someone = wire.Someone(id=to.senses.body, name=to.senses.name)
        number = VISITOR + visitor.room
        self._heard(visitor.room, number, "Mira", "say", self._line(visitor.turn), someone, human=True, event=self._next_event())

    def _heard(
        self, room: int, who: int, called: str, mode: str, text: str, to: wire.Someone | None, *, human: bool, event: tuple[str, int]
    ) -> None:  # fmt: skip
        said = wire.SayEvent(
            seq=event[1], event=event[0], at=self.clock.now(), who=who, called=called, mode=mode, text=text,  # pyright: ignore[reportArgumentType] - of MODES
            to=to.id if to else None, to_called=to.name if to else "", human=human,
        )  # fmt: skip
        for body in self._rooms[room]:
            body.percepts += body.senses.take(said)
            if body.senses.body in self._waiting and self._waiting[body.senses.body][1]:
                self._wake(body.senses.body)

    def _wake(self, number: int) -> None:
        _, _, future = self._waiting.pop(number)
        if not future.done():
            future.set_result(None)

    def _next_event(self) -> tuple[str, int]:
        seq = next(self._seq)
        return f"plaza-{seq}", seq
