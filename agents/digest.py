"""What a day was, out of its entries: who was met and what was said, where one was, what one did. Pure; no model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agents.recollection import SPOKEN, as_percept
from agents.senses import Percept
from agents.session import Entry

MOST_PEOPLE = 12  # noted in one night: those with whom most was said
TALK = (*SPOKEN, "letter", "arrived")
PAUSE = timedelta(minutes=3)  # after which nobody goes on talking to who spoke last
MOST_LINES = 30  # of one person's talk that a night looks at


@dataclass
class Met:
    """One person of the day: ``lines`` is what they and I said to each other, oldest first."""

    body: int
    name: str
    first: datetime
    human: bool = False
    lines: list[str] = field(default_factory=list)
    mine: int = 0


@dataclass
class Day:
    """A day as far as facts go."""

    people: dict[int, Met] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)


class Digest:
    """The ``day`` of ``name`` as far as it was told."""

    def __init__(self, name: str) -> None:
        self.day, self._name = Day(), name
        self._last: Met | None = None
        self._last_at = datetime.min
        self._place = ""

    def take(self, entries: Iterable[Entry]) -> None:
        """Take in what came next."""
        for entry in entries:
            if (place := entry.data.get("place", self._place)) != self._place:
                self._place, self._last = place, None
                self.day.places[place] = self.day.places.get(place, 0) + 1
            if percept := as_percept(entry):
                last = self._last if percept.at - self._last_at < PAUSE else None
                self._last = _perceived(self.day, percept, self._name, last)
                self._last_at = percept.at if percept.kind in TALK else self._last_at


def telling(day: Day) -> list[Met]:
    """Return the people worth a note: those with whom words were exchanged, most words first."""
    spoken = [each for each in day.people.values() if each.lines and (each.mine or len(each.lines) > 1 or each.human)]
    return sorted(spoken, key=lambda each: -len(each.lines))[:MOST_PEOPLE]


def _perceived(day: Day, percept: Percept, name: str, last: Met | None) -> Met | None:
    if percept.kind in (*SPOKEN, "letter"):
        return _spoken(day, percept, name, last)
    if percept.kind == "arrived" and not percept.mine:
        return _met(day, percept)
    gone = percept.kind == "left" and last is not None and percept.who == last.body
    return None if gone else last


def _spoken(day: Day, percept: Percept, name: str, last: Met | None) -> Met | None:
    """Take a line: another's goes to that person, one's own to whom it was said (or who spoke last)."""
    if not percept.mine:
        met = _met(day, percept)
        met.lines = [*met.lines, f'{percept.called}: "{percept.text}"'][-MOST_LINES:]
        return met
    met = _told(day, percept) if percept.to else last
    if met:
        met.mine += 1
        met.lines = [*met.lines, f'{name}: "{percept.text}"'][-MOST_LINES:]
    return met


def _met(day: Day, percept: Percept) -> Met:
    met = day.people.setdefault(percept.who, Met(percept.who, percept.called, percept.at))
    met.name, met.human = percept.called or met.name, met.human or percept.human
    return met


def _told(day: Day, percept: Percept) -> Met:
    """Return to whom an own line was said, also before that one says anything."""
    assert percept.to is not None
    met = day.people.setdefault(percept.to, Met(percept.to, percept.to_called, percept.at))
    met.name = met.name or percept.to_called
    return met
