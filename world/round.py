"""The daily round of a dice NPC: which leg holds now, and the next room on the way. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gothmud.persona import Persona, planned
from gothmud.tables import Leg

PACE = timedelta(seconds=20)  # city time from one exit to the next


@dataclass(frozen=True, slots=True)
class Begun:
    """A leg and when it began: the same leg begins anew each day."""

    leg: Leg
    since: datetime


def leg_at(legs: Sequence[Leg], now: datetime) -> Begun | None:
    """Return the leg that holds now: the latest that has begun, today or yesterday. None for an empty round."""
    leg = planned(legs, now)
    if leg is None:
        return None
    since = datetime.combine(now.date(), time.fromisoformat(leg.at))
    return Begun(leg, since if since <= now else since - timedelta(days=1))


def hours_of(person: Persona) -> list[tuple[str, str]]:
    """Return from which hour on somebody is at which place: the plan, a dice NPC's round, else home all day."""
    plan = [(each.at, each.place) for each in person.plan] or [(each.at, each.to) for each in person.dice.round]
    return plan or [("00:00", person.home)]
