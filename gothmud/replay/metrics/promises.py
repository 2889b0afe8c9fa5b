"""Promises kept: how many of the promises in people's notes something came of.

Whole: each sentence that newly stood below "What I promised" in a mind's note on a person while the record ran. Part:
those of which something came within three city days: the mind gave that person a thing, or said something that the person
heard, with a word of the promise in the thing's name, or with two of its words (or its only one) in the line. Words are
those of four letters and more, without the commonest, compared by their first four letters. Counted on the day of the note.
Limits: it sees words, not deeds. "I brought the lamp." counts as kept whether or not there was a lamp; a promise that was
kept elsewhere, in other words, or by staying away isn't seen; a promise still open at the record's end counts as not kept.
Only where the record's files lie in their home. Read `gothmud replay metrics --only promises --each` beside the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gothmud.replay.living import bodies_in, changes_in
from gothmud.replay.metrics.measuring import Metric, Sample
from gothmud.replay.opening import Opened
from gothmud.words import words_of

if TYPE_CHECKING:
    from agents.memory.history import Change

HEADING = "What I promised"
WITHIN = timedelta(days=3)
NO_MATTER = frozenset(
    "prom woul coul shal abou agai thei ther wher whic tomo toda that this with will them they have when into from back".split()
)
SPAN = "SELECT city, min(city_time) AS begins, max(city_time) AS ends FROM events WHERE city_time IS NOT NULL GROUP BY city"
DEEDS = """
SELECT city_time, kind = 'handled' AS thing, coalesce(CASE kind WHEN 'handled' THEN thing_name ELSE text END, '') AS text
FROM events
WHERE city = $city AND who = $who AND city_time > $since AND city_time <= $until
  AND ((kind = 'handled' AND verb = 'give' AND "to" = $other)
    OR (kind = 'said' AND mode <> 'channel' AND list_contains(heard, $other)))
"""


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence of a note: by whom, to whom, since when."""

    city: str
    agent: str
    other: int
    at: datetime
    stems: frozenset[str]


def sampled(record: Opened) -> list[Sample]:
    """Return each promise, with 1 where something came of it."""
    changes = changes_in(record)
    bodies = bodies_in(record) if changes else {}
    spans = {each["city"]: (each["begins"], each["ends"]) for each in record.rows(SPAN)} if changes else {}
    return [
        Sample(each.city, each.at.date(), each.agent, _kept(record, each, bodies[city, agent]), 1)
        for (city, agent), found in sorted(changes.items()) if (city, agent) in bodies
        for each in _promises(city, agent, found)
        if spans[city][0] <= each.at <= spans[city][1]
    ]  # fmt: skip


def _promises(city: str, agent: str, changes: list[Change]) -> Iterator[Promise]:
    for change in changes:
        if change.reverts or not re.fullmatch(r"p\d+", change.note):
            continue
        before, after = (_sentences(each or "") for each in (change.before, change.after))
        for sentence in after:
            if sentence not in before and (stems := stems_of(sentence)):
                yield Promise(city, agent, int(change.note[1:]), change.at, stems)


def _sentences(note: str) -> list[str]:
    from agents.memory.note import body_of, sections_of  # minds' modules take 0.2 s, and few records have notes

    promised = sections_of(body_of(note)).get(HEADING, "")
    return [" ".join(each.split()) for each in re.split(r"(?<=[.!?;])\s|\n", promised) if each.strip()]


def stems_of(text: str) -> frozenset[str]:
    """Return the beginnings of the words that matter."""
    return frozenset(each[:4] for each in words_of(text) if len(each) >= 4) - NO_MATTER


def _kept(record: Opened, promise: Promise, who: int) -> int:
    values = {
        "city": promise.city,
        "who": who,
        "other": promise.other,
        "since": promise.at,
        "until": promise.at + WITHIN,
    }
    for deed in record.rows(DEEDS, values):
        shared = len(stems_of(deed["text"]) & promise.stems)
        if shared >= (1 if deed["thing"] else min(2, len(promise.stems))):
            return 1
    return 0


METRIC = Metric("promises", "share of promises that something came of", __doc__ or "", count=sampled)
