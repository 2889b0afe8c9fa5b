"""The production household in a temporary home: session files, vaults, record, queue and behaviours; bodies in plazas."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from agents.household import Household
from agents.mind import Mind
from agents.probe import Findings
from agents.recollection import Recollection
from bench.instant import WORDS, Instant
from bench.plaza import Plaza
from gothmud.config import Minds, Settings
from gothmud.config import Model as ModelSettings
from gothmud.persona import Persona

CONTEXT = 8192  # tokens
TOGETHER = 1  # minds in a square; each square has a clock of its own, which waits for all of them
NOTES = 200
MUSING = 90.0  # city seconds: what the product's default is in real ones
CONSONANTS, VOWELS = "bcdfghjklmnpqrstvwxz", "aeiou"
FIRST_KNOWN = 100  # the first of those whom nobody meets, but of whom there is a note
EVERY = timedelta(seconds=20)  # between a visitor's lines


class PlazaHousehold(Household):
    """A household whose bodies stand in a plaza. A mind that falls over takes the run with it."""

    def __init__(self, home: Path, agents: int, on_turn: Callable[[int], None]) -> None:
        personas = settled(home, agents)
        groups = [personas[first : first + TOGETHER] for first in range(0, agents, TOGETHER)]
        self.plazas = [Plaza(people[0].home, people, EVERY, _line) for people in groups]
        self._stood = {name: body for plaza in self.plazas for name, body in plaza.bodies.items()}
        self.instant = Instant(on_turn)
        settings = Settings(
            minds=Minds(fast_musing_seconds=MUSING, always=True), model=ModelSettings(freedom="full", context=CONTEXT)
        )
        found = Findings(
            url="instant", dialect="instant", model="instant", chat=True, schema_=True, context=CONTEXT, slots=agents
        )
        super().__init__(home, settings, found, self.instant, token="")

    async def _live(self, persona: Persona) -> None:
        past = Recollection()
        session = self._session(persona, past)
        mind = Mind(persona, self.town, self._stood[persona.id], self.queue, self.recorder, self._rng(persona))
        await self._agent(mind, session, past, since=0).live()

    def _city_now(self) -> datetime:
        return self.plazas[0].clock.now()


async def lived(
    home: Path, agents: int, turns: int, on_turn: Callable[[int], None] = lambda _count: None
) -> PlazaHousehold:
    """Let ``agents`` live until they took ``turns`` turns with the model; return the household as it is then."""
    enough = asyncio.Event()

    def counted(count: int) -> None:
        on_turn(count)
        if count >= turns:
            enough.set()

    household = PlazaHousehold(home, agents, counted)
    running = asyncio.create_task(household.run())
    stopping = asyncio.create_task(enough.wait())
    await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
    for each in (running, stopping):
        each.cancel()
    ended = await asyncio.gather(running, stopping, return_exceptions=True)
    if isinstance(ended[0], Exception):
        raise ended[0]
    return household


def settled(home: Path, agents: int) -> list[Persona]:
    """Write a home with its town, its people and their vaults; return the people."""
    rooms = -(-agents // TOGETHER)
    town = {
        "name": "Plaza",
        "primer": "Plaza is a small town.",
        "places": {f"square{each}": f"Square {each}" for each in range(rooms)},
    }
    (home / "minds").mkdir(parents=True)
    (home / "minds" / "city.json").write_text(json.dumps(town), encoding="utf-8")
    personas = [_persona(number) for number in range(agents)]
    for each in personas:
        folder = home / "minds" / each.id
        (folder / "vault" / "people").mkdir(parents=True)
        (folder / "persona.json").write_text(each.model_dump_json(), encoding="utf-8")
        for number in range(NOTES):
            (folder / "vault" / "people" / f"name{named(FIRST_KNOWN + number).lower()}-known{number}.md").write_text(
                _note(number), encoding="utf-8"
            )
    return personas


def named(number: int) -> str:
    """Return a name of four letters; no two are alike."""
    first, last = divmod(number, 25)
    return "".join(
        (CONSONANTS[first % 20].upper(), VOWELS[last % 5], CONSONANTS[(first + last // 5) % 20], VOWELS[last // 5])
    )


def _persona(number: int) -> Persona:
    return Persona(
        id=named(number).lower(), name=named(number), tier="agent", home=f"square{number // TOGETHER}", role="a neighbour",
        looks="A coat.", prose="You mend what is broken and talk little.",
    )  # fmt: skip


def _note(number: int) -> str:
    name = named(FIRST_KNOWN + number)
    front = f"---\nid: known{number}\nname: {name}\naliases: []\nupdated: '2026-03-01T22:00'\n---\n"
    return f"{front}# {name}\n\n## What I think\n{name} is somebody to rely on when the river is high.\n"


def _line(turn: int) -> str:
    """Return a visitor's words; every other one names somebody of whom there is a note."""
    words = WORDS[turn % len(WORDS)]
    return f"{words} Have you seen {named(FIRST_KNOWN + turn % NOTES)}?" if turn % 2 else f"{words} ({turn})"
