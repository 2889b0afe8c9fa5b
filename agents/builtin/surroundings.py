"""Where one is: told once in each place, with what is there and what the plan says."""

from __future__ import annotations

from agents.hookspecs import hookimpl
from agents.prompt import surroundings
from agents.view import Note, View
from gothmud.persona import planned


@hookimpl
async def on_event(mind: View) -> Note | None:
    """Tell of a place before the first thing that is perceived in it."""
    return where(mind)


@hookimpl
async def before_turn(mind: View) -> Note | None:
    """Tell of a place in which nothing was perceived yet."""
    return where(mind)


def where(mind: View) -> Note | None:
    """Return the place, if the context's last word on it was of another one; a small model is led there anyway."""
    if not mind.full or mind.room is None or (mind.standing and mind.standing[-1].key == str(mind.room.num)):
        return None
    plan = planned(mind.persona.plan, mind.now)
    return Note(surroundings(mind.room, mind.people, mind.things, plan, mind.town), str(mind.room.num))
