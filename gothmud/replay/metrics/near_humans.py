"""The talk around humans, of a record that has much other talk: read once for all metrics of how humans fare."""

from __future__ import annotations

from gothmud.replay.literals import literal
from gothmud.replay.opening import Opened

VIEW = "near_humans"
HUMANS = (
    "SELECT DISTINCT who FROM events WHERE tier = 'human' AND kind IN ('came', 'said') AND who IS NOT NULL ORDER BY who"
)
LINES = """
SELECT * EXCLUDE (text), length(text) - length(replace(text, ' ', '')) + 1 AS words
FROM (
  SELECT city, seq, kind, city_time, real_time, who, tier, mode, turn, text,
    coalesce(list_filter(heard, lambda one: list_contains({humans}, one)), []) AS heard
  FROM events
  WHERE source = 'world' AND who IS NOT NULL AND tier IS NOT NULL AND (kind = 'came' OR (kind = 'said' AND mode IS NOT NULL))
)
WHERE list_contains({humans}, who) OR (kind = 'said' AND len(heard) > 0)
"""


def keep_near_humans(record: Opened) -> None:
    """Make the view ``near_humans``: that humans came in, what they said, and what they heard. Asked for by ``once``.

    ``heard`` has the humans among those who got a line: whoever is human in one city of the record, in any of them.
    """
    humans = literal([each["who"] for each in record.rows(HUMANS)]) + "::BIGINT[]"
    record.keep(VIEW, LINES.format(humans=humans))
