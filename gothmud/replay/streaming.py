"""A record's events one after the other, for what is counted by the same code live: nothing of it is held in memory."""

from __future__ import annotations

from collections.abc import Iterator

from gothmud.events import Event
from gothmud.replay.columns import Rows
from gothmud.replay.literals import literal
from gothmud.replay.opening import Opened

BATCH = 2_000  # rows


def streamed(record: Opened, kinds: tuple[type[Event], ...], where: str = "true") -> Iterator[tuple[str, Event]]:
    """Yield the city and the event of each of the world's lines of some kinds for which ``where`` holds, city by city,
    in their order. A line that lacks what its kind needs is passed over: ``gothmud replay check`` names those.
    """
    names = list(dict.fromkeys(name for each in kinds for name in each.model_fields))
    picked = ", ".join(f'"{name}"' for name in names)
    called = literal([each.model_fields["kind"].default for each in kinds])
    made = Rows([*names, "city"])
    rows = record.relation(
        f"SELECT {picked}, city FROM events WHERE source = 'world' AND list_contains({called}, kind) AND ({where}) "
        "ORDER BY city, seq"
    )
    while batch := rows.fetchmany(BATCH):
        for row in batch:
            try:
                yield row[-1], made.event(row)
            except ValueError:
                continue
