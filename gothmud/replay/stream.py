"""The world's events of a record one after another, as objects, however long it is: only a batch is held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gothmud.events import KINDS, Event
from gothmud.replay.columns import Rows
from gothmud.replay.literals import bound
from gothmud.replay.opening import Opened

BATCH = 2_000
CITIES = "SELECT DISTINCT city FROM events ORDER BY city"
WORLD = """
SELECT {columns} FROM events
WHERE city = $city AND source = 'world' AND list_contains($kinds, kind) AND seq > $after
  AND ($begins IS NULL OR city_time >= $begins) AND ($ends IS NULL OR city_time < $ends)
ORDER BY seq
"""


def cities_in(record: Opened) -> list[str]:
    """Return the names of a record's cities."""
    return [each["city"] for each in record.rows(CITIES)]


def events_of(
    record: Opened, city: str, kinds: tuple[type[Event], ...], *, after: int = 0, begins: datetime | None = None,
    ends: datetime | None = None,
) -> Iterator[Event]:  # fmt: skip
    """Yield the world's events of some kinds in their order: those with a number above ``after``, from the city time
    ``begins`` on, until just before ``ends``."""
    names = list(dict.fromkeys(name for each in kinds for name in each.model_fields))
    wanted = [name for name, kind in KINDS.items() if kind in kinds]
    values = {"city": city, "kinds": wanted, "after": after, "begins": begins, "ends": ends}
    columns = ", ".join(f'"{name}"' for name in names)
    rows = Rows(names)
    found = record.connection.cursor().execute(bound(WORLD.format(columns=columns), values))
    while batch := found.fetchmany(BATCH):
        yield from map(rows.event, batch)
