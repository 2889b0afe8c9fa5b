"""All minds of a city in one process: their bodies, their tasks, the one queue they share."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Literal

from agents.actions import Scope, acts_of
from agents.agent import Agent
from agents.aside import ask_aside, go_on_aside
from agents.body import CityBody
from agents.bookmark import Bookmark
from agents.books import Books
from agents.embodied import embodied
from agents.full import Full
from agents.machine import look_round, read_meters
from agents.mind import Mind
from agents.model import Completion, Model, Priority, Request
from agents.narrow import Narrow
from agents.plugins import Behaviours
from agents.probe import Findings
from agents.prompt import full_header, narrow_header
from agents.queue import Queue
from agents.recollection import Recollection
from agents.session import Session, transcript_of
from agents.shortmind import ShortMind
from agents.syncer import Syncer
from agents.wayfinding import Town
from gothmud import wire
from gothmud.clock import real_sleep
from gothmud.config import Ports, Settings
from gothmud.errors import GothmudError, nearest
from gothmud.events import Aside, Endpoint, Frozen, Missed, Started
from gothmud.freeze import why_frozen
from gothmud.persona import Persona
from gothmud.record import Recorder

log = logging.getLogger(__name__)
RESTART_AFTER = 2.0  # seconds after which a mind that fell over gets up again
INTERVIEW = "[Somebody who isn't there asks you, and you answer truly, in a few sentences and without JSON: {text}]\n"
LOOK_BACK = 60  # events that a short-memory mind asks for when it comes in


class Household:
    """The minds of one city's home."""

    def __init__(self, home: Path, settings: Settings, findings: Findings, model: Model, token: str) -> None:
        self._home, self._settings, self.findings, self._token = home, settings, findings, token
        self.town = self._read_town()
        self.minds: dict[str, Agent | ShortMind] = {}
        self.bodies: dict[str, CityBody] = {}
        self.sessions: dict[str, Session] = {}
        self._minds: dict[str, Mind] = {}
        self.recorder = Recorder(home / "record", "agents", self._city_now)
        self.books = Books(self.recorder, findings, settings.budget)
        self.queue = Queue(model, findings.slots, self.books.asked, self._endpoint, self.books.budget)
        self.narrow = settings.model.freedom == "narrow" or (settings.model.freedom == "auto" and findings.small)
        self.troubles: dict[str, str] = {}
        self.behaviours = Behaviours(home, settings.minds.behaviours, self._put_aside)
        self._syncer = Syncer()
        self._lives: dict[str, asyncio.Task[None]] = {}
        self._living: dict[str, Persona] = {}
        self._group: asyncio.TaskGroup | None = None

    async def run(self) -> None:
        """Let all minds live until cancelled."""
        self.recorder.write(Started, process="agents", text=f"{self.findings.model} at {self.findings.url}")
        self.books.remember(self._home / "record")
        self.books.probed()
        self.look_whether_frozen()
        async with asyncio.TaskGroup() as self._group:
            self._group.create_task(read_meters(self.findings.url, self.recorder), name="meters")
            self._group.create_task(
                look_round(self.findings.url, self.queue.thrift, self._humans, self._no_card), name="thrift"
            )
            self.look_who_lives_here()

    def state(self) -> dict[str, Any]:
        """Return what ``gothmud status`` shows of the minds."""
        return {
            "endpoint": self.findings.model_dump(mode="json"), "narrow": self.narrow, "paused": self.queue.paused,
            "waiting": self.queue.depth, "running": self.queue.running, "tokens": self.books.tokens, "troubles": self.troubles,
            "budget": self.books.state(), "frozen": self.queue.frozen, "thrift": str(self.queue.thrift),
            "minds": {
                name: {
                    "doing": mind.doing if self.bodies[name].present else "away from its body", "agent": name in self.sessions
                }
                for name, mind in self.minds.items()
            },
        }  # fmt: skip

    async def interview(self, question: dict[str, Any]) -> dict[str, Any]:
        """Answer {"name", "question"} from a mind as it is, in a fork that leaves no trace in it."""
        name, text = str(question["name"]), " ".join(str(question["question"]).split())[: wire.MAX_TEXT]
        if name not in self.sessions:
            known = sorted(self.sessions)
            return {
                "refused": f"agent '{name}': no such mind is awake here{nearest(name, known)}; there are {', '.join(known)}"
            }
        mind, session = self._minds[name], self.sessions[name]
        if self._in_transcripts:
            cue = f"(Somebody asks {mind.persona.name}: {text})\n{mind.persona.name}:"
            answer = await go_on_aside(mind, session, cue, purpose="interview", priority=Priority.SCHEDULED)
        else:
            answer = await ask_aside(
                mind, session, INTERVIEW.format(text=text), purpose="interview", priority=Priority.SCHEDULED
            )
        return {"name": name, "question": text, "answer": answer, "entry": session.head.id if session.head else ""}

    def look_whether_frozen(self) -> dict[str, Any]:
        """Freeze or thaw the minds, as the home says; return what holds now."""
        before, self.queue.frozen = self.queue.frozen, why_frozen(self._home)
        if before != self.queue.frozen:
            self.recorder.write(Frozen, on=bool(self.queue.frozen), why=self.queue.frozen)
        return {"frozen": self.queue.frozen}

    def look_who_lives_here(self) -> dict[str, Any]:
        """Read the town and its cast again: who is new begins to live, who has changed lives anew (with the same session
        and notes), who has left ends. The one town that all minds hold is changed in place."""
        town, cast = self._read_town(), {each.id: each for each in self._cast()}
        for field in Town.model_fields:
            setattr(self.town, field, getattr(town, field))
        ending: dict[str, asyncio.Task[None]] = {}
        for name in [name for name, persona in self._living.items() if cast.get(name) != persona]:
            ending[name] = self._lives.pop(name)
            ending[name].cancel()
            for kept in (self._living, self.minds, self.bodies, self.sessions, self._minds, self.troubles):
                kept.pop(name, None)
        assert self._group is not None
        for name in sorted(cast.keys() - self._living.keys()):
            self.books.tiers[name], self._living[name] = cast[name].tier, cast[name]
            life = self._after(ending.get(name), self._live(cast[name]))
            self._lives[name] = self._group.create_task(life, name=name)
        return {"minds": sorted(cast)}

    @staticmethod
    async def _after(before: asyncio.Task[None] | None, life: Coroutine[Any, Any, None]) -> None:
        """Begin a life once the one before has ended: a session file has one writer."""
        if before is not None:
            await asyncio.wait((before,))
        await life

    def _read_town(self) -> Town:
        return Town.model_validate_json((self._home / "minds" / "city.json").read_text(encoding="utf-8"))

    def _cast(self) -> list[Persona]:
        files = sorted((self._home / "minds").glob("*/persona.json"))
        return [Persona.model_validate_json(each.read_text(encoding="utf-8")) for each in files]

    async def _live(self, persona: Persona) -> None:
        """Keep one mind alive: one that falls over gets up again, and takes nobody with it."""
        while True:
            try:
                await self._one_life(persona)
            except GothmudError as error:
                self.troubles[persona.id] = str(error)
                log.error("%s stays asleep: %s", persona.id, error)
                self._living.pop(persona.id, None)  # the next look at who lives here tries again
                return
            except OSError as error:
                self.troubles[persona.id] = f"its files: {error}"
                log.error("%s pauses: %s", persona.id, error)
            except Exception:
                log.exception("%s fell over", persona.id)
            await real_sleep(RESTART_AFTER)

    async def _one_life(self, persona: Persona) -> None:
        past = Recollection()
        session = self._session(persona, past) if persona.tier == "agent" else None
        body = CityBody(self._websocket(), persona.id, self._token, _known_seq(session))
        mind = Mind(persona, self.town, body, self.queue, self.recorder, self._rng(persona))
        self.bodies[persona.id] = body
        body.on_missed = lambda after, oldest: self._missed(persona, after, oldest)
        connected = asyncio.create_task(body.run())
        try:
            await _linked(connected, body.entered())
            self.troubles.pop(persona.id, None)
            life = self._agent(mind, session, past, body.since) if session else self._short(mind)
            warming = asyncio.create_task(self._warm(mind, session))
            try:
                await _linked(connected, life.live())
            finally:
                warming.cancel()
        finally:
            connected.cancel()
            if session:
                session.close()

    def _session(self, persona: Persona, past: Recollection) -> Session:
        path = self._file(persona)
        return Session(path, past.take, Bookmark(path, past), self._syncer)

    def _short(self, mind: Mind) -> ShortMind:
        short = ShortMind(mind, self._settings.minds, narrow=self._in_transcripts)
        self.minds[mind.persona.id] = short
        return short

    def _agent(self, mind: Mind, session: Session, past: Recollection, since: int) -> Agent:
        narrow, persona = self._in_transcripts, mind.persona
        if not session.entries:
            header = narrow_header if narrow else full_header
            now = mind.body.senses.clock.now()
            session.add("header", header(self.town, persona), city_time=now, data={"seq": since})
        scope = Scope(self.town, self.behaviours.actions(), acts_of(persona))
        manner = Narrow(mind, session, past) if narrow else Full(mind, session, self._settings.model.temperature, scope)
        agent = embodied(
            mind, session, past, manner, self.behaviours, self._settings.minds, context=self.findings.context
        )
        self.minds[persona.id], self.sessions[persona.id], self._minds[persona.id] = agent, session, mind
        return agent

    @property
    def _in_transcripts(self) -> bool:
        return self.narrow and self.findings.completions

    async def _warm(self, mind: Mind, session: Session | None) -> None:
        """Let the embedded model read a mind's beginning before anybody waits for an answer: 400 tokens are seconds."""
        if not (self.findings.embedded and self.narrow):
            return
        prompt = transcript_of(session.entries) if session else narrow_header(self.town, mind.persona)
        request = Request("warm", mind.persona.id, Priority.BACKGROUND, prompt=prompt, max_tokens=1)
        answer = await self.queue.complete(request)
        if session and isinstance(answer, Completion):
            session.known_tokens = max(session.known_tokens, answer.prompt_tokens or 0)

    def _file(self, persona: Persona) -> Path:
        return self._home / "minds" / persona.id / "session.jsonl"

    def _rng(self, persona: Persona) -> random.Random:
        return random.Random(f"{self._settings.city.seed}:{persona.id}")

    def _websocket(self) -> str:
        return f"ws://127.0.0.1:{Ports.from_base(self._settings.city.port).websocket}"

    def _city_now(self) -> Any:
        told = next((each.senses for each in self.bodies.values() if each.senses.told_time), None)
        return told.clock.now() if told else None

    def _missed(self, persona: Persona, after: int, oldest: int) -> None:
        self.recorder.write(Missed, agent=persona.id, after_seq=after, oldest_kept=oldest)

    def _put_aside(self, behaviour: str, why: str) -> None:
        self.troubles[f"behaviour {behaviour}"] = f"put aside: {why}"
        self.recorder.write(Aside, behaviour=behaviour, why=why)

    def _humans(self) -> int:
        return max((each.senses.humans for each in self.bodies.values()), default=0)

    def _no_card(self, why: str) -> None:
        self.troubles["budget.yield_card"] = why

    def _endpoint(self, state: Literal["ready", "paused"], text: str) -> None:
        self.recorder.write(Endpoint, state=state, url=self.findings.url, text=text)


async def _linked[T](link: asyncio.Task[None], work: Coroutine[Any, Any, T]) -> T:
    """Return what comes of some work for which a link has to stand; raise what broke the link, so that nobody waits for ever."""
    working = asyncio.create_task(work)
    try:
        await asyncio.wait((working, link), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            link.result()
            raise ConnectionError("the link to the city has ended")
        return working.result()
    finally:
        working.cancel()
        await asyncio.wait((working,))


def _known_seq(session: Session | None) -> Callable[[int], int]:
    """Return what a body knows when it is entered at world event ``seq``: the last event that it perceived.

    A newborn agent starts now (its header says so); a short-memory mind looks back a little and so fills its memory.
    """
    if session is None:
        return lambda seq: max(0, seq - LOOK_BACK)
    return lambda seq: session.last_seq if any("seq" in each.data for each in session.entries) else seq
