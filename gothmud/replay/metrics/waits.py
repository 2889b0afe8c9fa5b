"""Waits of humans for the one whom they asked, per human and day: gothmud/gauges/waits.py, fed with a record."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from gothmud.events import Came, Said
from gothmud.gauges import Wait, Waits
from gothmud.gauges.humans import Humans
from gothmud.replay.metrics.measuring import Sample
from gothmud.replay.opening import Opened
from gothmud.replay.streaming import streamed

NEAR_HUMANS = """
tier = 'human' OR (kind = 'said' AND list_has_any(heard,
  (SELECT coalesce(list(DISTINCT who), []) FROM events WHERE tier = 'human' AND kind IN ('came', 'said'))))
"""
Days = dict[tuple[str, date, int], list[Wait]]


def waits_of(record: Opened) -> Days:
    """Return the waits of each human and city day."""
    cities: defaultdict[str, tuple[Humans, Waits]] = defaultdict(_city)
    found: defaultdict[tuple[str, date, int], list[Wait]] = defaultdict(list)
    for city, event in streamed(record, (Came, Said), NEAR_HUMANS):
        humans, waits = cities[city]
        humans.take(event)
        for each in waits.take(event) if isinstance(event, Said) else ():
            _put(found, city, each)
    for city, (_, waits) in cities.items():
        for each in waits.waiting():
            _put(found, city, each)
    return dict(sorted(found.items()))


def samples(days: Days, part: str) -> list[Sample]:
    """Return of each human and day the seconds waited over the answers, or (``part`` answered) the answers over all."""
    answered = {key: [each.seconds for each in waits if each.seconds is not None] for key, waits in days.items()}
    if part == "answered":
        return [Sample(*_named(key), len(seconds), len(days[key])) for key, seconds in answered.items()]
    return [Sample(*_named(key), sum(seconds), len(seconds)) for key, seconds in answered.items() if seconds]


def _city() -> tuple[Humans, Waits]:
    humans = Humans()
    return humans, Waits(humans)


def _put(found: defaultdict[tuple[str, date, int], list[Wait]], city: str, wait: Wait) -> None:
    if wait.line.city_time is not None:
        found[city, wait.line.city_time.date(), wait.line.who].append(wait)


def _named(key: tuple[str, date, int]) -> tuple[str, date, str]:
    return key[0], key[1], str(key[2])
