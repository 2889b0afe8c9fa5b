"""An agent out of its parts: for a body of the city (household.py), and for one anywhere else."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from agents.actions import Scope
from agents.agent import Agent
from agents.bookmark import Bookmark
from agents.compaction import Compaction
from agents.full import Full
from agents.lore import learn
from agents.memory.vault import Vault
from agents.mind import Mind
from agents.model import Model
from agents.night import Night
from agents.outside import VERBS, Outside
from agents.plugins import Behaviours
from agents.recollection import Recollection
from agents.session import Session
from agents.turn import Manner, Turns
from agents.wayfinding import Town
from gothmud.config import Minds
from gothmud.persona import Persona
from gothmud.record import Recorder

RULES = Minds()
TEMPERATURE = 0.7


def embodied(
    mind: Mind, session: Session, past: Recollection, manner: Manner, behaviours: Behaviours, rules: Minds, *, context: int
) -> Agent:  # fmt: skip
    """Return an agent; its notes lie beside its session file. ``context`` is the model's limit in tokens, 0 for unknown."""
    vault, full = Vault(session.path.with_name("vault")), manner.full
    learn(vault, mind.persona.lore, mind.body.senses.clock.now())
    turns = Turns(mind, session, past, vault, manner, behaviours)
    compaction = Compaction(mind, session, turns, vault, full=full, context=context)
    night = Night(mind, session, turns, vault, compaction, full=full)
    return Agent(mind, turns, night, rules, full=full)


async def live(
    body: Outside, persona: Persona, header: str, folder: Path, model: Model, *, context: int = 0,
    brought: Mapping[str, object] = MappingProxyType({}), order: Sequence[str] = (), rules: Minds = RULES,
    manner: Callable[[Mind, Session], Manner] | None = None,
) -> None:  # fmt: skip
    """Live in a body outside the city until cancelled: the whole mind, in ``folder``.

    ``header`` is the system text: how one lives here and who one is, the same bytes for ever. ``brought`` are behaviours
    that come with the body, ``order`` is as the setting ``minds.behaviours``; ``manner`` makes another than the full one.
    """
    past = Recollection()
    body.remember_in(folder)
    path = folder / "session.jsonl"
    with closing(Session(path, past.take, Bookmark(path, past))) as session:
        if not session.entries:
            session.add("header", header, city_time=body.senses.clock.now())
        body.senses.last_seq = session.last_seq
        town = Town(name="outside", primer="", places={"here": body.senses.room.name if body.senses.room else ""})
        recorder = Recorder(folder / "record", persona.id, body.senses.clock.now)
        mind = Mind(persona, town, body, model, recorder, random.Random(persona.id))
        behaviours = Behaviours(folder, order, brought=brought)
        scope = Scope(own=behaviours.actions(), verbs=VERBS)
        decides = manner(mind, session) if manner else Full(mind, session, TEMPERATURE, scope)
        await embodied(mind, session, past, decides, behaviours, rules, context=context).live()
