"""Word 3-grams of utterances, for the metrics of novelty: taken once, held against two memories.

What gothmud/novelty.py counts line by line, in SQL, because millions of lines are to be counted;
tests/replay/test_gauging.py holds that both count the same.
"""

from __future__ import annotations

from gothmud.replay.metrics.measuring import Sample, sampled
from gothmud.replay.opening import Opened

LETTERS = r"\p{L}\p{Nl}\p{No}"  # what gothmud/words.py takes for a letter
WINDOW = 40  # lines that a speaker, or the whole cast, is held to remember
GRAMS = f"""
SELECT city, city_time::DATE AS day, who, room, seq,
  list_distinct(list_transform(list_zip(tokens, tokens[2:], tokens[3:], true), lambda three: hash(three))) AS grams
FROM (
  SELECT city, city_time, who, room, seq, regexp_extract_all(lower(text), '[{LETTERS}]+(?:''[{LETTERS}]+)?') AS tokens
  FROM utterances WHERE mode <> 'channel' AND tier <> 'human' AND city_time IS NOT NULL
)
"""
NOVELTY = """
WITH lines AS (
  SELECT city, hash(city, day, who) AS cluster, hash(city, {owner}) AS owner, grams,
    row_number() OVER (PARTITION BY city, {owner} ORDER BY seq) AS n
  FROM grams
), again AS (
  SELECT cluster, n - lag(n) OVER (PARTITION BY gram ORDER BY n) AS since
  FROM (SELECT cluster, n, hash(unnest(grams), owner) AS gram FROM lines)
), known AS (
  SELECT cluster, count(*) AS known FROM again WHERE since <= {window} GROUP BY cluster
)
SELECT city, day, who, whole - coalesce(known, 0) AS part, whole
FROM (
  SELECT city, day, who, hash(city, day, who) AS cluster, sum(len(grams)) AS whole
  FROM grams WHERE len(grams) > 0 GROUP BY ALL
) LEFT JOIN known USING (cluster)
"""


def novelty_in(record: Opened, owner: str) -> list[Sample]:
    """Return how many 3-grams are new within the lines of one ``owner``: a column of utterances, ``who`` or ``room``."""
    record.once(_take)
    return sampled(record, NOVELTY.format(owner=owner, window=WINDOW))


def _take(record: Opened) -> None:
    record.keep("grams", GRAMS)
