"""A city in memory for several minds: rooms, people, one clock that jumps to what is due next, as the fast clock does.

Minds take turns: whoever has perceived something or is due goes on alone until it waits again, so that the same day
comes out the same each time.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from agents.senses import Kind, Percept, Senses
from bench.rooms import rooms_of
from gothmud.clock import Clock, Reading, real_sleep, wall
from gothmud.wire import Act, ActResult, Someone
from world.floor import Floor, Line, Moment, Present
from world.floor.lines import Mode
from world.schema import CityPlan

MODES: dict[str, Mode] = {"say": "say", "whisper": "whisper", "emote": "emote"}
SAID: dict[str, Kind] = {"say": "said", "whisper": "whispered", "emote": "posed", "channel": "channel"}


class StageBody:
    """A mind's body on the stage. ``due`` is what it waits for, None while its mind is at work."""

    def __init__(self, stage: Stage, number: int) -> None:
        self.senses = Senses(body=number, synced=True, told_time=True, humans=1, fast=True)
        self.senses.clock = stage.clock
        self.stage, self.number = stage, number
        self.due: datetime | None = None
        self.resting = False
        self.woken = asyncio.Event()
        self.heard_asleep = 0
        self._felt: list[Percept] = []

    @property
    def stirred(self) -> bool:
        """Whether it has perceived something and would notice."""
        return bool(self._felt) and not self.resting

    async def begin(self) -> None:
        """Wait until all are there and it is this body's turn."""
        await self.rest(self.stage.clock.now())

    async def perceive(self, until: datetime) -> list[Percept]:
        """Return what was perceived since the last call; waits for something, up to city time ``until``."""
        await real_sleep(0)
        if not self._felt and until > self.stage.clock.now():
            await self.stage.wait(self, until, resting=False)
        felt, self._felt = self._felt, []
        return felt

    async def rest(self, until: datetime) -> None:
        """Return at city time ``until``; what is perceived meanwhile is kept."""
        await self.stage.wait(self, until, resting=True)

    async def act(self, act: Act) -> ActResult:
        """Do an act at once."""
        return self.stage.do(self.number, act)

    async def think(self, on: bool) -> None:
        """Nobody looks."""

    async def interrupted(self) -> Percept:
        """Nobody cuts in: the clock stands still while one thinks."""
        return await asyncio.get_running_loop().create_future()

    def feel(self, percept: Percept) -> None:
        """Take in something that happened."""
        self.heard_asleep += self.senses.asleep
        self.senses.last_seq = percept.seq
        self.senses.recent.append(percept)
        self._felt.append(percept)


