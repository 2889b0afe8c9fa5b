"""The verbs of hands on things: take, put down, give. What is lost may come back to where it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from gothmud import wire
from gothmud.events import Handled
from gothmud.wire import Act, ActResult
from typeclasses import views
from typeclasses.acts import Refusal
from typeclasses.characters import Character
from typeclasses.chronicle import Show
from typeclasses.city import the_city
from typeclasses.doing import done, in_earshot, person, who
from typeclasses.things import Thing

DOES = {"get": "takes", "drop": "puts down", "give": "gives", "show": "shows"}


def thing_among(act: Act, things: list[Thing], why_not: str) -> Thing:
    """Return the thing that an act means. Raises Refusal where it is none of these."""
    for each in things:
        if each.id == act.thing:
            return each
    raise Refusal(why_not)


def get(body: Character, act: Act) -> ActResult:
    """Take a thing that lies here."""
    thing = thing_among(act, body.location.things(), "That is not here.")
    if not thing.db.takeable:
        raise Refusal(f"The {thing.key} stays where it is.")
    thing.location = body
    return handled(body, act, thing)


def drop(body: Character, act: Act) -> ActResult:
    """Put down a thing that one carries."""
    thing = thing_among(act, body.things(), "You don't carry that.")
    thing.location = body.location
    return handled(body, act, thing, **_homecoming(thing, body.location.city_id))


def give(body: Character, act: Act) -> ActResult:
    """Give a thing that one carries to somebody here."""
    thing, to = thing_among(act, body.things(), "You don't carry that."), person(body, act)
    thing.location = to
    return handled(body, act, thing, to, **_homecoming(thing, to.db.person or ""))


def show(body: Character, act: Act) -> ActResult:
    """Show a thing that one carries to somebody here: they see it as if they looked at it."""
    thing, to = thing_among(act, body.things(), "You don't carry that."), person(body, act)
    return handled(body, act, thing, to, text=thing.content)


def handled(
    body: Character, act: Act, thing: Thing, to: Character | None = None, text: str = "", **more: Any
) -> ActResult:
    """Make the event of an act on a thing, and show everybody there how things lie now."""
    seen = f"{body.key} {text.partition(chr(10))[2]}" if act.verb == "use" else _seen(body, act, thing, to)
    shown = {"who": body.id, "text": seen, "verb": act.verb, "to": to.id if to else None}
    near = [to.id] if to and act.verb == "show" else []
    others = Show(wire.Seen, shown, [each for each in in_earshot(body) if each not in near])
    closer = Show(wire.Seen, {**shown, "text": f"{seen} {text}"}, near)
    event = the_city().chronicle.happen(
        Handled, others, closer, cause=act.cause, room=body.location.id, verb=act.verb, thing=thing.id,
        thing_name=thing.key, to=to.id if to else None, text=text, **more, **who(body),
    )  # fmt: skip
    show_things([body.location], [each for each in (body, to) if each])
    return done(act, event, seen=text.partition("\n")[0])


def show_things(rooms: Iterable[Any], carriers: Iterable[Character] = ()) -> None:
    """Show after the commit what lies in rooms to all who are there, and to carriers what they carry."""

    def show() -> None:
        for room in rooms:
            views.show(wire.Items(location="room", items=[views.item(each) for each in room.things()]), room.people())
        for each in carriers:
            each.send(wire.Items(location="inv", items=[views.item(thing) for thing in each.things()]))

    transaction.on_commit(show)


def _seen(body: Character, act: Act, thing: Thing, to: Character | None) -> str:
    return f"{body.key} {DOES[act.verb]} the {thing.key}{f' to {to.key}' if to else ''}."


def _homecoming(thing: Thing, where: str) -> dict[str, Any]:
    """Return what more there is to tell of a thing that comes to a place or a person: thanks, if it was lost."""
    if not thing.db.belongs:
        return {}
    was_lost, thing.db.lost = thing.db.lost, where != thing.db.belongs
    home = was_lost and not thing.db.lost
    return {"returned": home, "text": thing.db.thanks if home else ""}
