"""Whether a short-memory mind answers: a rule where one is enough, else a word that is asked of the model."""

from __future__ import annotations

import random
from typing import Any, Literal

from agents.attention import concerned
from agents.senses import Percept, Senses
from gothmud.persona import Persona
from gothmud.words import mentions

Verdict = Literal["yes", "no", "ask"]

CONCERNED = 0.5  # chance to join in when concerned and nobody else could
DEEPLY = 0.75  # the same when several concerns are touched, whoever else could
SURE = 0.25  # share of the draws at either end that need no asking
YES_NO: dict[str, Any] = {"type": "string", "enum": ["yes", "no"]}
YES_NO_TOKENS = 2


def verdict(percept: Percept, persona: Persona, senses: Senses) -> Verdict:
    """Return whether this person answers; "ask" where the rule can't say: several could, and it is half concerned.

    The draw is seeded by event and person: the same scene has the same answer.
    """
    if senses.asks_me(percept):
        return "yes"
    if not concerned(percept, persona):
        return "no"
    drawn = draw(percept, persona)
    if not _others_could(percept, senses):
        return "yes" if drawn < CONCERNED else "no"
    if sum(mentions(percept.text, [each]) for each in persona.concerns) > 1:
        return "yes" if drawn < DEEPLY else "no"
    if SURE <= drawn < 1 - SURE:
        return "ask"
    return "yes" if drawn < SURE else "no"


def draw(percept: Percept, persona: Persona) -> float:
    """Return a number from 0 to 1 for this person and this event."""
    return random.Random(f"{percept.event}:{persona.id}").random()


def said_yes(text: str) -> bool | None:
    """Return what a model answered to a question for yes or no; None where it was neither."""
    word = text.strip(" \t\n\"'.").casefold()
    return True if word.startswith("yes") else False if word.startswith("no") else None


def _others_could(percept: Percept, senses: Senses) -> bool:
    """Return whether another mind is here that could answer."""
    return any(
        each.awake and not each.asleep and not each.human and each.id != percept.who for each in senses.people.values()
    )
