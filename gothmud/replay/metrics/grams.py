"""Word 3-grams of utterances, for the metrics of novelty: the same query with another memory.

What gothmud/novelty.py counts line by line, in SQL, because millions of lines are to be counted;
tests/replay/test_gauging.py holds that both count the same.
"""

from __future__ import annotations

LETTERS = r"\p{L}\p{Nl}\p{No}"  # what gothmud/words.py takes for a letter
WINDOW = 40  # lines that a speaker, or the whole cast, is held to remember


def novelty_query(owner: str) -> str:
    """Return the query of novelty within the lines of one ``owner``: a column, or an expression, of utterances."""
    return f"""
WITH lines AS (
  SELECT city, city_time::DATE AS day, who, hash(city, {owner}) AS owner,
    row_number() OVER (PARTITION BY city, {owner} ORDER BY seq) AS n,
    regexp_extract_all(lower(text), '[{LETTERS}]+(?:''[{LETTERS}]+)?') AS tokens
  FROM utterances WHERE mode <> 'channel' AND tier <> 'human' AND city_time IS NOT NULL
), grams AS (
  SELECT city, day, who, n, unnest(list_distinct(list_transform(
    range(1, len(tokens) - 1), i -> hash(owner, tokens[i], tokens[i + 1], tokens[i + 2])))) AS gram
  FROM lines WHERE len(tokens) >= 3
), again AS (
  SELECT city, day, who, n - lag(n) OVER (PARTITION BY gram ORDER BY n) AS since FROM grams
)
SELECT city, day, who, count(*) FILTER (WHERE since IS NULL OR since > {WINDOW}) AS part, count(*) AS whole
FROM again GROUP BY ALL
"""
