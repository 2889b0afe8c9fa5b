"""Asleep: no model call, nothing heard. The hour wakes, or somebody who speaks twice or shakes."""

from __future__ import annotations

from datetime import datetime

from agents.attention import addressed
from agents.mind import Mind
from agents.schedule import wakes_at
from agents.senses import Percept
from agents.turn import Turns
from gothmud.events import Night as NightEvent
from gothmud.wire import Act

WAKES = 2  # times that one has to be spoken to


class Sleep:
    """The sleep of one mind."""

    def __init__(self, mind: Mind, turns: Turns) -> None:
        self._mind, self._turns = mind, turns

    async def until_morning(self) -> Percept | None:
        """Sleep on; return None in the morning, or what woke this person."""
        body = self._mind.body
        wake_at = wakes_at(self._mind.persona, self._turns.past.fell_asleep or self._now())
        spoken_to = 0
        while self._now() < wake_at:
            for each in await body.perceive(wake_at):
                spoken_to += addressed(each, self._mind.persona, body.senses)
                if each.kind == "shaken" or spoken_to >= WAKES:
                    await self._get_up("woken")
                    return each
        await self._get_up("awake")
        return None

    async def _get_up(self, how: str) -> None:
        """Wake in the world, then in the session: a kill between them finds the body awake and sleeps no more."""
        await self._mind.body.act(Act(id=self._mind.act_id(), verb="wake"))
        seq = self._mind.body.senses.last_seq
        self._turns.note_state({"asleep": False, "seq": seq})
        self._mind.recorder.write(NightEvent, agent=self._mind.persona.id, step=how, at_home=False)

    def _now(self) -> datetime:
        return self._mind.body.senses.clock.now()
