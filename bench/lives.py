"""Whole agents out of their parts, on a stage, with a model out of a script: days that cost no tokens."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from agents.actions import Scope
from agents.agent import Agent
from agents.compaction import Compaction
from agents.full import Full
from agents.memory.vault import Vault
from agents.mind import Mind
from agents.model import Request
from agents.night import Night
from agents.plugins import Behaviours
from agents.prompt import full_header
from agents.recollection import Recollection
from agents.session import Entry, Session
from agents.turn import Turns
from agents.wayfinding import Town
from bench.actor import Actor, Ask
from bench.stage import Stage, StageBody
from gothmud.config import Minds
from gothmud.persona import Persona
from gothmud.record import Recorder
from gothmud.wire import Someone
from server.prepare import town_of
from world.load import find_city, load_city
from world.schema import CityPlan

RULES = Minds(answer_pause=1.0)
TEMPERATURE = 0.8


def the_plan() -> CityPlan:
    """Return the shipped city."""
    return load_city(find_city("gothmud"))


@dataclass
class Company:
    """Agents who live on one stage. ``asks`` has every request in order, ``lived`` every entry of each agent."""

    folder: Path
    plan: CityPlan
    stage: Stage
    personas: list[Persona]
    context: int
    rules: Minds = RULES
    asks: list[Ask] = field(default_factory=list)
    lived: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    vaults: dict[str, Vault] = field(default_factory=dict)
    agents: dict[str, Agent] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    pasts: dict[str, Recollection] = field(default_factory=dict)
    on_ask: Callable[[Ask], None] = lambda _ask: None

    def __post_init__(self) -> None:
        self.town = Town.model_validate(town_of(self.plan))
        self.recorder = Recorder(self.folder / "record", "agents", self.stage.clock.now)
        self.actor = Actor(self.personas)
        self.actor.watch = self._asked
        self._behaviours = Behaviours(self.folder, ())
        for number, persona in enumerate(self.personas, 1):
            self._move_in(number, persona)

    async def live(self) -> None:
        """Let all live until the stage is over; an error of a mind is raised here."""
        living = [asyncio.create_task(self._lived(each)) for each in self.personas]
        over = asyncio.create_task(self.stage.over.wait())
        done, _ = await asyncio.wait([*living, over], return_when=asyncio.FIRST_COMPLETED)
        over.cancel()
        for each in living:
            each.cancel()
        ended = await asyncio.gather(*living, return_exceptions=True)
        for each in self.sessions.values():
            each.close()
        self.recorder.close()
        if over not in done:
            raise next(each for each in ended if isinstance(each, Exception))

    async def _lived(self, persona: Persona) -> None:
        await self.stage.bodies[self.numbers[persona.id]].begin()
        await self.agents[persona.id].live()

    def _move_in(self, number: int, persona: Persona) -> None:
        body = self.stage.enter(Someone(id=number, name=persona.name, role=persona.role), persona.home, mind=True)
        body.senses.name, past, home = persona.name, Recollection(), self.folder / persona.id
        vault = Vault(home / "vault")
        session = Session(home / "session.jsonl", partial(self._write_down, persona.id, past))
        session.add("header", full_header(self.town, persona), city_time=self.stage.clock.now())
        self.numbers[persona.id], self.vaults[persona.id], self.sessions[persona.id] = number, vault, session
        self.pasts[persona.id], self.agents[persona.id] = past, self._agent(persona, body, session, past, vault)

    def _agent(self, persona: Persona, body: StageBody, session: Session, past: Recollection, vault: Vault) -> Agent:
        """Return an agent put together as the household does it."""
        mind = Mind(persona, self.town, body, self.actor, self.recorder, random.Random(f"1:{persona.id}"))
        manner = Full(mind, session, TEMPERATURE, Scope(self.town, self._behaviours.actions()))
        turns = Turns(mind, session, past, vault, manner, self._behaviours)
        compaction = Compaction(mind, session, turns, vault, full=True, context=self.context)
        return Agent(mind, turns, Night(mind, session, turns, vault, compaction, full=True), self.rules, full=True)

    def _write_down(self, agent: str, past: Recollection, entry: Entry) -> None:
        past.take(entry)
        self.lived[agent].append(entry)

    def _asked(self, request: Request) -> None:
        entries = tuple(self.sessions[request.agent].entries)
        ask = Ask(
            request.agent, request.purpose, request.cause, request.messages, entries, self.stage.clock.now(),
            len(self.lived[request.agent]),
        )  # fmt: skip
        self.asks.append(ask)
        self.on_ask(ask)


def on_the_hour(day: datetime, clock: str) -> datetime:
    """Return the moment of a day at which the clock shows 'HH:MM'."""
    hours, minutes = clock.split(":")
    return day.replace(hour=int(hours), minute=int(minutes))