class Stage:
    """Who is where; what happens; when it is over (``over`` is set at ``ends``)."""

    def __init__(self, plan: CityPlan, begins: datetime, ends: datetime) -> None:
        self.clock = Clock(Reading(begins, wall(), paused=True))
        self.rooms = rooms_of(plan)
        self.people: dict[int, Someone] = {}
        self.places: dict[int, str] = {}
        self.bodies: dict[int, StageBody] = {}
        self.over = asyncio.Event()
        self._ends, self._seq, self._number = ends, 0, count()
        self._floors: defaultdict[str, Floor] = defaultdict(Floor)
        self._script: list[tuple[datetime, int, Callable[[], Any]]] = []

    def enter(self, someone: Someone, place: str, *, mind: bool) -> StageBody:
        """Put somebody somewhere without a word; one with a ``mind`` gets a body that is waited for."""
        self.people[someone.id], self.places[someone.id] = someone, place
        body = StageBody(self, someone.id)
        if mind:
            self.bodies[someone.id] = body
        self._see()
        return body

    def at(self, when: datetime, deed: Callable[[], Any]) -> None:
        """Let something happen at a city time."""
        heapq.heappush(self._script, (when, next(self._number), deed))

    def weather(self, text: str) -> None:
        """Let the weather turn, for everybody."""
        for each in self.bodies.values():
            each.senses.weather = text

    def say(self, who: int, text: str, to: int | None = None, kind: Kind = "said") -> str:
        """Let somebody say or do something where they are; return the event's id."""
        hearers = [to, who] if kind == "whispered" else None
        return self._happen(kind, who, text, self.places[who], to, hearers)

    def call(self, who: int, text: str) -> str:
        """Let somebody call over the whole city."""
        return self._happen("channel", who, text, None)

    def move(self, who: int, place: str) -> str:
        """Let somebody walk to a place; return the event's id of the arrival."""
        before = self.rooms[self.places[who]]
        if before.key == place:
            return ""
        self._happen(
            "left", who, self.rooms[place].name, before.key, None, [each for each in self.bodies if each != who]
        )
        self.places[who] = place
        self._see()
        return self._happen("arrived", who, before.name, place)

    def do(self, who: int, act: Act) -> ActResult:
        """Carry out a mind's act."""
        event = ""
        match act.verb:
            case "say" | "whisper" | "emote":
                if why := self._ruling(who, act):
                    return ActResult(id=act.id, ok=False, reason=why)
                event = self.say(who, act.text, act.person, SAID[act.verb])
            case "channel":
                event = self.call(who, act.text)
            case "go":
                way = next(each for each in self.rooms[self.places[who]].ways if each.id == act.exit)
                event = self.move(who, next(key for key, room in self.rooms.items() if room.num == way.to))
            case "sleep" | "wake":
                self.people[who] = self.people[who].model_copy(update={"asleep": act.verb == "sleep"})
                self.bodies[who].senses.asleep = act.verb == "sleep"
                self._see()
            case _:
                pass
        return ActResult(id=act.id, ok=True, event=event)

    async def wait(self, body: StageBody, until: datetime, *, resting: bool) -> None:
        """Return when it is this body's turn again: something came to it, or it is ``until``."""
        body.due, body.resting = until, resting
        body.woken.clear()
        self._pass_on()
        await body.woken.wait()

    def _pass_on(self) -> None:
        """When all wait, let one go on: who has perceived something, else who is due first; time jumps there."""
        waiting = [each for each in self.bodies.values() if each.due is not None]
        if len(waiting) < len(self.bodies):
            return
        while not (stirred := [each for each in waiting if each.stirred]):
            first = min(waiting, key=lambda each: each.due or datetime.max)
            at = min(first.due or datetime.max, self._script[0][0] if self._script else datetime.max)
            if at >= self._ends:
                self.over.set()
                return
            self.clock.jump(max(at, self.clock.now()))
            if not (self._script and self._script[0][0] <= at):
                stirred = [first]
                break
            heapq.heappop(self._script)[2]()
        stirred[0].due = None
        stirred[0].woken.set()

    def _happen(
        self, kind: Kind, who: int, text: str, place: str | None, to: int | None = None, hearers: list[int | None] | None = None
    ) -> str:  # fmt: skip
        """Let all in a place (or everywhere) perceive something; return its id."""
        self._seq += 1
        someone, other = self.people[who], self.people.get(to or 0)
        turn = self._turn(place, someone, text, to) if kind == "said" and place else None
        for number, body in self.bodies.items():
            if place in (None, self.places[number]) and (hearers is None or number in hearers):
                body.feel(Percept(
                    self._seq, f"world-{self._seq}", self.clock.now(), kind, who, someone.name, text, to,
                    other.name if other else "", someone.human, mine=who == number, turn=turn,
                ))  # fmt: skip
        return f"world-{self._seq}"

    def _turn(self, place: str, who: Someone, text: str, to: int | None) -> int | None:
        """Return who is to answer what is said, by the floor of its place."""
        now = self.clock.now()
        line = self._floors[place].turn(Line(who.id, who.human, text, Moment(now, now), to), self._company(place))
        self._floors[place].take(line)
        return line.turn

    def _ruling(self, who: int, act: Act) -> str:
        """Return why the floor forbids a mind to speak now, or nothing."""
        now, place = self.clock.now(), self.places[who]
        line = Line(who, human=False, text=act.text, at=Moment(now, now), to=act.person, mode=MODES[act.verb])
        return self._floors[place].ruling(line, self._company(place))

    def _company(self, place: str) -> list[Present]:
        here = [each for each in self.people.values() if self.places[each.id] == place]
        return [
            Present(each.id, tuple(filter(None, (each.name, each.role))), each.human, not each.asleep) for each in here
        ]

    def _see(self) -> None:
        """Show each body where it is and who is there."""
        for number, body in self.bodies.items():
            place = self.places[number]
            body.senses.room = self.rooms[place]
            body.senses.people = {
                each.id: each for each in self.people.values() if each.id != number and self.places[each.id] == place
            }
