"""Stand-ins: a model that answers from a list, a body that keeps what was done, percepts and people in one line."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from agents.digest import Day, Digest
from agents.mind import Mind
from agents.model import Answer, Completion, Request
from agents.senses import Percept, Senses
from agents.session import Entry, Marks, Session
from agents.wayfinding import Town
from gothmud.clock import Clock, Reading, real_sleep
from gothmud.persona import Persona
from gothmud.record import Recorder
from gothmud.wire import Act, ActResult, Item, RoomInfo, Someone, Way

NOON = datetime(2026, 3, 7, 12)  # a Saturday
ME = 1
TOWN = Town(
    name="Tiny", primer="Tiny is a town.", places={"square": "The Square", "inn": "The Inn"},
    ways={"square": ["inn"], "inn": ["square"]},
)  # fmt: skip


class FakeModel:
    """Answers from a list, the last for ever, or as a function says; ``asked`` keeps the requests."""

    paused = False

    def __init__(self, *answers: Answer | str | Callable[[Request], str]) -> None:
        self.answers = list(answers)
        self.asked: list[Request] = []

    async def complete(self, request: Request) -> Answer:
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer = answer(request) if callable(answer) else answer
        return Completion(answer) if isinstance(answer, str) else answer


class FakeBody:
    """A body in a room, on a clock that jumps to what is due next, as the fast clock does.

    ``coming`` is what each listening brings, ``later`` what happens at an hour of its own; after ``ends`` it is silent
    for ever, as its clock is, and ``over`` is set. ``acts`` is what was asked of the world, ``result`` makes its answer.
    """

    def __init__(self, senses: Senses, result: Callable[[Act], ActResult] | None = None) -> None:
        self.senses = senses
        self.acts: list[Act] = []
        self.result = result or (lambda act: ActResult(id=act.id, ok=True, event=f"world-{len(self.acts)}"))
        self.coming: list[list[Percept]] = []
        self.later: list[Percept] = []
        self.ends = NOON
        self.over = asyncio.Event()
        self.waits: list[datetime] = []
        self.thinking: list[bool] = []
        self.calls: asyncio.Queue[Percept] = asyncio.Queue()

    async def perceive(self, until: datetime) -> list[Percept]:
        self.waits.append(until)
        await real_sleep(0)
        if happened := self._happened():
            return self._felt(happened)
        if until <= self.senses.clock.now():
            return []
        if self.coming:
            return self._felt(self.coming.pop(0))
        due = min([until, *(each.at for each in self.later)])
        if due > self.ends:
            self._jump(self.ends)
            self.over.set()
            await asyncio.Event().wait()
        self._jump(due)
        return self._felt(self._happened())

    async def rest(self, until: datetime) -> None:
        self._jump(until)

    async def act(self, act: Act) -> ActResult:
        self.acts.append(act)
        return self.result(act)

    async def think(self, on: bool) -> None:
        self.thinking.append(on)

    async def interrupted(self) -> Percept:
        return await self.calls.get()

    def _jump(self, until: datetime) -> None:
        self.senses.clock.jump(max(until, self.senses.clock.now()))

    def _happened(self) -> list[Percept]:
        """Take out what has happened by now."""
        now = self.senses.clock.now()
        happened = [each for each in self.later if each.at <= now]
        self.later = [each for each in self.later if each.at > now]
        return happened

    def _felt(self, percepts: list[Percept]) -> list[Percept]:
        self.senses.recent.extend(percepts)
        self.senses.last_seq = max([self.senses.last_seq, *(each.seq for each in percepts)])
        return percepts


def percept(text: str = "Good day.", **fields: Any) -> Percept:
    """Return something that a stranger (2) said and that is mine to answer; any field can be given."""
    spoken = fields.get("kind", "said") == "said" and not fields.get("mine") and fields.get("to", ME) == ME
    values = {
        "seq": 1,
        "event": "world-1",
        "at": NOON,
        "kind": "said",
        "who": 2,
        "called": "Mira",
        "human": True,
        "turn": ME if spoken else None,
        **fields,
    }
    return Percept(text=text, **values)


def digest(entries: Iterable[Entry], name: str) -> Day:
    """Return the day of somebody out of its entries."""
    whole = Digest(name)
    whole.take(entries)
    return whole.day


def someone(number: int, name: str, **fields: Any) -> Someone:
    return Someone(id=number, name=name, **fields)


def senses(
    people: Iterable[Someone] = (), *, here: Iterable[Item] = (), carried: Iterable[Item] = (), recent: Iterable[Percept] = ()
) -> Senses:  # fmt: skip
    """Return the senses of body 1 at noon on the square."""
    made = Senses(body=ME, name="Ada", synced=True, told_time=True, part="noon", humans=1)
    made.clock = Clock(Reading(NOON, datetime(2026, 1, 1, tzinfo=UTC), paused=True))
    made.room = RoomInfo(num=7, name="The Square", key="square", area="middle", desc="A square.", ways=[
        Way(id=71, name="north", to=8, to_name="The Inn"), Way(id=72, name="down", to=9, to_name="The Cellar"),
    ])  # fmt: skip
    made.people = {each.id: each for each in people}
    made.here, made.carried = list(here), list(carried)
    made.recent.extend(recent)
    return made


def persona(**fields: Any) -> Persona:
    values = {
        "id": "ada",
        "name": "Ada",
        "tier": "agent",
        "home": "inn",
        "role": "the mender",
        "looks": "Oil.",
        "prose": "You are Ada.",
    }
    return Persona(**{**values, **fields})


def mind(folder: Path, model: Any, body: Any = None, **fields: Any) -> Mind:
    """Return a mind with a record of its own."""
    recorder = Recorder(folder / "record", "agents", lambda: NOON)
    return Mind(persona(**fields), TOWN, body or FakeBody(senses()), model, recorder, random.Random(1))


def session(
    folder: Path, header: str = "You are Ada.\n", watch: Callable[[Entry], None] = lambda _entry: None, born: datetime = NOON,
    marks: Marks | None = None,
) -> Session:  # fmt: skip
    """Return a session with its header."""
    made = Session(folder / "session.jsonl", watch, marks)
    if not made.entries:
        made.add("header", header, city_time=born)
    return made


def later(**stretch: float) -> datetime:
    return NOON + timedelta(**stretch)
