"""The wish for a photo: rarely (the cast's ``photos``), at an hour that the day has for it, of whoever or whatever is here.

A full mind gets it as an inner thought and takes one by an act of its own, or doesn't; for a narrow one the photo is taken
with words of the file. The day's hours follow from person and day, so a restart moves none of them; the last one that was
used stands in a note.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from agents.hookspecs import hookimpl
from agents.memory.note import Draft
from agents.outside import ME
from agents.view import Deed, View, Wish

RULES = Path(__file__).with_name("photos.yaml")
KEY, LAST = "photos", "Last photo"


class Rules(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slots: list[tuple[int, int]]
    late: int
    portrait: float
    selfie: float
    thing: float
    wishes: dict[str, list[str]]
    how: str
    captions: dict[str, list[str]]


@hookimpl
async def due_at(mind: View) -> datetime | None:
    """Be due at the day's next hour for a photo, if it has one."""
    return _due(mind)


@hookimpl
async def when_due(mind: View) -> Deed | Wish | None:
    """Wish for the photo that is due, or take it: by the act that anybody has."""
    at = _due(mind)
    if at is None or at > mind.now or mind.room is None:
        return None
    chance = random.Random(f"{mind.persona.id}:{at}:whom")
    of, who, person = _whom(mind, chance)
    said = rules().wishes if mind.full else rules().captions
    words = chance.choice(said[of]).format(who=who, place=mind.room.name)
    mind.vault.write(Draft(KEY, "self", "Photos", (), {LAST: f"{at.isoformat()} {words}"}), at=mind.now, why="photo")
    if mind.full:
        return Wish("photo", f"{words} {rules().how}", at)
    return Deed(f"photo-{at:%Y-%m-%d-%H%M}", "photo", words, person=person)


@lru_cache(1024)
def hours(person: str, day: date, chance: float) -> tuple[datetime, ...]:
    """Return when somebody wants to take a photo on a day: in each slot by chance, the same whenever it is asked."""
    dice = random.Random(f"{person}:{day}:photos")
    drawn = [(first, dice.random() < chance, dice.randrange((last - first) * 60)) for first, last in rules().slots]
    return tuple(
        datetime.combine(day, time(first)) + timedelta(minutes=minute) for first, wants, minute in drawn if wants
    )


@cache
def rules() -> Rules:
    """Return the rules."""
    return Rules.model_validate(YAML(typ="safe").load(RULES.read_text("utf-8")))


def _due(mind: View) -> datetime | None:
    """Return the next hour for a photo: none that was used, none that is long past."""
    if not mind.persona.photos or mind.body == ME:  # outside the city nobody has a camera
        return None
    after = max(_last(mind), mind.now - timedelta(minutes=rules().late))
    days = (mind.now.date(), mind.now.date() + timedelta(days=1))
    found = (each for day in days for each in hours(mind.persona.id, day, mind.persona.photos))
    return next((each for each in found if each > after), None)


def _last(mind: View) -> datetime:
    note = mind.vault.notes.get(KEY)
    try:
        return datetime.fromisoformat(note.sections.get(LAST, "").partition(" ")[0]) if note else datetime.min
    except ValueError:  # somebody has edited the note
        return datetime.min


def _whom(mind: View, chance: random.Random) -> tuple[str, str, int | None]:
    """Return of what kind a photo is, whom or what it is of in words, and that person's number."""
    place = mind.room.name if mind.room else ""
    here = [each for each in mind.people if not each.asleep]
    if here and chance.random() < rules().portrait:
        someone = chance.choice(here)
        return "person", someone.name, someone.id
    if not here and chance.random() < rules().selfie:
        return "self", "yourself", mind.body
    if mind.full and mind.things and chance.random() < rules().thing:
        return "thing", chance.choice(mind.things).name, None
    return "room", place, None
