"""Recall: how often a note is there when it is needed.

Whole: for each mind, person and day the first line that it says to that person (`to`), where it has written a note on that
person on a night before. Part: those for which that note had come to mind by then, since the mind's context last began
anew.
Limits: what stands in the block of memory at the beginning of a context (the last ten people, a line each) is no note that
came to mind, and isn't counted; notes on places and threads aren't either. That a note was there doesn't say that it was
used.
"""

from gothmud.replay.metrics.measuring import Metric, Sample, sampled
from gothmud.replay.metrics.profiles import MINDS
from gothmud.replay.opening import Opened

NOTED = "SELECT city, agent, note, what, city_time FROM notes"
ANEW = "SELECT city, agent, city_time FROM events WHERE kind = 'compacted'"
QUERY = """
WITH first_lines AS (
  SELECT said.city, minds.agent, said.to_who AS other, min(said.city_time) AS said_at
  FROM utterances AS said JOIN minds ON minds.city = said.city AND minds.who = said.who AND minds.agent <> ''
  WHERE said.to_who IS NOT NULL AND said.mode <> 'channel' AND said.city_time IS NOT NULL
  GROUP BY said.city, minds.agent, said.to_who, said.city_time::DATE
), needed AS (
  SELECT *, 'p' || other AS note FROM first_lines
  WHERE EXISTS (FROM noted AS notes WHERE notes.city = first_lines.city AND notes.agent = first_lines.agent AND what = 'written'
    AND note = 'p' || other AND notes.city_time::DATE <= said_at::DATE AND notes.city_time < said_at)
), begun AS (
  SELECT needed.*, coalesce(max(anew.city_time), TIMESTAMP '0001-01-01') AS since
  FROM needed LEFT JOIN anew
    ON anew.city = needed.city AND anew.agent = needed.agent AND anew.city_time <= needed.said_at
  GROUP BY ALL
)
SELECT city, said_at::DATE AS day, agent AS who, count(*) FILTER (WHERE EXISTS (FROM noted AS notes WHERE notes.city = begun.city
    AND notes.agent = begun.agent AND what = 'recalled' AND notes.note = begun.note
    AND notes.city_time BETWEEN since AND said_at)) AS part, count(*) AS whole
FROM begun GROUP BY ALL
"""


def recalled(record: Opened) -> list[Sample]:
    """Return of each mind and day the first lines with the note in mind over all that there is a note for.

    What it joins is kept first: each reading of many sealed days at once holds what their files say of themselves.
    """
    for name, query in (("minds", MINDS), ("noted", NOTED), ("anew", ANEW)):
        record.keep(name, query)
    return sampled(record, QUERY)


METRIC = Metric(
    "recall", "share of first lines to somebody with the note on them in mind", __doc__ or "", count=recalled
)
