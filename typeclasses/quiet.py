"""The verbs of quiet: a human asks a room to be still, or gives it its talk back."""

from __future__ import annotations

from django.db import transaction

from gothmud import wire
from gothmud.events import Hushed
from gothmud.wire import Act, ActResult
from typeclasses import floors
from typeclasses.acts import Refusal
from typeclasses.characters import Character
from typeclasses.chronicle import Show
from typeclasses.city import the_city
from typeclasses.doing import done, in_earshot, who


def hush(body: Character, act: Act) -> ActResult:
    """Ask for quiet: for a while only those who are spoken to speak."""
    return _ask(body, act, quiet=True)


def listen(body: Character, act: Act) -> ActResult:
    """Give the room its talk back."""
    return _ask(body, act, quiet=False)


def _ask(body: Character, act: Act, *, quiet: bool) -> ActResult:
    if body.tier != "human":
        raise Refusal("That is for visitors to ask.")
    text = f"{body.key} {'asks for quiet' if quiet else 'listens'}."
    shown = {"who": body.id, "text": text, "verb": act.verb}
    event = the_city().chronicle.happen(
        Hushed,
        Show(wire.Seen, shown, in_earshot(body)),
        cause=act.cause,
        room=body.location.id,
        quiet=quiet,
        **who(body),
    )
    transaction.on_commit(lambda: _keep(body, quiet))
    return done(act, event)


def _keep(body: Character, quiet: bool) -> None:
    floor = floors.floor_of(body.location)
    floor.hush(floors.now()) if quiet else floor.listen()
    floors.show(body.location)
