"""What one wants, and since when: read out of where one was and with whom one talked. Pure; the needs are gothmud/needs.toml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from agents.schedule import awake
from agents.trail import Stretch, Trail
from agents.wayfinding import Town
from gothmud.needs import Need, needs
from gothmud.persona import Persona


@dataclass(frozen=True, slots=True)
class Want:
    """One need as it stands: when it was met last, and the waking time until it is felt; it is felt when none is left.

    ``pressing`` is 1 when it begins to be felt, 2 after as long again.
    """

    need: str
    met: datetime
    left: timedelta
    pressing: float

    @property
    def felt(self) -> bool:
        """Whether it is felt."""
        return self.left <= timedelta()


def wants(persona: Persona, town: Town, trail: Trail, now: datetime) -> list[Want]:
    """Return the needs of somebody as they stand now, the most pressing first. Who hasn't lived yet wants nothing."""
    if trail.began is None:
        return []
    stays = [*trail.stays]
    if stays:
        stays[-1] = replace(stays[-1], ends=max(now, stays[-1].ends))
    found = []
    for name, need in needs().items():
        if hours := persona.needs.get(name, need.hours):
            met = max(_met(name, need, town, stays, trail.talks), trail.began)
            spent, whole = awake(persona, met, now), timedelta(hours=hours)
            found.append(Want(name, met, whole - spent, spent / whole))
    return sorted(found, key=lambda each: -each.pressing)


def _met(name: str, need: Need, town: Town, stays: Sequence[Stretch], talks: Iterable[Stretch]) -> datetime:
    """Return when a need was met last; the beginning of time for never."""
    match need.by:
        case "place":
            long_enough = timedelta(minutes=need.minutes)
            ends = (
                each.ends
                for each in stays
                if name in town.meets.get(str(each.of), ()) and each.ends - each.begins >= long_enough
            )
            return max(ends, default=datetime.min)
        case "talk":
            return max((each.ends for each in talks), default=datetime.min)
        case "new":
            return max(_new(stays, need), _new(talks, need))


def _new(stretches: Iterable[Stretch], need: Need) -> datetime:
    """Return when one came last to somewhere or somebody that one hadn't seen for long."""
    newest, before = datetime.min, dict[str | int, datetime]()
    for each in stretches:
        if each.begins - before.get(each.of, datetime.min) >= timedelta(days=need.days):
            newest = max(newest, each.begins)
        before[each.of] = max(each.ends, before.get(each.of, datetime.min))
    return newest
