"""The rules that props, doors, hours and trams must keep: states, things, people and rooms that exist, verbs that can
come about. Each finding names its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gothmud import wire
from gothmud.errors import nearest
from world.prop_schema import Change, Part, Prop
from world.schema import Room, Thing
from world.source import Source

PlacedRoom = tuple[Room, Source, int]
Loc = tuple[Any, ...]
TYPED = frozenset(
    "about ask city cr cre create date fidget grab help inventory letter mail map password photograph pose quit read screenreader shout skip take tell time tutorial walk weather who".split()
)  # words that mean something else when typed


def check_props(rooms: list[PlacedRoom], people: list[str]) -> Iterator[str]:
    """Yield every finding in things, ways and hours, one readable line each."""
    things = {thing.id: thing for room, _, _ in rooms for thing in room.things}
    by_id = {each.id: each for each, _, _ in rooms}
    homes = [*by_id, *people]
    for room, source, index in rooms:
        for number, thing in enumerate(room.things):
            loc = (index, "things", number)
            yield from _thing(thing, things, homes, source, loc)
            yield from _changes(thing, things, source, loc)
        yield from _doors(room, things, source, index)
        yield from _hours(room, people, source, index)
        yield from _tram(room, by_id, source, index)


def _thing(thing: Thing, things: Mapping[str, Thing], homes: list[str], source: Source, loc: Loc) -> Iterator[str]:
    """Yield what is wrong with a thing itself: where it is from, and words for counts."""
    if thing.inside and thing.inside not in things:
        yield f"{source.where(*loc, 'inside')}: inside '{thing.inside}' is no thing{nearest(thing.inside, things)}"
    if thing.belongs and thing.belongs not in homes:
        yield f"{source.where(*loc, 'belongs')}: belongs '{thing.belongs}' is no room and nobody of the cast{nearest(thing.belongs, homes)}"
    if thing.kind and (thing.state or thing.verbs):
        yield f"{source.where(*loc, 'kind')}: '{thing.name}' is a {thing.kind}; expected no state and no verbs of its own"
    for name, part in thing.state.items():
        if isinstance(part.start, int) and (part.words or not 0 <= part.start <= part.top):
            yield f"{source.where(*loc, 'state', name)}: '{name}' counts from {part.start}; expected no words, and 0 to {part.top}"
        elif isinstance(part.start, str) and part.most is not None:
            yield f"{source.where(*loc, 'state', name)}: '{name}' is a word; expected no 'most'"


def _changes(thing: Thing, things: Mapping[str, Thing], source: Source, loc: Loc) -> Iterator[str]:
    """Yield what is wrong with verbs, wears and looks."""
    for table in ("verbs", "wears", "looks"):
        for number, row in enumerate(getattr(thing, table)):
            at = (*loc, table, number)
            yield from _wanted(thing, row.state, source, (*at, "state"))
            if isinstance(row, Change):
                yield from _set(thing, row, source, at)
                yield from _others(thing, row, things, source, at)
    for number, verb in enumerate(thing.verbs):
        if verb.verb in wire.VERBS or verb.verb in TYPED:
            yield f"{source.where(*loc, 'verbs', number, 'verb')}: everybody can '{verb.verb}' already; expected a word of the thing's own"
    for number, wear in enumerate(thing.wears):
        if (wear.every is None) == (wear.chance is None):
            yield f"{source.where(*loc, 'wears', number)}: expected one of 'every' (in time) and 'chance' (by use)"


def _wanted(thing: Prop, wants: Mapping[str, Any], source: Source, loc: Loc) -> Iterator[str]:
    """Yield conditions on a state that can never hold."""
    for name, want in wants.items():
        at = source.where(*loc, name)
        if (part := thing.state.get(name)) is None:
            yield f"{at}: '{name}' is no state of this thing{nearest(name, thing.state) or _declared(thing)}"
            continue
        wrong = [each for each in (want if isinstance(want, list) else [want]) if not _can_be(part, each)]
        yield from (f"{at}: '{name}' is never {each!r}{_instead(part, each)}" for each in wrong)
        if not wrong and isinstance(part.start, str) and not _comes_about(thing, name, want):
            yield f"{at}: nothing sets '{name}' to {want!r}, so this never fits; set it in a verb or in wears"


def _set(thing: Prop, change: Change, source: Source, loc: Loc) -> Iterator[str]:
    for name, value in change.sets.items():
        at = source.where(*loc, "sets", name)
        if (part := thing.state.get(name)) is None:
            yield f"{at}: '{name}' is no state of this thing{nearest(name, thing.state) or _declared(thing)}"
        elif not _can_be(part, value) or (isinstance(part.start, int) and not isinstance(value, int)):
            yield f"{at}: '{name}' is never {value!r}{_instead(part, value)}"
    for name in change.adds:
        at = source.where(*loc, "adds", name)
        if (part := thing.state.get(name)) is None:
            yield f"{at}: '{name}' is no state of this thing{nearest(name, thing.state) or _declared(thing)}"
        elif isinstance(part.start, str):
            yield f"{at}: '{name}' is a word; expected 'sets: {{{name}: WORD}}'"


def _others(thing: Thing, change: Change, things: Mapping[str, Thing], source: Source, loc: Loc) -> Iterator[str]:
    """Yield other things that a rule names and nobody could bring."""
    for field in ("holds", "takes", "gives", "returns"):
        if (named := getattr(change, field, None)) is None:
            continue
        at = source.where(*loc, field)
        if (other := things.get(named)) is None:
            yield f"{at}: {field} '{named}' is no thing{nearest(named, things)}"
        elif not other.takeable:
            yield f"{at}: {field} '{named}', which nobody can carry; expected takeable: true in its own entry"
        elif other.inside and other.inside != thing.id and not _given_by(things.get(other.inside), named):
            yield f"{at}: {field} '{named}', which nobody can find: it is inside '{other.inside}', which never gives it"
        elif field == "gives" and other.inside != thing.id and named not in [each.takes for each in thing.verbs]:
            yield f"{at}: gives '{named}', which is never in it; expected 'inside: {thing.id}' there, or a verb that takes it"


def _given_by(holder: Thing | None, named: str) -> bool:
    return holder is not None and any(named == each.gives for each in holder.verbs)


def _doors(room: Room, things: Mapping[str, Thing], source: Source, index: int) -> Iterator[str]:
    for number, way in enumerate(room.exits):
        if way.door is None:
            continue
        loc = (index, "exits", number, "door")
        if (door := things.get(way.door.thing)) is None:
            yield f"{source.where(*loc, 'thing')}: door '{way.door.thing}' is no thing{nearest(way.door.thing, things)}"
        else:
            yield from _wanted(door, way.door.state, source, (*loc, "state"))


def _hours(room: Room, people: list[str], source: Source, index: int) -> Iterator[str]:
    for each in room.staff:
        if each not in people:
            yield f"{source.where(index, 'staff')}: staff '{each}' is nobody of the cast{nearest(each, people)}"


def _tram(room: Room, rooms: Mapping[str, Room], source: Source, index: int) -> Iterator[str]:
    for number, stop in enumerate(room.tram):
        at = source.where(index, "tram", number, "room")
        if stop.room not in rooms:
            yield f"{at}: stop '{stop.room}' is no room{nearest(stop.room, rooms)}"
        elif stop.room not in [way.to for way in room.exits]:
            yield f"{at}: no way out at stop '{stop.room}'; add an exit to it"
        elif room.id not in [way.to for way in rooms[stop.room].exits]:
            yield f"{at}: no way in at stop '{stop.room}'; add an exit to '{room.id}' there"


def _can_be(part: Part, value: int | str) -> bool:
    """Return whether a part can have a value, or one within a span."""
    if isinstance(part.start, str):
        return value in (part.start, *part.words)
    if isinstance(value, int):
        return 0 <= value <= part.top
    least, dots, most = value.partition("..")
    return bool(dots) and int(least or 0) <= part.top and int(most or 0) >= 0


def _comes_about(thing: Prop, name: str, want: str | list[str]) -> bool:
    """Return whether a word is how it starts or what something sets."""
    words = {thing.state[name].start, *(each.sets.get(name) for each in (*thing.verbs, *thing.wears))}
    return any(each in words for each in (want if isinstance(want, list) else [want]))


def _instead(part: Part, value: Any) -> str:
    if isinstance(part.start, int):
        return f"; expected 0 to {part.top}, or a span such as 1.."
    words = [part.start, *part.words]
    return nearest(str(value), words) or f"; expected one of {', '.join(words)}"


def _declared(thing: Prop) -> str:
    return f"; expected one of {', '.join(thing.state)}" if thing.state else "; declare it under 'state'"
