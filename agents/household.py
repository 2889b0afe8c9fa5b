"""All minds of a city in one process: their bodies, their tasks, the one queue they share."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Literal

from agents.agent import Agent
from agents.body import CityBody
from agents.full import Full
from agents.mind import Mind
from agents.model import Completion, Model, Priority, Request
from agents.narrow import Narrow
from agents.prefix import Prompts
from agents.probe import Findings
from agents.prompt import full_header, narrow_header
from agents.queue import Asked, Queue
from agents.session import Session, transcript_of
from agents.shortmind import ShortMind
from agents.wayfinding import Town
from gothmud.clock import real_sleep
from gothmud.config import Ports, Settings
from gothmud.errors import GothmudError
from gothmud.events import Call, Endpoint, Missed, Started
from gothmud.persona import Persona
from gothmud.record import Recorder

log = logging.getLogger(__name__)
RESTART_AFTER = 2.0  # seconds after which a mind that fell over gets up again
LOOK_BACK = 60  # events that a short-memory mind asks for when it comes in


class Household:
    """The minds of one city's home."""

    def __init__(self, home: Path, settings: Settings, findings: Findings, model: Model, token: str) -> None:
        self._home, self._settings, self.findings, self._token = home, settings, findings, token
        self.town = Town.model_validate_json((home / "minds" / "city.json").read_text(encoding="utf-8"))
        self.minds: dict[str, Agent | ShortMind] = {}
        self.bodies: dict[str, CityBody] = {}
        self.recorder = Recorder(home / "record", "agents", self._city_now)
        self.queue = Queue(model, findings.slots, self._asked, self._endpoint)
        self.narrow = settings.model.freedom == "narrow" or (settings.model.freedom == "auto" and findings.small)
        self.tokens = {"calls": 0, "prompt": 0, "cached": 0, "novel": 0, "output": 0}
        self.troubles: dict[str, str] = {}
        self._prompts: defaultdict[str, Prompts] = defaultdict(Prompts)

    async def run(self) -> None:
        """Let all minds live until cancelled."""
        self.recorder.write(Started, process="agents", text=f"{self.findings.model} at {self.findings.url}")
        async with asyncio.TaskGroup() as group:
            for persona in self._cast():
                group.create_task(self._live(persona), name=persona.id)

    def state(self) -> dict[str, Any]:
        """Return what ``gothmud status`` shows of the minds."""
        return {
            "endpoint": self.findings.model_dump(mode="json"), "narrow": self.narrow, "paused": self.queue.paused,
            "waiting": self.queue.depth, "running": self.queue.running, "tokens": self.tokens, "troubles": self.troubles,
            "minds": {
                name: {"doing": mind.doing if self.bodies[name].present else "away from its body"}
                for name, mind in self.minds.items()
            },
        }  # fmt: skip

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
                return
            except OSError as error:
                self.troubles[persona.id] = f"its files: {error}"
                log.error("%s pauses: %s", persona.id, error)
            except Exception:
                log.exception("%s fell over", persona.id)
            await real_sleep(RESTART_AFTER)

    async def _one_life(self, persona: Persona) -> None:
        session = self._session(persona) if persona.tier == "agent" else None
        body = CityBody(self._websocket(), persona.id, self._token, _known_seq(session))
        mind = Mind(persona, self.town, body, self.queue, self.recorder, self._rng(persona))
        self.bodies[persona.id] = body
        body.on_missed = lambda after, oldest: self._missed(persona, after, oldest)
        connected = asyncio.create_task(body.run())
        try:
            await body.entered()
            self.troubles.pop(persona.id, None)
            life = self._life(mind, session)
            warming = asyncio.create_task(self._warm(mind, session))
            try:
                await life()
            finally:
                warming.cancel()
        finally:
            connected.cancel()
            if session:
                session.close()

    def _life(self, mind: Mind, session: Session | None) -> Callable[[], Awaitable[None]]:
        rules, found = self._settings.minds, self.findings
        narrow = self.narrow and found.completions
        if session is None:
            short = ShortMind(mind, rules, narrow=narrow)
            self.minds[mind.persona.id] = short
            return short.live
        manner = Narrow(mind, session) if narrow else Full(mind, session, self._settings.model.temperature)
        if not session.entries:
            header = narrow_header if narrow else full_header
            session.add("header", header(self.town, mind.persona), city_time=mind.body.senses.clock.now())
        agent = Agent(mind, session, manner, rules, full=not narrow, context=found.context)
        self.minds[mind.persona.id] = agent
        return agent.live

    async def _warm(self, mind: Mind, session: Session | None) -> None:
        """Let the embedded model read a mind's beginning before anybody waits for an answer: 400 tokens are seconds."""
        if not (self.findings.embedded and self.narrow):
            return
        prompt = transcript_of(session.entries) if session else narrow_header(self.town, mind.persona)
        request = Request("warm", mind.persona.id, Priority.BACKGROUND, prompt=prompt, max_tokens=1)
        answer = await self.queue.complete(request)
        if session and isinstance(answer, Completion):
            session.known_tokens = max(session.known_tokens, answer.prompt_tokens or 0)

    def _session(self, persona: Persona) -> Session:
        return Session(self._home / "minds" / persona.id / "session.jsonl")

    def _rng(self, persona: Persona) -> random.Random:
        return random.Random(f"{self._settings.city.seed}:{persona.id}")

    def _websocket(self) -> str:
        return f"ws://127.0.0.1:{Ports.from_base(self._settings.city.port).websocket}"

    def _city_now(self) -> Any:
        told = [each.senses for each in self.bodies.values() if each.senses.told_time]
        return told[0].clock.now() if told else None

    def _missed(self, persona: Persona, after: int, oldest: int) -> None:
        self.recorder.write(Missed, agent=persona.id, after_seq=after, oldest_kept=oldest)

    def _endpoint(self, state: Literal["ready", "paused"], text: str) -> None:
        self.recorder.write(Endpoint, state=state, url=self.findings.url, text=text)

    def _asked(self, asked: Asked) -> None:
        """Write a call into the record and count its tokens."""
        request, answer = asked.request, asked.answer
        done = answer if isinstance(answer, Completion) else Completion("")
        novel = _novel(done.prompt_tokens, self._prompts[request.agent].novel_share(request))
        self.recorder.write(
            Call, cause=request.cause, agent=request.agent, purpose=request.purpose, priority=request.priority.name.lower(),
            model=self.findings.model, ok=isinstance(answer, Completion),
            failure="" if isinstance(answer, Completion) else f"{answer.kind}: {answer.text}",
            prompt_tokens=done.prompt_tokens, cached_tokens=done.cached_tokens, output_tokens=done.output_tokens,
            novel_tokens=novel, queue_seconds=round(asked.queue_seconds, 4), model_seconds=round(asked.model_seconds, 4),
            first_token_seconds=done.first_token_seconds,
        )  # fmt: skip
        self.tokens["calls"] += 1
        for key, count in (
            ("prompt", done.prompt_tokens), ("cached", done.cached_tokens), ("novel", novel), ("output", done.output_tokens)
        ):  # fmt: skip
            self.tokens[key] += count or 0


def _novel(prompt_tokens: int | None, share: float) -> int | None:
    """Return how many of a prompt's tokens are new to its mind; None where the endpoint counts no tokens."""
    return None if prompt_tokens is None else round(prompt_tokens * share)


def _known_seq(session: Session | None) -> Callable[[int], int]:
    """Return what a body knows when it is entered at world event ``seq``: the last event that it perceived.

    A newborn agent starts now; a short-memory mind looks back a little and so fills its memory.
    """
    if session is None:
        return lambda seq: max(0, seq - LOOK_BACK)
    return lambda seq: session.last_seq or seq
