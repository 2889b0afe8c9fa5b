"""A scene: what happened in one room around one moment, as a transcript with who heard what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gothmud.errors import RecordError
from gothmud.replay.names import Names
from gothmud.replay.opening import Opened
from gothmud.replay.telling import told

QUIET = timedelta(minutes=10)  # city time without anything seen or heard ends a scene
SEEN = """
SELECT * FROM events
WHERE city = $city AND (room = $room OR (kind = 'moved' AND origin = $room))
  AND kind IN ('said', 'moved', 'came', 'went', 'handled', 'slept') AND city_time IS NOT NULL
ORDER BY seq
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a transcript; ``heard`` are the names of those who perceived it."""

    at: datetime
    id: str
    text: str
    heard: str


def scene_at(record: Opened, city: str, room: int, at: datetime, names: Names) -> list[Line]:
    """Return the scene that ``at`` falls into, else the next one after it. Raises RecordError where none follows."""
    found = _around(record.rows(SEEN, {"city": city, "room": room}), at)
    if not found:
        raise RecordError(f"replay: nothing happened in {names.room(city, room)} at {at:%F %H:%M} or later")
    return [
        Line(
            each["city_time"],
            each["id"],
            told(each, names),
            names.all(city, [one for one in each["heard"] or () if one != each["who"]]),
        )
        for each in found
    ]


def _around(events: list[dict[str, Any]], at: datetime) -> list[dict[str, Any]]:
    scenes: list[list[dict[str, Any]]] = []
    for each in events:
        if scenes and each["city_time"] - scenes[-1][-1]["city_time"] <= QUIET:
            scenes[-1].append(each)
        else:
            scenes.append([each])
    return next((each for each in scenes if each[-1]["city_time"] >= at), [])


def moment(record: Opened, city: str, told_time: str) -> datetime:
    """Return the city time that ``18:05`` or ``2026-11-24T18:05`` means; an hour alone is that of the record's last
    day that reached it. Raises RecordError."""
    if matched := re.fullmatch(r"(\d{1,2}):(\d\d)", told_time):
        last = record.rows("SELECT max(city_time) AS last FROM events WHERE city = $city", {"city": city})[0]["last"]
        if last is None or int(matched[1]) > 23 or int(matched[2]) > 59:
            raise _no_time(told_time)
        found = last.replace(hour=int(matched[1]), minute=int(matched[2]), second=0, microsecond=0)
        return found if found <= last else found - timedelta(days=1)
    try:
        return datetime.fromisoformat(told_time).replace(tzinfo=None)
    except ValueError:
        raise _no_time(told_time) from None


def _no_time(told_time: str) -> RecordError:
    return RecordError(f"replay: time '{told_time}': expected an hour such as 18:05, or 2026-11-24T18:05")
