"""What every verb needs: who does it, whom it means, who is near, its words, and the answer that says it is done."""

from __future__ import annotations

from typing import Any

from gothmud.events import Event
from gothmud.wire import MAX_TEXT, Act, ActResult
from typeclasses.acts import Refusal
from typeclasses.characters import Character
from typeclasses.names import lives_here
from world.floor.lines import Mode
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


def words(body: Character, text: str, mode: Mode = "say") -> str:
    """Return text as it may be heard: one line, no control characters, no frame of another's line in it; a mind's
    without markup and stage directions. Raises Refusal where nothing is left, or where it speaks in another's name."""
    line = one_line(text)
    if body.tier != "human" and mode == "emote":
        line = shown(line, lambda name: _is(body, name))
    elif body.tier != "human":
        line = _spoken(body, line)
    if not line:
        raise Refusal("You open your mouth and say nothing.")
    return line[:MAX_TEXT]


def on_paper(body: Character, text: str) -> str:
    """Return text as it may stand on paper: as words are, but it may begin with the name of whom it is to."""
    line = one_line(text)
    if body.tier != "human":
        line = spoken(line, lambda name: _is(body, name), lambda _name: False)
    if not line:
        raise Refusal("There is nothing on it.")
    return line[:MAX_TEXT]


def _spoken(body: Character, line: str) -> str:
    try:
        return spoken(line, lambda name: _is(body, name), lambda name: _known(body, name))
    except ValueError as other:
        raise Refusal(f"Those would be {other}'s words. Say your own.") from None


def _is(body: Character, name: str) -> bool:
    """Return whether a name is the body's own."""
    own = (body.key, *body.key.split(), body.role.removeprefix("the "), *(body.db.aliases or []))
    return skeleton(name) in map(skeleton, filter(None, own))


def _known(body: Character, name: str) -> bool:
    """Return whether a name is that of somebody in the room or of one who lives in the city."""
    return skeleton(name) in [skeleton(each.key) for each in body.location.people()] or lives_here(name)
