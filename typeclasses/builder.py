"""Bring the database to what a city's files say: rooms, exits, things and people keep their ids and their history."""

from __future__ import annotations

from typing import Any

from evennia import create_object
from evennia.utils import create

from gothmud.clock import Clock
from gothmud.persona import Persona, planned
from typeclasses.city import stored_reading
from typeclasses.hours import CURFEW
from typeclasses.names import TAKEN
from typeclasses.places import BY_ITSELF, CITY_ID, START, THING_ID, by_city_id, by_thing_id
from typeclasses.stock import AccountDB, ObjectDB, ServerConfig, atomic
from world.lookalikes import skeleton
from world.prop_schema import Prop
from world.schema import CityFile, CityPlan, Exit, Room, Thing

ROOM, EXIT = "typeclasses.rooms.Room", "typeclasses.exits.Exit"
THINGS = {
    "": "typeclasses.things.Thing", "board": "typeclasses.boards.Board", "postbox": "typeclasses.post.Postbox",
}  # fmt: skip
PEOPLE = {"dice": "typeclasses.dice.DicePerson"}
PERSON_ID = "person_id"  # tag category
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
        for room in plan.rooms:
            _join(room)
        for person in plan.cast:
            made["people"] += _person(person)
        _fetch_keeper(by_city_id(plan.city.start))
        ServerConfig.objects.conf(START, plan.city.start)
        _curfew(plan.city)
        ServerConfig.objects.conf(TAKEN, sorted(_taken(plan.cast)))
    return made


def _fetch_keeper(start: Any) -> None:
    """Let the keeper's character begin where strangers do, not in Limbo; until then it stands nowhere in sight."""
    keeper = ObjectDB.objects.filter(id=1).first()
    if keeper is not None and (keeper.location is None or keeper.location.id == LIMBO):
        keeper.home = keeper.db.prelogout_location = start
        keeper.location = None


def _curfew(city: CityFile) -> None:
    kept = ServerConfig.objects.conf(CURFEW) or {}
    rule = city.curfew.model_dump(mode="json") if city.curfew else None
    if rule != kept.get("rule"):
        ServerConfig.objects.conf(CURFEW, {"rule": rule, "on": False} if rule else {})


def _taken(cast: list[Persona]) -> set[str]:
    return {skeleton(word) for each in cast for word in (each.name, each.role.removeprefix("the "), *each.aliases)}


def _tagged(key: str, category: str) -> Any | None:
    return ObjectDB.objects.filter(db_tags__db_key=key.lower(), db_tags__db_category=category).first()


def _set(target: Any, **data: Any) -> None:
    """Write only the attributes that differ: a rebuild of an unchanged city touches nothing."""
    for key, value in data.items():
        if target.attributes.get(key) != value:
            target.attributes.add(key, value)


def _mark(target: Any, **by_itself: bool) -> None:
    """Mark an object with what happens with it by itself, so that the clockwork finds it."""
    have = target.tags.get(category=BY_ITSELF, return_list=True)
    for what, wanted in by_itself.items():
        if wanted and what not in have:
            target.tags.add(what, category=BY_ITSELF)
        elif what in have and not wanted:
            target.tags.remove(what, category=BY_ITSELF)


def _room(room: Room, area: str) -> bool:
    place = by_city_id(room.id)
    if new := place is None:
        place = create_object(ROOM, key=room.name, nohome=True, tags=[(room.id, CITY_ID)])
    if place.key != room.name:
        place.key = room.name
    details = {key.casefold(): value for key, value in room.details.items()}
    lines = dict(room.lines)
    _set(place, desc=room.desc.strip(), area=area, kind=room.kind, at=room.at, lines=lines, details=details)
    tram = [(each.room, each.minutes, each.stands) for each in room.tram]
    _set(place, open=room.open or None, staff=room.staff or None, tram=tram or None)
    _mark(place, hours=bool(room.open), tram=bool(room.tram))
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


def _join(room: Room) -> None:
    """Let ways know their doors, and things lie in what they are in; both may stand in another room's file."""
    place: Any = by_city_id(room.id)
    for way in room.exits:
        thing: Any = by_thing_id(way.door.thing) if way.door else None
        found = next(each for each in place.exits if each.key == way.name)
        _set(found, door=(thing.id, way.door.state) if way.door else None)
    for each in room.things:
        holder = by_thing_id(each.inside) if each.inside else None
        thing = by_thing_id(each.id)
        if holder is not None and thing.home != holder:
            thing.home = thing.location = holder


def _thing(place: Any, thing: Thing) -> bool:
    found = by_thing_id(thing.id)
    if new := found is None:
        path = THINGS[thing.kind]
        found = create_object(path, key=thing.name, location=place, home=place, tags=[(thing.id, THING_ID)])
        found.locks.add("get:false()")
    elif not found.is_typeclass(THINGS[thing.kind], exact=True):
        found.swap_typeclass(THINGS[thing.kind])
    found.aliases.add([each for each in thing.aliases if each not in found.aliases.all()])
    _set(found, desc=thing.desc.strip(), takeable=thing.takeable, uses=[(each.you, each.others) for each in thing.uses])
    _prop(found, thing, new=new)
    return new


def _prop(found: Any, thing: Thing, *, new: bool) -> None:
    """Give a thing its rules; its state stays as far as they still have it."""
    rules = {field: getattr(thing, field) for field in Prop.model_fields}
    text = Prop(**rules).model_dump_json(exclude_defaults=True) if any(rules.values()) else None
    _set(found, prop=text, belongs=thing.belongs, thanks=thing.thanks or None)
    _mark(found, state=bool(thing.state), wears=any(each.every for each in thing.wears))
    if new and thing.belongs:
        found.db.lost = True


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
