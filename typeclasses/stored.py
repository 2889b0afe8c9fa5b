"""The city as the database has it, taken apart into pieces: a handful of queries, however large it is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from evennia.utils.dbserialize import deserialize

from typeclasses.places import CITY_ID, PERSON_ID, THING_ID, city_file
from typeclasses.stock import ObjectDB
from world.building import CITY, Piece, exit_id, plain_words, shape_fields

Found = dict[int, Any]  # by the number of an object
Which = dict[str, str]  # of all objects, as Django filters them
ROOMS = {"db_tags__db_category": CITY_ID}
WAYS = {"db_location__db_tags__db_category": CITY_ID, "db_destination__db_tags__db_category": CITY_ID}
THINGS = {"db_tags__db_category": THING_ID}
PEOPLE = {"db_tags__db_category": PERSON_ID}


def stored_pieces() -> list[Piece]:
    """Return all pieces of the stored city; none before the first build."""
    rooms = dict(ObjectDB.objects.filter(**ROOMS).values_list("id", "db_tags__db_key"))
    return [*_rooms(rooms), *_ways(rooms), *_things(rooms), *_people(rooms), *_city()]


def _rooms(rooms: Found) -> Iterator[Piece]:
    fields = _attributes("room", ROOMS)
    for number, name in ObjectDB.objects.filter(**ROOMS).values_list("id", "db_key"):
        yield Piece("room", rooms[number], "", {"name": name, **fields[number]})


def _ways(rooms: Found) -> Iterator[Piece]:
    fields, aliases = _attributes("exit", WAYS), _aliases(WAYS)
    rows = ObjectDB.objects.filter(**WAYS).values_list("id", "db_key", "db_location_id", "db_destination_id").distinct()
    for number, name, place, to in rows:
        known = {"name": name, "to": rooms[to], **aliases[number], **fields[number]}
        yield Piece("exit", exit_id(rooms[place], name), rooms[place], known)


def _things(rooms: Found) -> Iterator[Piece]:
    """A thing belongs where its home is, wherever somebody has carried it."""
    fields, aliases = _attributes("thing", THINGS), _aliases(THINGS)
    rows = ObjectDB.objects.filter(**THINGS).values_list("id", "db_tags__db_key", "db_key", "db_home_id")
    for number, thing, name, home in rows:
        if home in rooms:
            yield Piece("thing", thing, rooms[home], {"name": name, **aliases[number], **fields[number]})


def _people(rooms: Found) -> Iterator[Piece]:
    """What nobody can change in the game is as it was built; name and looks are as they are."""
    found = attributes_of(PEOPLE, ("persona", "desc"))
    rows = ObjectDB.objects.filter(**PEOPLE).values_list("id", "db_tags__db_key", "db_key", "db_home_id")
    for number, person, name, home in rows:
        persona = json.loads(found[number].get("persona", "{}"))
        fields = {**persona, "name": name, "looks": found[number].get("desc", "")}
        yield Piece("person", person, rooms.get(home, ""), fields)


def _city() -> Iterator[Piece]:
    if stored := city_file():
        fields: Any = deserialize(stored)
        yield Piece("city", CITY, "", fields)


def _attributes(kind: Literal["room", "exit", "thing"], which: Which) -> defaultdict[int, dict[str, Any]]:
    return attributes_of(which, shape_fields(kind) - {"name", "to", "aliases"})


def attributes_of(which: Which, names: Iterable[str]) -> defaultdict[int, dict[str, Any]]:
    """Return the attributes of these names, by object."""
    rows = ObjectDB.objects.filter(**which, db_attributes__db_key__in=list(names), db_attributes__db_category=None)
    found: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for number, name, value in rows.values_list("id", "db_attributes__db_key", "db_attributes__db_value"):
        found[number][name] = _plain(value)
    return found


def _aliases(which: Which) -> defaultdict[int, dict[str, Any]]:
    """Return the field ``aliases`` of those that have any."""
    rows = ObjectDB.objects.filter(**which).filter(db_tags__db_tagtype="alias").values_list("id", "db_tags__db_key")
    words: defaultdict[int, list[str]] = defaultdict(list)
    for number, word in rows.distinct():
        words[number].append(word)
    return defaultdict(dict, {number: {"aliases": plain_words(each)} for number, each in words.items()})


def _plain(value: Any) -> Any:
    """Return a stored value as JSON has it: a pair that was stored as a tuple is a list there."""
    return json.loads(json.dumps(value, default=list))
