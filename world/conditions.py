"""When a row of a dice NPC's tables fits: the facts that it may depend on, and the rule. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gothmud.tables import ANYTHING, Reply
from gothmud.words import mentions
from world.daylight import within


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else, as far as a roll may depend on them."""

    name: str
    tier: str
    person: str = ""
    things: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a roll may depend on. ``others`` is who it is for: the one who spoke, or for a habit all who are awake here.

    ``neighbours`` are the rooms behind open ways, ``ways`` the whole city's, open or not;
    ``offers`` is what the things here can be used for: 'light gas lamps'.
    """

    now: datetime
    sky: str = ""
    heard: str = ""
    room: str = ""
    neighbours: frozenset[str] = frozenset()
    others: tuple[Other, ...] = ()
    things: tuple[str, ...] = ()
    ways: Mapping[str, Collection[str]] = field(default_factory=dict)
    offers: frozenset[str] = frozenset()

    @property
    def watched(self) -> bool:
        """Whether somebody sees it who doesn't live by dice."""
        return any(each.tier != "dice" for each in self.others)


def fits_in(row: Reply, facts: Facts) -> bool:
    """Return whether the facts are as a row wants them; its mood and cool-down aside."""
    return (
        within(row.hours, facts.now.hour)
        and (not row.skies or facts.sky in row.skies)
        and (not row.rooms or facts.room in row.rooms)
        and (not row.words or mentions(facts.heard, row.words))
        and (not row.go or row.go in facts.neighbours)
        and (not row.use or row.use in facts.offers)
        and (not row.drop or any(dropped(each, row) for each in facts.things))
        and (not row.holds or _has(facts.things, row.holds))
        and _somebody(row, facts.others)
    )


def dropped(thing: str, row: Reply) -> bool:
    """Return whether a thing of this name is what a row puts down."""
    return row.drop == ANYTHING or mentions(thing, [row.drop])


def for_somebody(table: list[Reply]) -> list[Reply]:
    """Return the rows that are for somebody in particular."""
    return [each for each in table if each.tiers or each.names]


def _somebody(row: Reply, others: tuple[Other, ...]) -> bool:
    """Return whether a row is for nobody in particular, or one of the others is all that it wants of them."""
    return not (row.tiers or row.names or row.carries) or any(is_for(row, each) for each in others)


def is_for(row: Reply, other: Other) -> bool:
    """Return whether somebody is who a row is for."""
    return (
        (not row.tiers or other.tier in row.tiers)
        and (not row.names or other.person in row.names or mentions(other.name, row.names))
        and (not row.carries or _has(other.things, row.carries))
    )


def _has(things: tuple[str, ...], words: list[str]) -> bool:
    return any(mentions(each, words) for each in things)
