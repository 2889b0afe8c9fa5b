"""What has to be done so that a stored city is what its files say: pure, the same for a build and for an export.

A city is taken apart into pieces, plain values with an id. Two sets of pieces, those wanted and those that are there, give
the steps from one to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from world.schema import CityPlan, Exit, Room, Thing

Kind = Literal["city", "room", "exit", "thing", "person"]
Do = Literal["create", "change", "move", "remove"]
Key = tuple[Kind, str]
ORDER: tuple[Kind, ...] = (
    "room",
    "exit",
    "thing",
    "person",
    "city",
)  # in which pieces are made; removed the other way round
CITY = "city"  # the id of the one piece that is the city itself
MOVES = ("place", "at", "district")  # fields by which a piece is somewhere else


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a city. ``place`` is the room that it belongs to; empty for rooms and for the city itself."""

    kind: Kind
    id: str
    place: str
    fields: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs; None stands for nothing."""

    field: str
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. ``piece`` is as wanted; of a removal as it is."""

    do: Do
    piece: Piece
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """All that has to be done, in order, and what is there beyond what is wanted, and stays."""

    steps: tuple[Step, ...]
    left: tuple[Piece, ...]

    def counts(self) -> dict[str, int]:
        """Return how many steps of each sort there are."""
        found = Counter(each.do for each in self.steps)
        return {do: found[do] for do in ("create", "change", "move", "remove")}


def compare(wanted: Iterable[Piece], there: Iterable[Piece], *, prune: bool) -> Steps:
    """Return the steps from what is there to what is wanted. With ``prune`` the rest is removed, else it stays.

    Done in their order, they leave a city that can be walked after each: what is in new rooms comes before the
    ways there, and what holds something before what it holds.
    """
    new, old = {each.key: each for each in wanted}, {each.key: each for each in there}
    rest = sorted((old[key] for key in old.keys() - new.keys()), key=lambda each: (ORDER.index(each.kind), each.id))
    steps = [step for key, piece in new.items() if (step := _step(piece, old.get(key)))]
    steps.sort(
        key=lambda each: (ORDER.index(each.piece.kind), ("room", each.piece.place) in old, _depth(each.piece, new))
    )
    removals = [Step("remove", each) for each in reversed(rest)] if prune else []
    return Steps((*steps, *removals), () if prune else tuple(rest))


def _depth(piece: Piece, pieces: Mapping[Key, Piece]) -> int:
    """Return in how many things a thing lies; those of a ring count once."""
    seen: set[str] = set()
    each: Piece | None = piece
    while each and (inside := each.fields.get("inside")) and inside not in seen:
        seen.add(inside)
        each = pieces.get(("thing", inside))
    return len(seen)


def undone(steps: Steps, there: Iterable[Piece]) -> Steps:
    """Return the steps back from what is there, after some or all of ``steps`` were done, to what was before them. What
    they didn't touch stays as it is; what they removed is made anew."""
    touched = {step.piece.key for step in steps.steps}
    before = [_before(step) for step in steps.steps if step.do != "create"]
    return compare(before, [each for each in there if each.key in touched], prune=True)


def _before(step: Step) -> Piece:
    """Return the piece as it was before a step that didn't create it."""
    was = {each.field: each.was for each in step.changes}
    merged = {**step.piece.fields, **was}
    fields = {name: value for name, value in merged.items() if value is not None or name not in was}
    place = str(fields.pop("place", step.piece.place))
    return Piece(step.piece.kind, step.piece.id, place, fields)


def _step(piece: Piece, there: Piece | None) -> Step | None:
    if there is None:
        return Step("create", piece)
    was, now = ({"place": each.place, **each.fields} for each in (there, piece))
    names = dict.fromkeys((*now, *was))
    changes = tuple(Change(each, was.get(each), now.get(each)) for each in names if was.get(each) != now.get(each))
    if not changes:
        return None
    return Step("move" if any(each.field in MOVES for each in changes) else "change", piece, changes)


def pieces_of(plan: CityPlan) -> list[Piece]:
    """Return a checked city taken apart."""
    return [*_places(plan), *_people(plan), Piece("city", CITY, "", values_of(plan.city))]


def _places(plan: CityPlan) -> Iterator[Piece]:
    names = {each.id: each.name for each in plan.city.districts}
    for room in plan.rooms:
        fields = values_of(room, without=("id", "exits", "things"))
        fields["desc"] = room.desc.strip()
        if room.details:
            fields["details"] = {key.casefold(): value for key, value in room.details.items()}
        yield Piece("room", room.id, "", {**fields, "area": names[room.district]})
        for way in room.exits:
            yield Piece("exit", exit_id(room.id, way.name), room.id, _with_plain_aliases(way))
        for thing in room.things:
            yield Piece("thing", thing.id, room.id, {**_with_plain_aliases(thing, "id"), "desc": thing.desc.strip()})


def _people(plan: CityPlan) -> Iterator[Piece]:
    for person in plan.cast:
        yield Piece("person", person.id, person.home, person.model_dump(mode="json", exclude={"id", "home"}))


def exit_id(room: str, name: str) -> str:
    """Return what tells an exit from all others: two rooms may both have a way north."""
    return f"{room}/{name.casefold()}"


def values_of(shape: BaseModel, without: Iterable[str] = ()) -> dict[str, Any]:
    """Return a shape's fields as plain values, less those that are empty as they are by default."""
    dumped = shape.model_dump(mode="json", exclude=set(without))
    empty = {name for name, info in type(shape).model_fields.items() if not info.get_default(call_default_factory=True)}
    return {name: value for name, value in dumped.items() if value or name not in empty}


def _with_plain_aliases(shape: Exit | Thing, *without: str) -> dict[str, Any]:
    """Return the fields; aliases as Evennia keeps them, small and in no order."""
    fields = values_of(shape, without)
    return {**fields, **({"aliases": plain_words(fields["aliases"])} if "aliases" in fields else {})}


def plain_words(words: Iterable[str]) -> list[str]:
    """Return words small, once each, sorted."""
    return sorted({each.strip().lower() for each in words})


def shape_fields(kind: Literal["room", "exit", "thing"]) -> frozenset[str]:
    """Return the names of the fields that a stored piece of this kind may have."""
    shapes: dict[str, type[BaseModel]] = {"room": Room, "exit": Exit, "thing": Thing}
    return frozenset(shapes[kind].model_fields) - {"id", "exits", "things"} | ({"area"} if kind == "room" else set())
