"""The rules that a city's files must keep among each other: pure, and each finding names its line."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from gothmud.errors import nearest
from gothmud.needs import needs
from gothmud.persona import Persona
from world.check_dice import check_dice
from world.check_props import check_props
from world.hours import is_open
from world.schema import CityFile, Room
from world.source import Source

PlacedRoom = tuple[Room, Source, int]
PlacedPerson = tuple[Persona, Source]


def check(city: CityFile, source: Source, rooms: list[PlacedRoom], cast: list[PlacedPerson]) -> list[str]:
    """Return every finding, one readable line each; an empty list for a sound city."""
    known = {room.id: room for room, _, _ in rooms}
    found = [
        *_doubled(rooms, cast),
        *_districts(city, rooms),
        *_things(rooms),
        *_exits(known, rooms),
        *_people(known, cast),
        *_needs(rooms, cast),
        *check_props(rooms, [person.id for person, _ in cast]),
        *_closed(known, cast),
        *_curfew(city, source, rooms),
        *_homes(rooms, cast),
    ]
    if city.start not in known:
        found.append(f"{source.where('start')}: start '{city.start}' is no room{nearest(city.start, known)}")
    elif not found:
        found += _unreachable(city.start, known, rooms)
    return found


def _doubled(rooms: list[PlacedRoom], cast: list[PlacedPerson]) -> Iterator[str]:
    """Return what has one name twice. Lines are only looked up for what is found: that takes a second reading."""
    things = [
        (each, source, (index, "things", number))
        for room, source, index in rooms
        for number, each in enumerate(room.things)
    ]
    for what, places in (
        ("room id", [(room.id, source, (index,)) for room, source, index in rooms]),
        ("room name", [(room.name, source, (index,)) for room, source, index in rooms]),
        ("thing id", [(thing.id, source, loc) for thing, source, loc in things]),
        ("person id", [(person.id, source, ("id",)) for person, source in cast]),
        ("person name", [(person.name, source, ("name",)) for person, source in cast]),
    ):
        counts = Counter(_folded(name) for name, _, _ in places)
        yield from (
            f"{source.where(*loc)}: {what} '{name}' stands twice"
            for name, source, loc in places
            if counts[_folded(name)] > 1
        )


def _folded(name: str) -> str:
    """Return a name as it is compared: full-width letters and the like are the plain ones."""
    return unicodedata.normalize("NFKC", name).casefold()


def _districts(city: CityFile, rooms: list[PlacedRoom]) -> Iterator[str]:
    known = {each.id for each in city.districts}
    for room, source, index in rooms:
        if room.district not in known:
            yield f"{source.where(index, 'district')}: '{room.district}' is no district{nearest(room.district, known)}"


def _things(rooms: list[PlacedRoom]) -> Iterator[str]:
    for room, source, index in rooms:
        for number, thing in enumerate(room.things):
            if thing.kind and thing.takeable:
                at = source.where(index, "things", number, "takeable")
                yield f"{at}: '{thing.name}' is a {thing.kind} and can be taken away; expected takeable: false"


def _exits(known: dict[str, Room], rooms: list[PlacedRoom]) -> Iterator[str]:
    ways = {room.id: {way.to for way in room.exits} for room, _, _ in rooms}
    for room, source, index in rooms:
        words = Counter(_folded(word) for way in room.exits for word in {way.name, *way.aliases})
        for number, way in enumerate(room.exits):
            loc = (index, "exits", number)
            if way.to not in known:
                yield f"{source.where(*loc, 'to')}: exit '{way.name}' leads to '{way.to}', which is no room{nearest(way.to, known)}"
            elif not way.one_way and room.id not in ways[way.to]:
                yield f"{source.where(*loc, 'to')}: no way back from '{way.to}' to '{room.id}'; add one, or say 'one_way: true'"
            for word in {way.name, *way.aliases}:
                if words[_folded(word)] > 1:
                    yield f"{source.where(*loc)}: exit '{word}' stands twice in room '{room.id}'"


def _homes(rooms: list[PlacedRoom], cast: list[PlacedPerson]) -> Iterator[str]:
    """Return the homes that are nobody's."""
    owned = {person.home for person, _ in cast}
    for room, source, index in rooms:
        if room.kind == "home" and room.id not in owned:
            yield f"{source.where(index, 'kind')}: '{room.id}' is a home and nobody's; give it to somebody by 'home: {room.id}'"


