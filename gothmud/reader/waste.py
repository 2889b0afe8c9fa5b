"""What the model was asked for nothing. Not reported is not zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from gothmud.reader.facts import Fact, count
from gothmud.reader.wording import plainly
from gothmud.replay.opening import Opened

MOST = 8  # minds of which it is told
WASTE = """
WITH asked AS (
  SELECT agent, count(*) AS calls, sum(prompt_tokens)::BIGINT AS prompt, sum(cached_tokens)::BIGINT AS cached,
    sum(output_tokens)::BIGINT AS output, count(*) FILTER (WHERE NOT ok) AS failed, arg_max(id, seq) FILTER (WHERE NOT ok) AS event,
    sum(coalesce(prompt_tokens, 0) + coalesce(output_tokens, 0))
      FILTER (WHERE NOT ok AND coalesce(prompt_tokens, output_tokens) IS NOT NULL)::BIGINT AS lost
  FROM calls WHERE real_time > $since AND agent <> '' GROUP BY agent
), unsaid AS (SELECT agent, count(*) AS dropped FROM events WHERE kind = 'dropped' AND real_time > $since GROUP BY agent
), idle AS (
  SELECT agent, count(*) AS turns, count(*) FILTER (WHERE coalesce(verb, '') IN ('', 'wait')) AS idle
  FROM turns WHERE real_time > $since GROUP BY agent
)
SELECT asked.*, coalesce(dropped, 0) AS dropped, coalesce(turns, 0) AS turns, coalesce(idle, 0) AS idle
FROM asked LEFT JOIN unsaid USING (agent) LEFT JOIN idle USING (agent) ORDER BY lost DESC NULLS LAST, prompt DESC NULLS LAST, agent
"""


def waste(record: Opened, since: datetime) -> list[Fact]:
    """Return what the model was asked for nothing since a moment: a line for all minds, and one for each that wasted most."""
    rows = record.rows(WASTE, {"since": since})
    spoilt = [each for each in rows if each["failed"] or each["dropped"]]
    worst = sorted(spoilt, key=lambda row: (-row["failed"] - row["dropped"], row["agent"]))[:MOST]
    return [*([_of_all(rows)] if rows else []), *map(_of_one, worst)]


def _of_all(rows: list[dict[str, Any]]) -> Fact:
    asked, output, cached = (_sum(row[name] for row in rows) for name in ("prompt", "output", "cached"))
    share = "cached not reported" if cached is None else f"{cached / (asked or 1):.0%} of them cached"
    calls, failed = sum(row["calls"] for row in rows), sum(row["failed"] for row in rows)
    lost = f" {count(failed, 'call')} failed: {_tokens(_sum(row['lost'] for row in rows))}." if failed else ""
    told = f"All minds: {count(calls, 'call')}, {_tokens(asked)} asked ({share}), {_tokens(output)} answered."
    return Fact("waste", told + lost)


def _of_one(row: dict[str, Any]) -> Fact:
    failed = (
        f"{row['failed']} of {count(row['calls'], 'call')} failed ({_tokens(row['lost'])}), " if row["failed"] else ""
    )
    dropped = f"{count(row['dropped'], 'answer')} never reached the world, "
    idle = f"{row['idle']} of {count(row['turns'], 'turn')} came to nothing."
    proof = (row["event"],) if row["event"] else ()
    return Fact("waste", f"{plainly(row['agent'])}: {failed}{dropped}{idle}", row["agent"], events=proof)


def _sum(counts: Iterator[int | None]) -> int | None:
    """Return a sum, or None where nothing was reported: that is not zero."""
    told = [each for each in counts if each is not None]
    return sum(told) if told else None


def _tokens(count: int | None) -> str:
    return "tokens not reported" if count is None else f"{count:,} tokens"
