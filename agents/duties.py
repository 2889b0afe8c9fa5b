"""What behaviours have to do at an hour of their own: when it is due, and the acts that come of it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from agents.actions import FIELDS
from agents.interruption import undisturbed
from agents.mind import Decision, Mind
from agents.turn import Turns
from agents.view import Deed, Occasion, Wish
from gothmud.wire import Act

REST = timedelta(minutes=1)  # city time between two tries: what fails again and again must not hold the clock


class Duties:
    """The duties of one mind. ``at`` is the city time of the next one, or None."""

    def __init__(self, mind: Mind, turns: Turns, *, full: bool) -> None:
        self._mind, self._turns, self._full = mind, turns, full
        self._rested = datetime.min
        self.at: datetime | None = None

    async def ask(self) -> None:
        """Ask the behaviours when they have something to do next."""
        at = await self._turns.due_at()
        self.at = None if at is None else max(at, self._rested)

    async def do(self) -> list[Wish]:
        """Do what is due; where a human speaks up meanwhile, only what had come of it by then, and the rest later. Return
        what is wished for, unless a human waits."""
        came: list[Deed | Wish] = []
        done = await undisturbed(self._mind.body, self._turns.when_due(came))
        self._rested = self._mind.body.senses.clock.now() + REST
        for each in came:
            if isinstance(each, Deed):
                await self._turns.take(Occasion("nudge", key=each.key), self._decide(each))
        return [each for each in came if isinstance(each, Wish)] if done is came else []

    def _named(self, deed: Deed) -> dict[str, str]:
        """Return what the deed is done with and to, by name."""
        senses = self._mind.body.senses
        thing = next((each.name for each in senses.here if each.id == deed.thing), "")
        whom = senses.people.get(deed.person) if deed.person is not None else None
        return {"thing": thing, "to": whom.name if whom else ""}

    def _decide(self, deed: Deed):  # noqa: ANN202 - the shape is Turns.take's
        async def decide(_turn: Occasion) -> Decision:
            reply = json.dumps(
                {**dict.fromkeys(FIELDS, ""), "act": deed.verb, **self._named(deed), "text": deed.text},
                ensure_ascii=False,
            )
            act = Act(
                id=f"{self._mind.persona.id}-{deed.key}", verb=deed.verb, text=deed.text, thing=deed.thing, person=deed.person
            )  # fmt: skip
            return Decision(act, f"{reply}\n" if self._full else "", by="dice")

        return decide
