"""A whole agent out of its parts, on a fake body; made again on the same folder it is the same agent after a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.actions import Scope
from agents.agent import Agent
from agents.bookmark import Bookmark
from agents.compaction import Compaction
from agents.full import Full
from agents.memory.vault import Vault
from agents.mind import Mind
from agents.narrow import Narrow
from agents.night import Night
from agents.plugins import BUILT_IN, Behaviours
from agents.recollection import Recollection
from agents.session import Session
from agents.turn import Turns
from gothmud.config import Minds
from tests.agents.fakes import FakeBody, mind, senses, session

RULES = Minds(musing_seconds=1000, answer_pause=0)
NONE_ON = tuple(f"-{each}" for each in BUILT_IN)
SAY = '{"thought":"","act":"say","to":"","where":"","thing":"","text":"Good day."}'


@dataclass
class Life:
    """An agent and all that it is made of."""

    body: FakeBody
    mind: Mind
    session: Session
    past: Recollection
    vault: Vault
    behaviours: Behaviours
    turns: Turns
    compaction: Compaction
    night: Night
    agent: Agent

    async def live(self) -> None:
        """Live until the body is silent for ever; an error of the mind is raised here."""
        self.body.over.clear()
        living = asyncio.create_task(self.agent.live())
        over = asyncio.create_task(self.body.over.wait())
        await asyncio.wait([living, over], timeout=20, return_when=asyncio.FIRST_COMPLETED)
        ended = living.done()
        living.cancel()
        over.cancel()
        done = await asyncio.gather(living, over, return_exceptions=True)
        if ended and isinstance(done[0], BaseException):
            raise done[0]
        assert self.body.over.is_set(), f"still {self.agent.doing}"


def life(
    folder: Path, model: Any, body: FakeBody | None = None, *, full: bool = True, context: int = 0, manner: Any = None,
    rules: Minds = RULES, on: Sequence[str] = (), home: Path | None = None, **fields: Any,
) -> Life:  # fmt: skip
    """Return an agent that lives in ``folder``; ``on`` are the configured behaviours, ``fields`` those of its persona."""
    body = body or FakeBody(senses())
    who, past, vault = mind(folder, model, body, **fields), Recollection(), Vault(folder / "vault")
    behaviours = Behaviours(home or folder, on)
    bookmark = Bookmark(folder / "session.jsonl", past, every=0)
    made = session(folder, watch=past.take, born=body.senses.clock.now(), marks=bookmark)
    manner = manner or (
        Full(who, made, 0.8, Scope(who.town, behaviours.actions())) if full else Narrow(who, made, past)
    )
    turns = Turns(who, made, past, vault, manner, behaviours)
    compaction = Compaction(who, made, turns, vault, full=full, context=context)
    night = Night(who, made, turns, vault, compaction, full=full)
    agent = Agent(who, turns, night, rules, full=full)
    return Life(body, who, made, past, vault, behaviours, turns, compaction, night, agent)
