"""A photo in words: a caption for who gives none, and what others are told of it."""

from __future__ import annotations

from gothmud.events.photo import Exposure, Sitter
from gothmud.tables import Sky
from world.daylight import part_of_day
from world.schema import PartOfDay

LONGEST_CAPTION = 120
WHEN: dict[PartOfDay, str] = {
    "dawn": "at dawn", "morning": "in the morning", "noon": "at noon", "afternoon": "in the afternoon",
    "dusk": "at dusk", "evening": "in the evening", "night": "by night",
}  # fmt: skip
AIR: dict[Sky, str] = {
    "clear": "under a clear sky", "cloud": "under low clouds", "fog": "in fog", "drizzle": "in a drizzle",
    "rain": "in the rain", "storm": "in a storm", "snow": "in the snow",
}  # fmt: skip


def plain_caption(shot: Exposure, subject: str) -> str:
    """Return the caption of a photo whose taker gave none."""
    when = WHEN[part_of_day(shot.at)]
    if subject == shot.place:
        return f"{subject} {when}"
    return f"{subject[:1].upper()}{subject[1:]} at {shot.place}, {when}"


def told(shot: Exposure) -> str:
    """Return what is on a photo, in one line: the caption, where, when, the weather, who."""
    air = AIR[shot.sky] if shot.ground in ("street", "square", "water", "garden") else f"{AIR[shot.sky]} outside"
    where = f"{shot.place}, {shot.district}" if shot.district else shot.place
    return f'"{shot.caption}", by {shot.taker}. {where}, {shot.at:%A} at {shot.at:%H:%M}, {air}. {_who(shot)}'


def _who(shot: Exposure) -> str:
    if not shot.sitters and not shot.thing:
        return "Nobody is in it."
    thing = [shot.thing.name] if shot.thing else []
    others = [f"and {shot.more} more"] if shot.more else []
    return f"In it: {'; '.join([*thing, *map(_sitter, shot.sitters), *others])}."


def _sitter(each: Sitter) -> str:
    first = each.looks.partition(". ")[0].strip().rstrip(".")
    asleep = ", asleep" if each.asleep else ""
    return f"{each.name}{asleep} ({first})" if first else f"{each.name}{asleep}"
