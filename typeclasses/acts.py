"""Acts: what any body can do, whoever is in it. A typed line and a mind's message come to the same function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evennia.utils import logger

from gothmud import events, wire
from gothmud.wire import Act, ActResult
from typeclasses import walking
from typeclasses.chronicle import answered, store_answer
from typeclasses.city import the_city
from world.prose import literal

if TYPE_CHECKING:
    from typeclasses.characters import Character

ASLEEP = "You are asleep; 'wake' first."
TYPED = "typed"  # the id of an act that a person typed: its answer is on their screen and isn't stored


class Refusal(Exception):
    """An act that can't be done; ``str()`` is the reason, said to the one who tried."""


def perform(body: Character, act: Act) -> ActResult:
    """Do an act once: effect, event and answer are stored together or not at all.

    An id that was seen before gets the stored answer and nothing happens.
    """
    if act.id != TYPED and (known := answered(body.id, act.id)):
        return known
    try:
        with the_city().chronicle.together():
            return _answered_with(body, _do(body, act))
    except Refusal as refusal:
        return _refused(body, act, str(refusal))
    except Exception:  # noqa: BLE001 - a defect of ours must not take the mind or the player with it
        logger.log_trace(f"act {act.verb} of {body}")
        return _refused(body, act, "Something in the world stuck; nothing happened.")


def do_typed(body: Character, act: Act) -> None:
    """Do what a person typed; tell them why if it can't be done, and what a look showed."""
    result = perform(body, act)
    if not result.ok:
        body.msg(literal(result.reason))  # plain text, as minds get it
        return
    if act.verb in ("look", "letters", "photo") and result.seen:
        body.msg(result.seen, options={"linked": _at_the_place(act)})
    walking.did(body, act.verb)


def _at_the_place(act: Act) -> bool:
    """Return whether an act is a look around."""
    return act.verb == "look" and not (act.person or act.thing or act.text)


def _do(body: Character, act: Act) -> ActResult:
    from typeclasses.verbs import VERBS  # verbs need Refusal from here

    if reason := wire.misfit(act):
        raise Refusal(reason)
    if body.location is None:
        raise Refusal("You are nowhere.")
    if body.asleep and act.verb != "wake":
        raise Refusal(ASLEEP)
    return VERBS[act.verb](body, act)


def _answered_with(body: Character, result: ActResult) -> ActResult:
    if result.id != TYPED:
        store_answer(body.id, result)
    return result


def _refused(body: Character, act: Act, reason: str) -> ActResult:
    city = the_city()
    with city.chronicle.together():
        event = city.chronicle.happen(
            events.Refused, cause=act.cause, who=body.id, name=body.key, tier=body.tier, verb=act.verb, reason=reason
        )
        return _answered_with(body, ActResult(id=act.id, ok=False, reason=reason, event=event.id))
