"""The wish for a photo: rarely (the cast's ``photos``), at an hour that the day has for it, of whoever or whatever is here.

The day's hours follow from person and day, so a restart moves none of them; the last one that was used stands in a note.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from agents.aside import sound
from agents.hookspecs import hookimpl
from agents.memory.note import Draft
from agents.view import Deed, View

RULES = Path(__file__).with_name("photos.yaml")
KEY, LAST = "photos", "Last photo"
LONGEST = 110
SCHEMA = {
    "type": "object", "required": ["caption"], "additionalProperties": False,
    "properties": {"caption": {"type": "string", "maxLength": LONGEST}},
}  # fmt: skip


class Rules(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slots: list[tuple[int, int]]
    late: int
    portrait: float
    selfie: float
    asks: str
    captions: dict[str, list[str]]


@hookimpl
async def due_at(mind: View) -> datetime | None:
    """Be due at the day's next hour for a photo, if it has one."""
    return _due(mind)


@hookimpl
async def when_due(mind: View) -> Deed | None:
    """Take the photo that is due: a caption, then the act that anybody has."""
    at = _due(mind)
    if at is None or at > mind.now or mind.room is None:
        return None
    chance = random.Random(f"{mind.persona.id}:{at}:whom")
    of, who, person = _whom(mind, chance)
    caption = await _caption(mind, chance, of, who)
    mind.vault.write(Draft(KEY, "self", "Photos", (), {LAST: f"{at.isoformat()} {caption}"}), at=mind.now, why="photo")
    return Deed(f"photo-{at:%Y-%m-%d-%H%M}", "photo", caption, person=person)


def hours(person: str, day: date, chance: float) -> Iterator[datetime]:
    """Yield when somebody wants to take a photo on a day: in each slot by chance, the same whenever it is asked."""
    dice = random.Random(f"{person}:{day}:photos")
    for first, last in rules().slots:
        wants, minute = dice.random() < chance, dice.randrange((last - first) * 60)
        if wants:
            yield datetime.combine(day, time(first)) + timedelta(minutes=minute)


@cache
def rules() -> Rules:
    """Return the rules."""
    return Rules.model_validate(YAML(typ="safe").load(RULES.read_text("utf-8")))


def _due(mind: View) -> datetime | None:
    """Return the next hour for a photo: none that was used, none that is long past."""
    if not mind.persona.photos:
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
    return "room", place, None


async def _caption(mind: View, chance: random.Random, of: str, who: str) -> str:
    """Return the caption: the mind's own words where it has any, else one of the file's."""
    place = mind.room.name if mind.room else ""
    plain = chance.choice(rules().captions[of]).format(who=who, place=place)
    if not mind.full:
        return plain
    answer = await mind.aside(rules().asks.format(place=place, who=who), purpose="caption", schema=SCHEMA)
    try:
        words = " ".join(str(json.loads(answer or "")["caption"]).split())
    except (ValueError, KeyError, TypeError, RecursionError):
        return plain
    return words if 3 <= len(words) <= LONGEST and sound(words) else plain
