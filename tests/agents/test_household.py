"""Who lives here changes while the minds live: a session file has one writer at any time."""

from __future__ import annotations

import asyncio
from pathlib import Path

from agents.household import Household
from agents.probe import Findings
from gothmud.clock import real_sleep
from gothmud.config import Settings
from gothmud.persona import Persona
from tests.agents.fakes import TOWN, FakeModel, persona


class House(Household):
    """A household that keeps when each life began and ended; to end takes a life a while."""

    lives: list[str]

    async def _live(self, persona: Persona) -> None:
        self.lives.append(f"begins {persona.role}")
        try:
            await asyncio.Event().wait()
        finally:
            await real_sleep(0.01)
            self.lives.append(f"ends {persona.role}")


def moved_in(home: Path, who: Persona) -> None:
    (home / "minds" / who.id).mkdir(parents=True, exist_ok=True)
    (home / "minds" / "city.json").write_text(TOWN.model_dump_json(), encoding="utf-8")
    (home / "minds" / who.id / "persona.json").write_text(who.model_dump_json(), encoding="utf-8")


async def test_a_changed_mind_begins_anew_once_its_life_before_has_ended(tmp_path: Path) -> None:
    moved_in(tmp_path, persona(role="the mender"))
    house = House(tmp_path, Settings(), Findings(url="", dialect="", model="fake"), FakeModel("x"), "token")
    house.lives = []
    running = asyncio.create_task(house.run())
    while not house.lives:
        await real_sleep(0)
    moved_in(tmp_path, persona(role="the baker"))
    house.look_who_lives_here()
    while len(house.lives) < 3:
        await real_sleep(0.001)
    assert house.lives == ["begins the mender", "ends the mender", "begins the baker"]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
