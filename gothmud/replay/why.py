"""Why something happened: from an event back by ``cause`` to where it began, and for each act of a mind the turn that
chose it: what it perceived, which notes came to mind by which rule, which thought, what the model was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gothmud.errors import RecordError
from gothmud.replay.opening import Opened

LONGEST = 100  # steps back; a cause that leads in a circle ends there too
EVENT = "SELECT * FROM events WHERE city = $city AND id = $id"
TURN = "SELECT * FROM events WHERE city = $city AND kind = 'turn' AND (event = $id OR id = $id) ORDER BY seq LIMIT 1"
BEFORE = """
SELECT coalesce(max(seq), 0) AS seq FROM events
WHERE city = $city AND source = $source AND kind = 'turn' AND agent = $agent AND seq < $seq
"""
INNER = """
SELECT * FROM events
WHERE city = $city AND source = $source AND agent = $agent AND seq > $after AND seq < $seq
  AND kind IN ('recalled', 'nudge', 'call', 'dropped')
ORDER BY seq
"""
HEARD = """
SELECT * FROM events
WHERE city = $city AND source = 'world' AND list_contains(heard, $who) AND who <> $who
  AND seq < $until AND real_time > $since
ORDER BY seq DESC LIMIT 12
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step back: an event, and the turn that chose it where a mind did. Rows are those of the view ``events``.

    ``inner`` are the notes, thoughts and calls of that turn, ``perceived`` what reached the body since the turn before.
    """

    event: dict[str, Any]
    turn: dict[str, Any] | None = None
    inner: list[dict[str, Any]] = field(default_factory=list)
    perceived: list[dict[str, Any]] = field(default_factory=list)


def why(record: Opened, city: str, event: str) -> list[Reason]:
    """Return the steps that led to an event, itself first. Raises RecordError for one that isn't there."""
    steps: list[Reason] = []
    seen: set[str] = set()
    wanted = event
    while wanted and wanted not in seen and len(steps) < LONGEST:
        seen.add(wanted)
        found = record.rows(EVENT, {"city": city, "id": wanted})
        if not found:
            break
        steps.append(_reason(record, found[0]))
        wanted = found[0]["cause"] or (steps[-1].turn or {}).get("cause", "")
    if not steps:
        raise RecordError(f"replay: event '{event}': found no such event; expected an id such as world-120")
    return steps


def city_of(record: Opened, event: str) -> str:
    """Return the city that has an event of that id. Raises RecordError where none or several have."""
    found = [
        each["city"] for each in record.rows("SELECT city FROM events WHERE id = $id ORDER BY city", {"id": event})
    ]
    if len(set(found)) > 1:
        raise RecordError(f"replay: event '{event}': {len(set(found))} cities have it; give the folder of one")
    if not found:
        raise RecordError(f"replay: event '{event}': found no such event; expected an id such as world-120")
    return found[0]


def _reason(record: Opened, event: dict[str, Any]) -> Reason:
    turns = record.rows(TURN, {"city": event["city"], "id": event["id"]})
    if not turns:
        return Reason(event)
    turn = turns[0]
    place = {key: turn[key] for key in ("city", "source", "agent", "seq")}
    after = record.rows(BEFORE, place)[0]["seq"]
    return Reason(event, turn, record.rows(INNER, {**place, "after": after}), _perceived(record, event, turn, after))


def _perceived(record: Opened, event: dict[str, Any], turn: dict[str, Any], after: int) -> list[dict[str, Any]]:
    """Return the last that reached the body between the turn before and this one's act, oldest first."""
    if event["source"] != "world" or event["who"] is None:
        return []
    before = record.rows(EVENT, {"city": turn["city"], "id": f"{turn['source']}-{after}"})
    since = before[0]["real_time"] if before else turn["real_time"].min
    found = record.rows(
        HEARD, {"city": event["city"], "who": event["who"], "until": event["seq"], "since": since}
    )  # fmt: skip
    return found[::-1]
