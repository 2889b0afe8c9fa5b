"""Facts that go from mouth to mouth, followed again through a home's record and its minds' notes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from agents.memory.history import FILE as HISTORY
from agents.memory.history import Change
from gothmud.errors import RecordError, nearest
from gothmud.events import Event, RumorPlanted, Said, Slept, Telling
from gothmud.journal import read_lines
from gothmud.replay.days import days_of, events_in, events_of
from world.gossip import Tracker
from world.story import Story

KINDS = [str(each.model_fields["kind"].default) for each in (RumorPlanted, Said, Slept, Telling)]


def followed(home: Path) -> Tracker:
    """Return a tracker that was fed with the record, then with the notes: what the world found live, found again."""
    tracker = Tracker()
    for each in _happened(home):
        tracker.take(each)
    for who, change in _noted(home, tracker) if tracker.stories else ():
        tracker.take_note(who, change.at, change.note, change.after or "")
    return tracker


def story_called(tracker: Tracker, name: str, home: Path) -> Story:
    """Return the story of a fact's id. Raises RecordError for one that is not there."""
    if name not in tracker.stories:
        known = ", ".join(tracker.stories) or "none"
        raise RecordError(
            f"rumor '{name}': not in the record of {home}{nearest(name, tracker.stories)}; there are: {known}"
        )
    return tracker.stories[name]


def event_called(home: Path, name: str) -> Event:
    """Return the world's event of an id. Raises RecordError for one that is not in the record."""
    for path in reversed(days_of(home / "record", "world")):
        for event in events_in(path, "id", [name]):
            return event
    raise RecordError(f"event '{name}': not in the record of {home}; expected an id such as world-123")


def _happened(home: Path) -> Iterator[Event]:
    """Yield what a tracker has use for, in order; nothing where no fact was ever planted."""
    if any(True for _ in events_of(home / "record", "world", KINDS[:1])):
        yield from events_of(home / "record", "world", KINDS)


def _noted(home: Path, tracker: Tracker) -> list[tuple[int, Change]]:
    """Return what minds wrote into their notes since the first fact was planted, oldest first, with their bodies."""
    numbers = {name: number for number, name in tracker.people.items()}
    since = min(each.planted.city_time for each in tracker.stories.values() if each.planted.city_time)
    found = []
    for file in sorted((home / "minds").glob("*/persona.json")):  # who has moved out has none any more
        persona = json.loads(file.read_text(encoding="utf-8"))
        changes = [Change.model_validate(each) for each in read_lines(file.parent / "vault" / HISTORY)]
        found += [
            (numbers[persona["name"]], each) for each in changes if persona["name"] in numbers and each.at >= since
        ]
    return sorted(found, key=lambda each: each[1].at)
