"""A record in one page: how long, who lived in it, what the model was asked, what went wrong."""

from __future__ import annotations

from typing import Any

from gothmud.replay.opening import Opened

SPAN = """
SELECT city, count(*) AS events, min(city_time) AS begins, max(city_time) AS ends, min(real_time) AS real_begins,
  max(real_time) AS real_ends, count(DISTINCT file) AS files
FROM events GROUP BY city ORDER BY city
"""
PEOPLE = """
SELECT people.city, people.name, people.tier, coalesce(people.agent, '') AS agent, coalesce(spoken.lines, 0) AS lines,
  coalesce(spoken.words, 0) AS words, coalesce(walked.moves, 0) AS moves, coalesce(taken.turns, 0) AS turns
FROM people
LEFT JOIN (SELECT city, who, count(*) AS lines, sum(words)::BIGINT AS words FROM utterances GROUP BY ALL) AS spoken
  ON spoken.city = people.city AND spoken.who = people.who
LEFT JOIN (SELECT city, who, count(*) AS moves FROM moves GROUP BY ALL) AS walked
  ON walked.city = people.city AND walked.who = people.who
LEFT JOIN (SELECT city, agent, count(*) AS turns FROM turns GROUP BY ALL) AS taken
  ON taken.city = people.city AND taken.agent = people.agent
ORDER BY people.city, lines DESC, people.name
"""
MODEL = """
SELECT city, purpose, count(*) AS calls, count(*) FILTER (WHERE NOT ok) AS failed,
  sum(prompt_tokens)::BIGINT AS asked, sum(cached_tokens)::BIGINT AS cached, sum(output_tokens)::BIGINT AS answered,
  sum(queue_seconds) AS queue_seconds, sum(model_seconds) AS model_seconds
FROM calls GROUP BY ALL ORDER BY city, calls DESC
"""
KINDS = "SELECT city, kind, count(*) AS events FROM events GROUP BY ALL ORDER BY city, events DESC, kind"


def summary_of(record: Opened) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of a summary by name: span, people, model, kinds."""
    return {name: record.rows(query) for name, query in QUERIES.items()}


QUERIES = {"span": SPAN, "people": PEOPLE, "model": MODEL, "kinds": KINDS}
