"""Memory that works by itself: meeting somebody, coming somewhere or hearing a name puts the note into the newest turn."""

from __future__ import annotations

import asyncio

from agents.hookspecs import hookimpl
from agents.memory.recall import Recall, Situation, Told
from agents.senses import Percept
from agents.view import Note, View

BUDGET = 220  # tokens of notes a turn
SMALL_BUDGET = 90  # for a small model, which stumbles over more


@hookimpl
async def before_turn(mind: View) -> list[Note]:
    """Return the notes that this moment calls for and that the context doesn't hold yet."""
    me = mind.persona.name
    recall = Recall(mind.vault, BUDGET) if mind.full else Recall(mind.vault, SMALL_BUDGET, f"{me} remembers")
    latest = {each.key: each for each in mind.standing}  # how the context was told each note the last time

    def told(note_id: str) -> Told | None:
        standing = latest.get(note_id)
        return standing and Told(standing.data["stamp"], standing.at)

    return [
        Note(_framed(mind, each.text), each.note_id, {"stamp": each.stamp, "rule": each.rule, "why": each.why})
        for each in recall.brought(situation(mind), told)
    ]


@hookimpl
async def on_forget(mind: View, percept: Percept) -> None:
    """Take somebody's note away, and each sentence that names them out of the others."""
    await asyncio.to_thread(mind.vault.forget, f"p{percept.who}", percept.called)


def situation(mind: View) -> Situation:
    """Return the moment as recall looks at it."""
    arrived = tuple(f"p{each.who}" for each in mind.heard if each.kind == "arrived" and not each.mine)
    said = " \n".join(
        each.text for each in mind.heard if each.kind in ("said", "whispered", "channel", "letter") and not each.mine
    )
    came = mind.entered or any(each.kind == "arrived" and each.mine for each in mind.heard)
    return Situation(
        entered=came, place=mind.room.key if mind.room else "", here=tuple(f"p{each.id}" for each in mind.people),
        arrived=arrived, heard=said, now=mind.now, names=tuple(each.name for each in mind.people), me=mind.persona.name,
    )  # fmt: skip


def _framed(mind: View, text: str) -> str:
    line = " ".join(text.split())
    return f"[{line}]\n" if mind.full else f"({line})\n"
