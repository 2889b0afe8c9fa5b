"""The closed list of verbs. Each takes a body and an act, makes the effect and its event, or raises Refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from gothmud import wire
from gothmud.events import Event, Forgotten, Moved, Said
from gothmud.wire import Act, ActResult
from typeclasses import floors, papers, views
from typeclasses.acts import TYPED, Refusal
from typeclasses.ahead import look_ahead
from typeclasses.boards import pin, unpin
from typeclasses.channel import channel
from typeclasses.characters import ACTED, Character
from typeclasses.chronicle import Show
from typeclasses.city import the_city
from typeclasses.doing import done, in_earshot, person, who, words
from typeclasses.exits import Exit
from typeclasses.handling import drop, get, give, show, thing_among
from typeclasses.photos import photo
from typeclasses.post import letters, write
from typeclasses.props import use
from typeclasses.quiet import hush, listen
from typeclasses.rumors import townspeople
from typeclasses.sleeping import shake, sleep, wake
from world.floor.lines import Mode

Verb = Callable[[Character, Act], ActResult]


def _utter(body: Character, act: Act, mode: Mode, hearers: list[int], to: Character | None = None) -> ActResult:
    text = words(body, act.text, mode)
    line = floors.admitted(body, text, mode, to, act.cause)
    turn = line.turn if line else None
    shown = {
        "who": body.id, "called": body.key, "mode": mode, "text": text, "human": body.tier == "human",
        "to": to.id if to else None, "to_called": to.key if to else "", "turn": turn,
    }  # fmt: skip
    event = the_city().chronicle.happen(
        Said, Show(wire.SayEvent, shown, hearers), cause=act.cause, room=body.location.id, mode=mode, text=text,
        to=to.id if to else None, turn=turn, **who(body),
    )  # fmt: skip
    if line:
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
    way = next((each for each in body.location.all_ways() if each.id == act.exit), None)
    if way is None:
        raise Refusal("There is no such way out of here.")
    if why := way.barred(body):
        raise Refusal(why)
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
    transaction.on_commit(lambda: _show_company(body, origin, room), robust=True)  # it keeps no event from the record
    event = the_city().chronicle.happen(
        Moved, leave, arrive, cause=cause, origin=origin.id if origin else None, room=room.id,
        way=way.key if way else "", **who(body),
    )  # fmt: skip
    _show_move(body, origin, room)
    return event


def _show_company(body: Character, origin: Any, room: Any) -> None:
    """Show the others that a body is no longer there, and is here: before they perceive that it went and came."""
    views.show(wire.RemovePlayer(id=body.id, who=body.key), origin.people() if origin else [])
    views.show(wire.AddPlayer(**views.someone(body)), [each for each in room.people() if each is not body])


def _show_move(body: Character, origin: Any, room: Any) -> None:
    def show() -> None:
        body.show_surroundings()
        body.see_place("\n")
        floors.left(body, origin)
        floors.came(body, room)
        look_ahead(body, room)

    transaction.on_commit(show)


def look(body: Character, act: Act) -> ActResult:
    """Look at the room, a person, a thing, or a detail by its word."""
    room = body.location
    if act.person:
        target = body if act.person == body.id else person(body, act)
        return done(act, seen=target.return_appearance(body))
    if act.thing:
        thing = thing_among(act, [*room.things(), *body.things()], "That is not here.")
        return done(act, seen=thing.return_appearance(body))
    if act.text:
        details = room.db.details or {}
        if (seen := details.get(act.text.strip().casefold())) is None:
            raise Refusal(f"You see no '{act.text.strip()[:40]}' here.")
        return done(act, seen=seen)
    return done(act, seen=room.return_appearance(body, links=act.id == TYPED and body.clicks))


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
