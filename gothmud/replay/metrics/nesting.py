"""Nesting: the share of waking time that people spend at home.

Part: seconds of city time in the room that is one's home, awake. Whole: seconds of city time in any room, awake.
Home is the room in which one fell asleep most often in this record (of two, the smaller number).
Limits: who never fell asleep in the record has no home and isn't counted, so a record of less than a night tells
little. A stretch between two signs of a person belongs to the day in which it begins, and to the room of its beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gothmud.replay.metrics.measuring import Metric, Sample
from gothmud.replay.metrics.stretches import DAY, Sums, read
from gothmud.replay.opening import Opened

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOWHERE = UNKNOWN = -1
SIGNS = f"""
WITH bedrooms AS (
  SELECT city, who, room, count(*) AS times FROM events WHERE kind = 'slept' AND state = 'asleep' GROUP BY ALL
), homes AS (
  SELECT city, who, room AS home FROM bedrooms
  QUALIFY row_number() OVER (PARTITION BY city, who ORDER BY times DESC, room) = 1
)
SELECT city, seq, who, home, {DAY} AS day, epoch_us(city_time) AS begins,
  CASE WHEN kind = 'went' THEN {NOWHERE} ELSE coalesce(room, {NOWHERE}) END AS room,
  CASE WHEN kind = 'slept' AND state <> 'shaken' THEN (state = 'asleep')::BIGINT ELSE {UNKNOWN} END AS asleep
FROM events JOIN homes USING (city, who)
WHERE source = 'world' AND city_time IS NOT NULL AND kind IN ('said', 'moved', 'came', 'went', 'handled', 'slept')
"""
Rows = dict[str, "NDArray"]


def sampled(record: Opened) -> list[Sample]:
    """Return of each person and day the seconds at home over the seconds awake."""
    record.keep("signs", SIGNS)
    sums, city, last = Sums(), "", {}
    for stretch, (found,) in read(record, "signs", "SELECT * EXCLUDE (city) FROM signs WHERE {where} ORDER BY seq"):
        rows = _by_person(last if stretch.city == city else {}, dict(found))
        city, last = stretch.city, _count(sums, stretch.city, rows)
    return sums.samples()


def _by_person(last: Rows, found: Rows) -> Rows:
    """Return the last sign of each and what follows, person by person."""
    import numpy as np

    rows = {name: np.concatenate((last[name], each)) for name, each in found.items()} if last else found
    order = np.argsort(rows["who"], kind="stable")
    return {name: each[order] for name, each in rows.items()}


def _count(sums: Sums, city: str, rows: Rows) -> Rows:
    """Count the time from each sign to the person's next one; return each one's last, of which that isn't known yet."""
    import numpy as np

    changes = rows["who"][1:] != rows["who"][:-1]
    first, last = np.append(True, changes), np.append(changes, True)
    told = first | (rows["asleep"] != UNKNOWN)
    asleep = np.maximum(rows["asleep"], 0)[np.maximum.accumulate(np.where(told, np.arange(len(told)), 0))]
    counted = ~last & (asleep == 0) & (rows["room"] != NOWHERE)
    seconds = np.diff(rows["begins"], append=0)[counted] / 1e6
    at_home = (rows["room"] == rows["home"])[counted]
    sums.add(city, rows["day"][counted], rows["who"][counted], seconds * at_home, seconds)
    return {name: each[last] for name, each in (rows | {"asleep": asleep}).items()}


METRIC = Metric("nesting", "share of waking time at home", __doc__ or "", count=sampled)