def _needs(rooms: list[PlacedRoom], cast: list[PlacedPerson]) -> Iterator[str]:
    named: list[tuple[str, Source, tuple[Any, ...]]] = [
        (need, source, (index, "meets", need)) for room, source, index in rooms for need in room.meets
    ]
    named += [(need, source, ("needs", need)) for person, source in cast for need in person.needs]
    for need, source, loc in named:
        if need not in needs():
            yield f"{source.where(*loc)}: '{need}' is no need{nearest(need, needs()) or f'; there are {", ".join(needs())}'}"


def _people(known: dict[str, Room], cast: list[PlacedPerson]) -> Iterator[str]:
    for person, source in cast:
        if person.home not in known:
            yield f"{source.where('home')}: home '{person.home}' is no room{nearest(person.home, known)}"
        elif known[person.home].tram:
            yield f"{source.where('home')}: home '{person.home}' is a tram; nobody can live in one"
        for number, line in enumerate(person.plan):
            if line.place not in known:
                at = source.where("plan", number, "place")
                yield f"{at}: place '{line.place}' is no room{nearest(line.place, known)}"
            elif known[line.place].tram:
                yield f"{source.where('plan', number, 'place')}: place '{line.place}' is a tram; nobody can plan for one"
        yield from _stubborn(person, source)
        yield from check_dice(person, source, known.values(), [each for each, _ in cast])
        if person.tier != "dice" and len(person.prose) < 40:
            yield f"{source.path}: {person.name} has no prose below the front matter; minds need some"


def _closed(known: dict[str, Room], cast: list[PlacedPerson]) -> Iterator[str]:
    """Yield lines of plans that begin at a closed door."""
    for person, source in cast:
        for number, line in enumerate(person.plan):
            room = known.get(line.place)
            if room and person.id not in room.staff and not is_open(room.open, datetime.strptime(line.at, "%H:%M")):
                at = source.where("plan", number, "at")
                yield f"{at}: '{room.id}' is open {room.open}, not at {line.at}; move the line, or name '{person.id}' in its staff"


def _curfew(city: CityFile, source: Source, rooms: list[PlacedRoom]) -> Iterator[str]:
    book = city.curfew and city.curfew.noted_in
    things = [thing.id for room, _, _ in rooms for thing in room.things]
    if book and book not in things:
        yield f"{source.where('curfew', 'noted_in')}: noted_in '{book}' is no thing{nearest(book, things)}"


def _stubborn(person: Persona, source: Source) -> Iterator[str]:
    if person.stubborn is None:
        return
    if person.tier != "short":
        yield f"{source.where('stubborn')}: stubborn: found for tier '{person.tier}'; expected tier 'short'"
    if not person.stubborn.shows and not person.stubborn.never:
        yield f"{source.where('stubborn')}: stubborn: found neither 'shows' nor 'never'; expected words to check an answer by"
    for number, line in enumerate(person.stubborn.lines):
        if not person.stubborn.holds(line):
            yield f"{source.where('stubborn', 'lines', number)}: '{line}' gives in; expected a line that holds on by 'shows' and 'never'"


def _unreachable(start: str, known: dict[str, Room], rooms: list[PlacedRoom]) -> Iterator[str]:
    reached, edge = {start}, {start}
    while edge:
        edge = {way.to for each in edge for way in known[each].exits} - reached
        reached |= edge
    for room, source, index in rooms:
        if room.id not in reached:
            yield f"{source.where(index)}: no way leads from '{start}' to '{room.id}'"
