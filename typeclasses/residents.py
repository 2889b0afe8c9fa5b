"""People of the cast as steps of a build let them move in, change and move out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from evennia import create_object
from evennia.utils import create

from gothmud.clock import Clock
from gothmud.persona import Persona, planned
from typeclasses.city import stored_reading
from typeclasses.places import PERSON_ID, by_city_id, existing, tagged
from typeclasses.stock import AccountDB
from world.building import Piece, Step

BODY, DICE_BODY = "typeclasses.characters.Character", "typeclasses.dice.DicePerson"
CAST = "cast"  # tag category of accounts
FORMER = "former_person_id"  # tag category of bodies whose people have moved out
Bring = Callable[[Any, Any], None]  # a body, and the room to which it is brought


def person(step: Step) -> None:
    """Let somebody move in (back into their old body, if they have one), or change them."""
    piece = step.piece
    who = Persona.model_validate({**piece.fields, "id": piece.id, "home": piece.place})
    home, path = by_city_id(who.home), DICE_BODY if who.tier == "dice" else BODY
    body = tagged(who.id, PERSON_ID) or _back(who)
    if body is None:
        body = create_object(path, key=who.name, location=_place(who), home=home, tags=[(who.id, PERSON_ID)])
    elif body.typeclass_path != path:
        body.swap_typeclass(path)
    _clothe(body, who, piece)
    body.home = home
    if who.tier != "dice":
        _account(who, body)


def move_out(piece: Piece) -> None:
    """Let somebody leave the city. The body is kept, out of sight, for the day they come back; what it carries stays."""
    body = existing(piece.id, PERSON_ID)
    for each in body.things():
        each.location = body.location or each.home
    for account in AccountDB.objects.filter(db_tags__db_key=piece.id, db_tags__db_category=CAST):
        account.unpuppet_all()
        account.tags.remove(piece.id, category=CAST)
    body.attributes.remove("tier")  # what has no tier and no player is nobody's to see
    body.tags.remove(piece.id, category=PERSON_ID)
    body.tags.add(piece.id, category=FORMER)
    body.location = None


def put(body: Any, room: Any) -> None:
    """Put a body into a room while nobody looks."""
    body.location = room


def _back(who: Persona) -> Any | None:
    """Return the body of somebody who lived here before, brought back; None for a newcomer."""
    body = tagged(who.id, FORMER)
    if body is not None:
        body.tags.remove(who.id, category=FORMER)
        body.tags.add(who.id, category=PERSON_ID)
        body.location = _place(who)
    return body


def _place(who: Persona) -> Any:
    """Return the room where somebody stands at this hour: by the plan, by the round, else at home."""
    now = Clock(stored_reading()).now()
    line, leg = planned(who.plan, now), planned(who.dice.round, now)
    return by_city_id(line.place if line else leg.to if leg else who.home)


def _clothe(body: Any, who: Persona, piece: Piece) -> None:
    """Write what differs of a body's data; ``persona`` has all of it, for the next comparison."""
    data = {
        "desc": who.looks, "tier": who.tier, "role": who.role, "person": who.id, "aliases": list(who.aliases),
        "concerns": list(who.concerns), "dice": who.dice.model_dump_json(), "persona": json.dumps(dict(piece.fields)),
    }  # fmt: skip
    for key, value in data.items():
        if body.attributes.get(key) != value:
            body.attributes.add(key, value)
    if body.key != who.name:
        body.key = who.name
    body.aliases.clear()
    body.aliases.add(list(who.aliases))
    body.ndb.dice = None


def _account(who: Persona, body: Any) -> None:
    """Give a mind's body an ordinary player's account that no password opens."""
    account = AccountDB.objects.filter(username=f"cast-{who.id}").first()
    if account is None:
        account = create.create_account(f"cast-{who.id}", None, None)
        account.set_unusable_password()
        account.save()
    account.tags.add(who.id, category=CAST)
    account.characters.add(body)
    account.db._last_puppet = body
    body.locks.add(f"puppet:pid({account.id}) or perm(Developer);delete:false();edit:false()")
