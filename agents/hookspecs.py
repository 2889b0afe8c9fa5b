"""The hooks of a mind: what a behaviour may do. Every built-in behaviour (agents/builtin) is made of these.

An implementation is a function marked with ``hookimpl``; it names only the arguments that it wants. It gets frozen
views and returns notes: it adds to the newest turn and can't touch earlier ones. One that raises or takes too long is
passed over, and put aside after a few times (agents/plugins.py).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from agents.own import OwnAction
    from agents.senses import Percept
    from agents.view import Deed, Note, Occasion, Outcome, View, Wish

PROJECT = "gothmud"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def on_event(mind: View, percept: Percept) -> Note | list[Note] | None:  # pyright: ignore[reportReturnType]
    """Something was perceived: notes returned stand before its line."""


@hookspec
def before_turn(mind: View, turn: Occasion) -> Note | list[Note] | None:  # pyright: ignore[reportReturnType]
    """The mind is about to be asked: notes returned are the last that it reads."""


@hookspec
async def after_turn(mind: View, turn: Occasion, outcome: Outcome) -> None:
    """The turn is over; ``outcome`` is what the world answered, never what the mind claims."""


@hookspec
def before_compaction(mind: View) -> Note | list[Note] | None:  # pyright: ignore[reportReturnType]
    """The context is about to start anew: notes returned stand in the new one, after what is remembered."""


@hookspec
def after_compaction(mind: View, summary: str) -> None:
    """The context has started anew; ``summary`` is its new beginning after the header."""


@hookspec
def on_wake(mind: View) -> Note | list[Note] | None:  # pyright: ignore[reportReturnType]
    """A new day: notes returned open the first turn of the morning. A mind that was cut off before that turn calls it
    again; a note whose key stands there already is not added twice."""


@hookspec
async def on_sleep(mind: View) -> None:
    """The night's notes are written and the mind is about to sleep."""


@hookspec
async def on_forget(mind: View, percept: Percept) -> None:
    """Somebody (``percept.who``, ``percept.called``) asks to be forgotten: take their words out of what the behaviour
    keeps. May be called twice."""


@hookspec
def due_at(mind: View) -> datetime | None:
    """The next city time at which the behaviour has something to do by itself; the clock isn't let past it."""


@hookspec
async def when_due(mind: View) -> Deed | Wish | None:  # pyright: ignore[reportReturnType]
    """That time has come, and nobody waits for an answer: do it; a deed that is returned is the mind's next act, a wish its
    next thought. A human who speaks to the mind meanwhile cancels it; then it is called again."""


@hookspec
def register_actions() -> list[OwnAction]:  # pyright: ignore[reportReturnType]
    """Offer actions that the mind does by itself, without the world, such as writing something down."""
