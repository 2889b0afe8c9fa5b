"""Asleep: no model call, nothing heard. The hour wakes, or somebody who speaks twice or shakes."""

from __future__ import annotations

from datetime import date, datetime

from agents.attention import calls_sleeper
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

    async def until_morning(self) -> list[Percept]:
        """Sleep on; return what woke this person and what came after it, nothing in the morning."""
        body, spoken_to = self._mind.body, 0
        wake_at = wakes_at(self._mind.persona, date.fromisoformat(self._turns.past.night["of"]))
        while True:
            felt = await body.perceive(max(wake_at, self._now()))
            # What a mind is told asleep it knows in the morning; who asks to be forgotten is forgotten at once.
            quietly = [each for each in felt if each.story or each.kind == "forgotten"]
            await self._turns.perceive(quietly)
            percepts = [each for each in felt if each not in quietly]
            if self._now() >= wake_at:
                await self._get_up("awake", body.senses.last_seq)
                return []
            for number, each in enumerate(percepts):
                spoken_to += calls_sleeper(each, self._mind.persona, body.senses)
                if each.kind == "shaken" or spoken_to >= WAKES:
                    await self._get_up("woken", each.seq - 1)
                    return percepts[number:]

    def greet_the_morning(self) -> None:
        """Note a morning to which nobody woke by the hour: woken before it, or the night made up by day."""
        past = self._turns.past
        night = past.night.get("of", "")
        if past.asleep or night == past.risen_from or past.night.get("step") != "done":
            return
        if self._now() >= wakes_at(self._mind.persona, date.fromisoformat(night)):
            self._turns.note_state({"morning": night})
            self._mind.recorder.write(NightEvent, agent=self._mind.persona.id, step="awake", at_home=False)

    async def _get_up(self, how: str, seq: int) -> None:
        """Wake in the world, then in the session, which then knows all up to event ``seq``.

        The act's id is the night's: a kill between the two wakes nobody twice.
        """
        await self._mind.body.act(Act(id=self._turns.past.night["wake"], verb="wake"))
        self._turns.note_state({"asleep": False, "how": how, "seq": seq})
        self._mind.recorder.write(NightEvent, agent=self._mind.persona.id, step=how, at_home=False)

    def _now(self) -> datetime:
        return self._mind.body.senses.clock.now()
