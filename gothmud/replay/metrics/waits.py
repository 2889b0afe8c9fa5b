"""Waits of humans for the one whom they asked, per human and day: gothmud/gauges/waits.py, fed with a record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from gothmud.gauges import Wait, Waits
from gothmud.gauges.humans import Humans
from gothmud.replay.metrics.measuring import Sample
from gothmud.replay.metrics.near_humans import VIEW, keep_near_humans
from gothmud.replay.metrics.stretches import STRETCH, stretches
from gothmud.replay.opening import Opened


@dataclass(slots=True)
class Waited:
    """A human's waits on a day: how many, how many of them were answered, and real seconds of these."""

    waits: int = 0
    answered: int = 0
    seconds: float = 0.0


Days = dict[tuple[str, date, int], Waited]


class Told(NamedTuple):
    """A line, or that somebody came in: of its event only what waits need, for there may be millions. ``heard`` has the
    humans among those who got it."""

    kind: str
    city_time: datetime | None
    real_time: datetime
    who: int
    tier: str
    mode: str
    turn: int | None
    heard: list[int]


def waits_of(record: Opened) -> Days:
    """Return the waits of each human and city day."""
    record.once(keep_near_humans)
    found: defaultdict[tuple[str, date, int], Waited] = defaultdict(Waited)
    cities: defaultdict[str, tuple[Humans, Waits]] = defaultdict(_city)
    for stretch in stretches(record, VIEW):
        humans, waits = cities[stretch.city]
        for told in _told(record, stretch.where):
            humans.meet(told.who, told.tier)
            for each in waits.take(told) if told.kind == "said" else ():
                _count(found, stretch.city, each)
    for city, (_, waits) in cities.items():
        for each in waits.waiting():
            _count(found, city, each)
    return dict(sorted(found.items()))


def _told(record: Opened, where: str) -> Iterator[Told]:
    query = f"SELECT {', '.join(Told._fields)} FROM {VIEW} WHERE {where} ORDER BY seq"
    return map(Told._make, record.batches(query, {}, STRETCH))


def seconds_of(record: Opened) -> list[Sample]:
    """Return of each human and day the seconds waited over the answers."""
    days = record.once(waits_of).items()
    return [
        Sample(city, day, str(who), each.seconds, each.answered) for (city, day, who), each in days if each.answered
    ]


def answers_of(record: Opened) -> list[Sample]:
    """Return of each human and day the answers over the waits."""
    days = record.once(waits_of).items()
    return [Sample(city, day, str(who), each.answered, each.waits) for (city, day, who), each in days]


def _city() -> tuple[Humans, Waits]:
    humans = Humans()
    return humans, Waits(humans)


def _count(found: defaultdict[tuple[str, date, int], Waited], city: str, wait: Wait) -> None:
    if wait.line.city_time is None:
        return
    day = found[city, wait.line.city_time.date(), wait.line.who]
    day.waits += 1
    if wait.seconds is not None:
        day.answered += 1
        day.seconds += wait.seconds
