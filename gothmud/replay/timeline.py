"""One person's days: what they did, where, and what went on in their mind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gothmud.replay.names import Names, Person
from gothmud.replay.opening import Opened
from gothmud.replay.telling import told

OWN = """
SELECT * FROM events
WHERE city = $city AND ((source = 'world' AND who = $who)
  OR ($agent <> '' AND agent = $agent AND (kind IN ('nudge', 'recalled', 'night', 'compacted', 'missed', 'resumed')
    OR (kind = 'turn' AND coalesce(event, '') = ''))))
ORDER BY city_time NULLS FIRST, real_time, seq
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline; ``inner`` where nobody else could see it."""

    at: datetime | None
    id: str
    room: str
    text: str
    inner: bool


def timeline_of(record: Opened, person: Person, names: Names) -> list[Moment]:
    """Return a person's moments, oldest first. A turn whose act is in the world stands there as that act."""
    moments: list[Moment] = []
    room = ""
    for event in record.rows(OWN, {"city": person.city, "who": person.who, "agent": person.agent}):
        if event["room"] is not None:
            room = names.room(person.city, event["room"])
        inner = event["source"] != "world"
        moments.append(Moment(event["city_time"], event["id"], room, told(event, names), inner))
    return moments
