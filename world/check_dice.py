"""The rules that a dice NPC's tables must keep: rooms, people and moods that exist. Each finding names its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from gothmud.errors import nearest
from gothmud.persona import Persona
from gothmud.tables import Mood, Reply
from world.schema import Room
from world.source import Source

TABLES = ("replies", "greetings", "gifts", "habits")
LEG_TABLES = ("leaving", "arriving")


def check_dice(person: Persona, source: Source, rooms: Collection[Room], cast: Iterable[Persona]) -> Iterator[str]:
    """Return every finding in one person's tables, one readable line each."""
    things = [thing for room in rooms for thing in room.things]
    offers = {f"{each.verb} {thing.name}" for thing in things for each in thing.verbs}
    known = [room.id for room in rooms]
    people = [name for each in cast for name in (each.id, each.name)]
    yield from _moods(person.dice.moods, source)
    yield from _legs(person, source, known)
    for loc, row in _rows(person):
        yield from _places(row, source, loc, known)
        yield from _names(row, source, loc, people)
        if row.use and row.use not in offers:
            yield f"{source.where(*loc, 'use')}: use '{row.use}' is nothing that a thing is for{nearest(row.use, offers)}"
        yield from _feelings(row, source, loc, person.dice.moods)
        yield from _misplaced(row, source, loc)


def _rows(person: Persona) -> Iterator[tuple[tuple[Any, ...], Reply]]:
    """Return each row of all tables with where it stands."""
    for table in TABLES:
        for number, row in enumerate(getattr(person.dice, table)):
            yield ("dice", table, number), row
    for leg, each in enumerate(person.dice.round):
        for table in LEG_TABLES:
            for number, row in enumerate(getattr(each, table)):
                yield ("dice", "round", leg, table, number), row


def _moods(moods: dict[str, Mood], source: Source) -> Iterator[str]:
    for name, mood in moods.items():
        if mood.words and not isinstance(mood.start, str):
            at = source.where("dice", "moods", name, "words")
            yield f"{at}: mood '{name}' starts as a number ({mood.start:g}); expected no words"


def _legs(person: Persona, source: Source, rooms: list[str]) -> Iterator[str]:
    counts = Counter(each.at for each in person.dice.round)
    for number, leg in enumerate(person.dice.round):
        if leg.to not in rooms:
            yield f"{source.where('dice', 'round', number, 'to')}: to '{leg.to}' is no room{nearest(leg.to, rooms)}"
        if counts[leg.at] > 1:
            yield f"{source.where('dice', 'round', number, 'at')}: a leg at {leg.at} stands twice; one hour, one room"


def _places(row: Reply, source: Source, loc: tuple[Any, ...], rooms: list[str]) -> Iterator[str]:
    if row.go and row.go not in rooms:
        yield f"{source.where(*loc, 'go')}: go '{row.go}' is no room{nearest(row.go, rooms)}"
    for each in row.rooms:
        if each not in rooms:
            yield f"{source.where(*loc, 'rooms')}: rooms: '{each}' is no room{nearest(each, rooms)}"


def _names(row: Reply, source: Source, loc: tuple[Any, ...], people: list[str]) -> Iterator[str]:
    folded = {each.casefold() for each in people}
    for each in row.names:
        if each.casefold() not in folded:
            yield f"{source.where(*loc, 'names')}: names: '{each}' is nobody of the cast{nearest(each, people)}"


def _feelings(row: Reply, source: Source, loc: tuple[Any, ...], moods: dict[str, Mood]) -> Iterator[str]:
    for field in ("mood", "sets", "adds"):
        for name, value in getattr(row, field).items():
            at = source.where(*loc, field, name)
            if name not in moods:
                yield f"{at}: {field}: '{name}' is no mood of this person{nearest(name, moods) or _declare(moods)}"
            elif field == "adds" and isinstance(moods[name].start, str):
                yield f"{at}: adds: mood '{name}' is a word; expected 'sets: {{{name}: WORD}}'"
            else:
                yield from (f"{at}: {field}: {each}" for each in _unlike(name, moods[name], value))


def _declare(moods: dict[str, Mood]) -> str:
    return f"; expected one of {', '.join(moods)}" if moods else "; declare it under dice.moods"


def _unlike(name: str, mood: Mood, value: float | str | list[str]) -> Iterator[str]:
    """Return what is wrong with a value for a mood: a word for a number, a number for a word, a word it never has."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(mood.start, str):
            words = [mood.start, *mood.words]
            if each not in words:
                near = nearest(str(each), words) or f"; expected one of {', '.join(words)}"
                yield f"mood '{name}' is never '{each}'{near}"
        elif isinstance(each, str) and ".." not in each:
            yield f"mood '{name}' is a number; found '{each}', expected 3 or 3..8"


def _misplaced(row: Reply, source: Source, loc: tuple[Any, ...]) -> Iterator[str]:
    """Return conditions that can never hold where the row stands."""
    if row.words and loc[1] not in ("replies", "gifts"):
        yield f"{source.where(*loc, 'words')}: words: nothing is heard in {loc[1]}; expected them in replies or gifts"
