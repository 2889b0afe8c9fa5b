"""Who is meant? Pure: from a percept and who is here to whether a mind should answer it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from agents.senses import Percept, Senses
from gothmud.persona import Persona
from gothmud.words import mentions

THREAD = timedelta(minutes=2)  # city time within which a talk goes on without names
LULL = timedelta(minutes=5)  # city time of silence after which a talk is another one
PATIENCE = 4  # lines of minds in a row, after which a mind leaves the last word to the other


def addressed(percept: Percept, persona: Persona, senses: Senses) -> bool:
    """Return whether a percept asks this mind for an answer: by whisper, by name, by being alone, by the thread."""
    if percept.mine or percept.kind not in ("said", "whispered"):
        return False
    if percept.kind == "whispered" or percept.to == senses.body:
        return True
    if percept.to is not None:
        return False
    if named(percept.text, persona):
        return True
    if somebody_else_named(percept, senses):
        return False
    others = [each for each in senses.people.values() if each.awake and each.id != percept.who]
    return not others or in_thread(percept, senses) or (percept.human and takes_it_up(percept, senses))


def takes_it_up(percept: Percept, senses: Senses) -> bool:
    """Return whether it falls to this mind to answer what a human said to nobody: to one of those here, by turns.

    Each mind comes to the same one by itself, so that neither all answer nor nobody does.
    """
    before = [each for each in senses.recent if each.seq < percept.seq and each.kind in ("said", "whispered")]
    if before and not before[-1].human and before[-1].to in (None, percept.who) and percept.at - before[-1].at < THREAD:
        return False  # who spoke last goes on with it
    others = [each for each in senses.people.values() if each.awake and not each.asleep and each.id != percept.who]
    if any(each.human for each in others):
        return False  # humans among themselves
    minds = sorted([*(each.id for each in others), senses.body])
    return minds[percept.seq % len(minds)] == senses.body


def named(text: str, persona: Persona) -> bool:
    """Return whether a text has this person's name, role or an alias in it."""
    return mentions(text, (persona.name, persona.role, *persona.aliases))


def somebody_else_named(percept: Percept, senses: Senses) -> bool:
    """Return whether a text names somebody else who is here."""
    return mentions(percept.text, (each.name for each in senses.people.values() if each.id != percept.who))


def in_thread(percept: Percept, senses: Senses) -> bool:
    """Return whether the last line before this one was mine, to that speaker or to nobody, a little while ago."""
    before = [each for each in senses.recent if each.seq < percept.seq and each.kind in ("said", "whispered")]
    if not before:
        return False
    last = before[-1]
    return last.mine and last.to in (None, percept.who) and percept.at - last.at < THREAD


def concerned(percept: Percept, persona: Persona) -> bool:
    """Return whether what was said touches this person's concerns."""
    if percept.mine or percept.kind != "said" or percept.to is not None:
        return False
    return mentions(percept.text, persona.concerns)


def bots_in_a_row(recent: Sequence[Percept]) -> int:
    """Return how many lines minds have said in this talk: since a human spoke, a silence, or one came in here."""
    count, later = 0, None
    for each in reversed(recent):
        if each.mine and each.kind == "arrived":
            break
        if each.kind in ("said", "whispered"):
            if each.human or (later is not None and later - each.at > LULL):
                break
            count, later = count + 1, each.at
    return count


def worth_answering(percept: Percept, senses: Senses) -> bool:
    """Return False for the fifth line of a talk that only minds have: somebody has to let it rest."""
    return percept.human or bots_in_a_row(senses.recent) <= PATIENCE
