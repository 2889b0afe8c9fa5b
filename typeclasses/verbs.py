"""The closed list of verbs. Each takes a body and an act, makes the effect and its event, or raises Refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from gothmud import wire
from gothmud.events import Event, Forgotten, Handled, Moved, Said
from gothmud.wire import Act, ActResult
from typeclasses import floors, papers, views
from typeclasses.acts import Refusal
from typeclasses.boards import pin, unpin
from typeclasses.channel import channel
from typeclasses.characters import ACTED, Character
from typeclasses.chronicle import Show
from typeclasses.city import the_city
from typeclasses.doing import done, in_earshot, person, who, words
from typeclasses.exits import Exit
from typeclasses.photos import photo
from typeclasses.post import letters, write
from typeclasses.quiet import hush, listen
from typeclasses.rumors import townspeople
from typeclasses.sleeping import shake, sleep, wake
from typeclasses.things import Thing
from world.floor.lines import Mode

Verb = Callable[[Character, Act], ActResult]


def _thing(act: Act, places: list[Thing], why_not: str) -> Thing:
    for each in places:
        if each.id == act.thing:
            return each
    raise Refusal(why_not)


def _utter(body: Character, act: Act, mode: Mode, hearers: list[int], to: Character | None = None) -> ActResult:
    text = words(body, act.text, mode)
    line = floors.admitted(body, text, mode, to)
    shown = {
        "who": body.id, "called": body.key, "mode": mode, "text": text, "human": body.tier == "human",
        "to": to.id if to else None, "to_called": to.key if to else "", "turn": line.turn,
    }  # fmt: skip
    event = the_city().chronicle.happen(
        Said, Show(wire.SayEvent, shown, hearers), cause=act.cause, room=body.location.id, mode=mode, text=text,
        to=to.id if to else None, turn=line.turn, **who(body),
    )  # fmt: skip
    transaction.on_commit(lambda: floors.taken(body, line, event))
    return done(act, event)


def say(body: Character, act: Act) -> ActResult:
    """Say something aloud, perhaps to somebody; everybody in the room hears it."""
    return _utter(body, act, "say", in_earshot(body), person(body, act) if act.person else None)


def whisper(body: Character, act: Act) -> ActResult:
    """Say something to one person only."""
    to = person(body, act)
    return _utter(body, act, "whisper", [body.id, to.id], to)


def emote(body: Character, act: Act) -> ActResult:
    """Show something: 'Ada sighs.'"""
    return _utter(body, act, "emote", in_earshot(body))


def go(body: Character, act: Act) -> ActResult:
    """Go through an exit of the room."""
    way = next((each for each in body.location.ways() if each.id == act.exit), None)
    if way is None:
        raise Refusal("There is no such way out of here.")
    if not way.access(body, "traverse"):
        raise Refusal(way.db.err_traverse or "That way is barred.")
    return done(act, move(body, way.destination, way, act.cause))


def move(body: Character, room: Any, way: Exit | None = None, cause: str = "", move_type: str = ACTED) -> Event:
    """Put a body into a room, through ``way`` or just so; return the event. The others there and here perceive it."""
    origin = body.location
    if not body.move_to(room, quiet=True, move_type=move_type):
        raise Refusal("Something holds you back.")
    return moved(body, origin, way, cause)


def moved(body: Character, origin: Any, way: Exit | None = None, cause: str = "") -> Event:
    """Tell of a body that has come from ``origin`` to where it is."""
    room = body.location
    left = [each.id for each in origin.people() if each is not body] if origin else []
    met = [each.id for each in room.people() if each is not body]
    leave = Show(wire.Leave, {"who": body.id, "called": body.key, "to": room.key}, left)
    arrive = Show(
        wire.Arrive,
        {"who": body.id, "called": body.key, "origin": origin.key if origin else "", "human": body.tier == "human"},
        [body.id, *met],
    )
    event = the_city().chronicle.happen(
        Moved, leave, arrive, cause=cause, origin=origin.id if origin else None, room=room.id,
        way=way.key if way else "", **who(body),
    )  # fmt: skip
    _show_move(body, origin, room)
    return event


def _show_move(body: Character, origin: Any, room: Any) -> None:
    def show() -> None:
        body.show_surroundings()
        body.msg("\n" + room.return_appearance(body))
        floors.left(body, origin)
        floors.came(body, room)
        views.show(wire.RemovePlayer(id=body.id, who=body.key), origin.people() if origin else [])
        views.show(wire.AddPlayer(**views.someone(body)), [each for each in room.people() if each is not body])

    transaction.on_commit(show)


def look(body: Character, act: Act) -> ActResult:
    """Look at the room, a person, a thing, or a detail by its word."""
    room = body.location
    if act.person:
        target = body if act.person == body.id else person(body, act)
        return done(act, seen=target.return_appearance(body))
    if act.thing:
        thing = _thing(act, [*room.things(), *body.things()], "That is not here.")
        return done(act, seen=thing.return_appearance(body))
    if act.text:
        details = room.db.details or {}
        if (seen := details.get(act.text.strip().casefold())) is None:
            raise Refusal(f"You see no '{act.text.strip()[:40]}' here.")
        return done(act, seen=seen)
    return done(act, seen=room.return_appearance(body))


def _handle(
    body: Character, act: Act, verb: str, thing: Thing, to: Character | None = None, text: str = ""
) -> ActResult:
    shown = {"who": body.id, "text": _seen(body, verb, thing, to, text), "verb": verb, "to": to.id if to else None}
    closer = {**shown, "text": f"{shown['text']} {text}"}
    near = [to.id] if to and verb == "show" else []
    event = the_city().chronicle.happen(
        Handled, Show(wire.Seen, shown, [each for each in in_earshot(body) if each not in near]), Show(wire.Seen, closer, near),
        cause=act.cause, room=body.location.id, verb=verb, thing=thing.id, thing_name=thing.key,
        to=to.id if to else None, text=text, **who(body),
    )  # fmt: skip
    _show_things(body, to)
    return done(act, event, seen=text.partition("\n")[0])


def _seen(body: Character, verb: str, thing: Thing, to: Character | None, text: str) -> str:
    if verb == "use":
        return f"{body.key} {text.rpartition(chr(10))[2]}"
    does = {"get": "takes", "drop": "puts down", "give": "gives", "show": "shows"}[verb]
    return f"{body.key} {does} the {thing.key}{f' to {to.key}' if to else ''}."


def _show_things(body: Character, to: Character | None) -> None:
    room = body.location

    def show() -> None:
        here = wire.Items(location="room", items=[views.item(each) for each in room.things()])
        views.show(here, room.people())
        for each in (body, to):
            if each is not None:
                each.send(wire.Items(location="inv", items=[views.item(thing) for thing in each.things()]))

    transaction.on_commit(show)


def use(body: Character, act: Act) -> ActResult:
    """Use a thing that is here or carried; one of its results is rolled."""
    thing = _thing(act, [*body.location.things(), *body.things()], "That is not here.")
    uses = list(thing.db.uses or [])
    if not uses:
        raise Refusal(f"You find no use for {thing.shown()}.")
    rolled = the_city().chance.choice(uses)
    return _handle(body, act, "use", thing, text=f"{rolled['you']}\n{rolled['others']}")


def get(body: Character, act: Act) -> ActResult:
    """Take a thing that lies here."""
    thing = _thing(act, body.location.things(), "That is not here.")
    if not thing.db.takeable:
        raise Refusal(f"The {thing.key} stays where it is.")
    thing.location = body
    return _handle(body, act, "get", thing)


def drop(body: Character, act: Act) -> ActResult:
    """Put down a thing that one carries."""
    thing = _thing(act, body.things(), "You don't carry that.")
    thing.location = body.location
    return _handle(body, act, "drop", thing)


def give(body: Character, act: Act) -> ActResult:
    """Give a thing that one carries to somebody here."""
    thing, to = _thing(act, body.things(), "You don't carry that."), person(body, act)
    thing.location = to
    return _handle(body, act, "give", thing, to)


def show(body: Character, act: Act) -> ActResult:
    """Show a thing that one carries to somebody here: they see it as if they looked at it."""
    thing, to = _thing(act, body.things(), "You don't carry that."), person(body, act)
    return _handle(body, act, "show", thing, to, text=thing.content)


def forget(body: Character, act: Act) -> ActResult:
    """Take one's paper away, and ask everybody with a mind to forget one's words; they hear of it wherever they are."""
    if body.tier != "human":
        raise Refusal("Nobody here is forgotten so easily.")
    papers.forget(body)
    asked = Show(
        wire.Forget, {"who": body.id, "called": body.key}, [each.id for each in townspeople() if each.db.person]
    )
    return done(act, the_city().chronicle.happen(Forgotten, asked, cause=act.cause, **who(body)))


def wait(body: Character, act: Act) -> ActResult:
    """Do nothing, on purpose."""
    return done(act)


def habit(body: Character, act: Act) -> ActResult:
    """Do what one does without thinking: rolled from the body's dice. ``text`` is what was heard, if it is an answer."""
    from typeclasses.dice import rolled_act

    rolled = rolled_act(body, act)
    if rolled is None:
        raise Refusal("Nothing comes to you.")
    return VERBS[rolled.verb](body, rolled)


VERBS: dict[str, Verb] = {
    "say": say, "whisper": whisper, "emote": emote, "go": go, "look": look, "use": use,
    "get": get, "drop": drop, "give": give, "channel": channel, "wait": wait, "habit": habit,
    "sleep": sleep, "wake": wake, "shake": shake, "hush": hush, "listen": listen, "forget": forget,
    "pin": pin, "unpin": unpin, "write": write, "letters": letters, "photo": photo, "show": show,
}  # fmt: skip
