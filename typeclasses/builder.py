"""Bring the database to what a city's files say: rooms, exits, things and people keep their ids and their history."""

from __future__ import annotations

from typing import Any

from evennia import create_object
from evennia.utils import create

from gothmud.clock import Clock
from gothmud.persona import Persona, planned
from typeclasses.city import stored_reading
from typeclasses.names import TAKEN
from typeclasses.places import CITY_ID, START, by_city_id
from typeclasses.stock import AccountDB, ObjectDB, ServerConfig, atomic
from world.lookalikes import skeleton
from world.schema import CityPlan, Exit, Room, Thing

ROOM, EXIT = "typeclasses.rooms.Room", "typeclasses.exits.Exit"
THINGS = {
    "": "typeclasses.things.Thing", "board": "typeclasses.boards.Board", "postbox": "typeclasses.post.Postbox",
}  # fmt: skip
PEOPLE = {"dice": "typeclasses.dice.DicePerson"}
PERSON_ID, THING_ID = "person_id", "thing_id"  # tag categories
CAST = "cast"  # tag category of accounts
LIMBO = 2  # Evennia's number for it


def build(plan: CityPlan) -> dict[str, int]:
    """Make or change everything of ``plan`` in one transaction; return how many of each kind were new."""
    made = {"rooms": 0, "exits": 0, "things": 0, "people": 0}
    names = {each.id: each.name for each in plan.city.districts}
    with atomic():
        for room in plan.rooms:
            made["rooms"] += _room(room, names[room.district])
        for room in plan.rooms:
            place = by_city_id(room.id)
            made["exits"] += sum(_exit(place, each) for each in room.exits)
            made["things"] += sum(_thing(place, each) for each in room.things)
        for person in plan.cast:
            made["people"] += _person(person)
        _fetch_keeper(by_city_id(plan.city.start))
        ServerConfig.objects.conf(START, plan.city.start)
        ServerConfig.objects.conf(TAKEN, sorted(_taken(plan.cast)))
    return made


def _fetch_keeper(start: Any) -> None:
    """Let the keeper's character begin where strangers do, not in Limbo; until then it stands nowhere in sight."""
    keeper = ObjectDB.objects.filter(id=1).first()
    if keeper is not None and (keeper.location is None or keeper.location.id == LIMBO):
        keeper.home = keeper.db.prelogout_location = start
        keeper.location = None


def _taken(cast: list[Persona]) -> set[str]:
    return {skeleton(word) for each in cast for word in (each.name, each.role.removeprefix("the "), *each.aliases)}


def _tagged(key: str, category: str) -> Any | None:
    return ObjectDB.objects.filter(db_tags__db_key=key.lower(), db_tags__db_category=category).first()


def _set(target: Any, **data: Any) -> None:
    """Write only the attributes that differ: a rebuild of an unchanged city touches nothing."""
    for key, value in data.items():
        if target.attributes.get(key) != value:
            target.attributes.add(key, value)


def _room(room: Room, area: str) -> bool:
    place = by_city_id(room.id)
    if new := place is None:
        place = create_object(ROOM, key=room.name, nohome=True, tags=[(room.id, CITY_ID)])
    if place.key != room.name:
        place.key = room.name
    details = {key.casefold(): value for key, value in room.details.items()}
    lines = dict(room.lines)
    _set(place, desc=room.desc.strip(), area=area, kind=room.kind, at=room.at, lines=lines, details=details)
    return new


def _exit(place: Any, way: Exit) -> bool:
    target = by_city_id(way.to)
    found = next((each for each in place.exits if each.key == way.name), None)
    if found is None:
        create_object(EXIT, key=way.name, location=place, destination=target, home=place, aliases=way.aliases)
        return True
    if found.destination != target:
        found.destination = target
    return False


def _thing(place: Any, thing: Thing) -> bool:
    found = _tagged(thing.id, THING_ID)
    if new := found is None:
        path = THINGS[thing.kind]
        found = create_object(path, key=thing.name, location=place, home=place, tags=[(thing.id, THING_ID)])
        found.locks.add("get:false()")
    elif not found.is_typeclass(THINGS[thing.kind], exact=True):
        found.swap_typeclass(THINGS[thing.kind])
    found.aliases.add([each for each in thing.aliases if each not in found.aliases.all()])
    _set(found, desc=thing.desc.strip(), takeable=thing.takeable, uses=[(each.you, each.others) for each in thing.uses])
    return new


def _person(person: Persona) -> bool:
    body = _tagged(person.id, PERSON_ID)
    home = by_city_id(person.home)
    if new := body is None:
        path = PEOPLE.get(person.tier, "typeclasses.characters.Character")
        body = create_object(
            path, key=person.name, location=by_city_id(_place(person)), home=home, tags=[(person.id, PERSON_ID)]
        )
        if person.tier != "dice":
            _account(person, body)
    _set(
        body, desc=person.looks, tier=person.tier, role=person.role, person=person.id, aliases=list(person.aliases), concerns=list(person.concerns),
        dice=person.dice.model_dump_json(),
    )  # fmt: skip
    body.aliases.add([each for each in person.aliases if each not in body.aliases.all()])
    body.ndb.dice = None
    return new


def _place(person: Persona) -> str:
    """Return the room where somebody stands at this hour: by the plan, by the round, else at home."""
    now = Clock(stored_reading()).now()
    line, leg = planned(person.plan, now), planned(person.dice.round, now)
    return line.place if line else leg.to if leg else person.home


def _account(person: Persona, body: Any) -> None:
    """Give a mind's body an ordinary player's account that no password opens."""
    account = AccountDB.objects.filter(db_tags__db_key=person.id, db_tags__db_category=CAST).first()
    if account is None:
        account = create.create_account(f"cast-{person.id}", None, None, tags=[(person.id, CAST)])
        account.set_unusable_password()
        account.save()
    account.characters.add(body)
    account.db._last_puppet = body
    body.locks.add(f"puppet:pid({account.id}) or perm(Developer);delete:false();edit:false()")
