"""The verbs of sleep. A sleeper stays asleep, through restarts too, until whoever is in the body wakes it."""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from gothmud import wire
from gothmud.events import Slept
from gothmud.wire import Act, ActResult
from typeclasses import floors, post, views
from typeclasses.acts import Refusal
from typeclasses.characters import Character
from typeclasses.chronicle import Show
from typeclasses.city import the_city
from typeclasses.doing import done, in_earshot, person, who

State = Literal["asleep", "awake", "shaken"]


def sleep(body: Character, act: Act) -> ActResult:
    """Fall asleep where one is; then nothing but ``wake`` can be done."""
    if body.tier == "dice":
        raise Refusal("Dice don't sleep.")
    return _change(body, act, "asleep", f"{body.key} falls asleep.")


def wake(body: Character, act: Act) -> ActResult:
    """Wake up."""
    if not body.asleep:
        raise Refusal("You are awake.")
    return _change(body, act, "awake", f"{body.key} wakes up.")


def shake(body: Character, act: Act) -> ActResult:
    """Shake a sleeper; whether it wakes is its own affair."""
    sleeper = person(body, act)
    if not sleeper.asleep:
        raise Refusal(f"{sleeper.key} is not asleep.")
    return _happened(body, act, sleeper, "shaken", f"{body.key} shakes {sleeper.key}.")


def _change(body: Character, act: Act, state: State, text: str) -> ActResult:
    result = _happened(body, act, body, state, text)
    body.db.asleep = state == "asleep"
    transaction.on_commit(lambda: _show(body))
    return result


def _happened(body: Character, act: Act, sleeper: Character, state: State, text: str) -> ActResult:
    """Make the event; ``body`` did it, ``sleeper`` is the one who sleeps or slept."""
    shaken = sleeper is not body
    shown = {"who": body.id, "text": text, "verb": act.verb, "to": sleeper.id if shaken else None}
    event = the_city().chronicle.happen(
        Slept, Show(wire.Seen, shown, in_earshot(body)), cause=act.cause, room=body.location.id, state=state,
        by=body.id if shaken else None, **who(sleeper),
    )  # fmt: skip
    return done(act, event)


def _show(body: Character) -> None:
    """Show the others the body's new state; to who wakes come the letters of the night."""
    others = [each for each in body.location.people() if each is not body]
    if body.asleep:
        floors.left(body, body.location)
    else:
        post.deliver(body)
    views.show(wire.AddPlayer(**views.someone(body)), others)
