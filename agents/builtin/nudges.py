"""The inner thought of a nudged turn: what is due, in the mind's own voice."""

from __future__ import annotations

from agents.hookspecs import hookimpl
from agents.view import Note, Occasion, View


@hookimpl
async def before_turn(mind: View, turn: Occasion) -> Note | None:
    """Put the thought last, right before the mind is asked."""
    if not turn.nudge:
        return None
    text = f"[inner thought] {turn.nudge}\n" if mind.full else f"({mind.persona.name} thinks: {turn.nudge})\n"
    return Note(text, turn.key, thought=True)
