"""What every verb needs: who does it, whom it means, who is near, and the answer that says it is done."""

from __future__ import annotations

from typing import Any

from gothmud.events import Event
from gothmud.wire import Act, ActResult
from typeclasses.acts import Refusal
from typeclasses.characters import Character


def done(act: Act, event: Event | None = None, seen: str = "") -> ActResult:
    """Return the answer of an act that was done."""
    return ActResult(id=act.id, ok=True, event=event.id if event else "", seen=seen)


def who(body: Character) -> dict[str, Any]:
    """Return the fields of an event that say whose it is."""
    return {"who": body.id, "name": body.key, "tier": body.tier}


def person(body: Character, act: Act) -> Character:
    """Return the person that an act means. Raises Refusal where it is nobody else in the room."""
    for each in body.location.people():
        if each.id == act.person and each is not body:
            return each
    raise Refusal("That person is not here.")


def in_earshot(body: Character) -> list[int]:
    """Return everybody in the body's room, itself included."""
    return [each.id for each in body.location.people()]
