"""Who is meant? The room's floor says whose turn it is; here is what else makes a mind prick up its ears. Pure."""

from __future__ import annotations

from agents.senses import Percept, Senses
from gothmud.persona import Persona
from gothmud.words import mentions


def named(text: str, persona: Persona) -> bool:
    """Return whether a text has this person's name, role or an alias in it."""
    return mentions(text, (persona.name, persona.role, *persona.aliases))


def concerned(percept: Percept, persona: Persona) -> bool:
    """Return whether what was said touches this person's concerns, and it is nobody's turn to answer it."""
    if percept.mine or percept.kind != "said" or percept.to is not None or percept.turn is not None:
        return False
    return mentions(percept.text, persona.concerns)


def called_while_away(percept: Percept, persona: Persona, senses: Senses) -> bool:
    """Return whether somebody with a player, who is still here, called this mind while it was out of its body: a room
    gives no turn to who isn't there."""
    if percept.mine or percept.kind != "said" or not percept.human or percept.turn is not None:
        return False
    meant = percept.to == senses.body if percept.to is not None else named(percept.text, persona)
    return meant and percept.who in senses.people


def calls_sleeper(percept: Percept, persona: Persona, senses: Senses) -> bool:
    """Return whether a percept is spoken to this mind while it sleeps: to it, by name, or with nobody else awake here."""
    if percept.mine or percept.kind not in ("said", "whispered"):
        return False
    if percept.kind == "whispered" or percept.to == senses.body or named(percept.text, persona):
        return True
    awake = (each for each in senses.people.values() if each.awake and not each.asleep and each.id != percept.who)
    return percept.to is None and not any(awake)
