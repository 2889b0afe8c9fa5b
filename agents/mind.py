"""What all minds share: who they are, the body they are in, the queue they ask, the record they write to."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from typing import Any, Literal

from agents.body import Body
from agents.ids import new_id
from agents.model import Model, Priority
from agents.own import OwnAct
from agents.view import Occasion
from agents.wayfinding import Town
from gothmud.events import Dropped, Turn
from gothmud.persona import Persona
from gothmud.record import Recorder
from gothmud.wire import Act, ActResult

log = logging.getLogger(__name__)
By = Literal["model", "retry", "chosen", "dice", "nobody"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a mind came to: an act of the world, or one of its ``own``, or none; the text of it that goes into its
    context, and who worded it. ``goal`` is a place's id to which the act is the first step."""

    act: Act | None
    text: str = ""
    thought: str = ""
    by: By = "model"
    why_not: str = ""
    own: OwnAct | None = None
    goal: str = ""


@dataclass
class Mind:
    """The parts that every mind is made of. ``rng`` is seeded by person, so that a day can be run again."""

    persona: Persona
    town: Town
    body: Body
    model: Model
    recorder: Recorder
    rng: random.Random

    def act_id(self) -> str:
        """Return a new act id, unique for this body."""
        return f"{self.persona.id}-{new_id()}"

    def say(self, text: str, cause: str, to: int | None = None) -> Act:
        """Return the act of saying something."""
        return Act(id=self.act_id(), verb="say", text=text, person=to, cause=cause)

    def habit(self, cause: str, heard: str = "", to: int | None = None) -> Act:
        """Return the act of leaving it to the dice: an answer to ``heard``, or a habit."""
        return Act(id=self.act_id(), verb="habit", text=heard[:300], person=to, cause=cause)

    def priority(self, turn: Occasion) -> Priority:
        """Return how urgent a turn is: somebody waits for an answer, the plan says so, or it is musing."""
        if turn.percept is None:
            return Priority.IDLE if turn.purpose == "muse" else Priority.SCHEDULED
        return Priority.HUMAN if turn.percept.human else Priority.ADDRESSED

    def dropped(self, why: str, text: str, cause: str) -> None:
        """Write down words of the model that never reached the world."""
        self.recorder.write(Dropped, cause=cause, agent=self.persona.id, why=why, text=text[:300])

    def record_turn(self, decision: Decision, result: ActResult | None, cause: str, seconds: float, **ids: Any) -> str:
        """Write a turn into the record; return its id."""
        event = self.recorder.write(
            Turn, cause=cause, agent=self.persona.id, tier=self.persona.tier, by=decision.by,
            act=decision.act.id if decision.act else "", verb=_verb(decision), ok=result.ok if result else None, reason=result.reason if result else decision.why_not,
            event=result.event if result else "", seconds=round(seconds, 3), **ids,
        )  # fmt: skip
        return event.id


def _verb(decision: Decision) -> str:
    return decision.act.verb if decision.act else decision.own.name if decision.own else ""
