"""What every verb needs: who does it, whom it means, who is near, its words, and the answer that says it is done."""

from __future__ import annotations

from typing import Any

from gothmud.events import Event
from gothmud.wire import MAX_TEXT, Act, ActResult
from typeclasses.acts import Refusal
from typeclasses.characters import Character
from typeclasses.names import lives_here
from world.lookalikes import skeleton
from world.utterance import one_line, shown, spoken


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


def words(body: Character, text: str, mode: str = "say") -> str:
    """Return text as it may be heard: one line, no control characters, no frame of another's line in it; a mind's
    without markup and stage directions. Raises Refusal where nothing is left, or where it speaks in another's name."""
    line = one_line(text)
    if body.tier != "human":
        line = _minded(body, line, mode)
    if not line:
        raise Refusal("You open your mouth and say nothing.")
    return line[:MAX_TEXT]


def _minded(body: Character, line: str, mode: str) -> str:
    def me(name: str) -> bool:
        own = (body.key, *body.key.split(), body.role.removeprefix("the "), *(body.db.aliases or []))
        return skeleton(name) in map(skeleton, filter(None, own))

    if mode == "emote":
        return shown(line, me)
    try:
        return spoken(line, me, lambda name: _known(body, name))
    except ValueError as other:
        raise Refusal(f"Those would be {other}'s words. Say your own.") from None


def _known(body: Character, name: str) -> bool:
    """Return whether a name is that of somebody in the room or of one who lives in the city."""
    return skeleton(name) in [skeleton(each.key) for each in body.location.people()] or lives_here(name)
