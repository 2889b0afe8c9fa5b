"""A feast day: what everybody in the city knows of it comes to mind in the morning, once."""

from __future__ import annotations

from agents.hookspecs import hookimpl
from agents.view import Note, View


@hookimpl
async def on_wake(mind: View) -> Note | None:
    """Open the morning of a feast with it."""
    return _feast(mind)


@hookimpl
async def before_turn(mind: View) -> Note | None:
    """Tell one that was up at midnight, or came to the city in the middle of the day."""
    return _feast(mind)


def _feast(mind: View) -> Note | None:
    if not mind.today or mind.stands(key := f"feast {mind.now:%F}"):
        return None
    return Note(f"[{mind.today}]\n" if mind.full else f"({mind.today})\n", key)
