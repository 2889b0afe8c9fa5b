"""What a briefing states without a model: out of the record, in SQL. Each fact names what proves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

from ruamel.yaml import YAML

from gothmud.reader.wording import plainly
from gothmud.replay.anomalies import Anomaly, anomalies_in
from gothmud.replay.opening import Opened

Topic = Literal["happened", "minds", "threads", "machinery", "waste", "lessons"]
LESSONS = Path(__file__).with_name("lessons.yaml")
MOST = 8  # minds of which the waste is told
TALKERS = 5
PROOFS = 3  # events that are linked
OF_MINDS = ("stuck", "silent")  # kinds of trouble that somebody who has left can't be in
SPAN = """
SELECT min(city_time) AS begins, max(city_time) AS ends, count(*) FILTER (WHERE kind = 'moved') AS moves,
  count(*) FILTER (WHERE kind = 'said') AS lines, count(DISTINCT who) FILTER (WHERE kind = 'said') AS people,
  count(*) FILTER (WHERE kind = 'scene') AS talks
FROM events WHERE real_time > $since AND source = 'world'
"""
TALKING = """
SELECT any_value(name) AS name, count(*) AS lines FROM utterances WHERE real_time > $since AND mode <> 'whisper'
GROUP BY city, who ORDER BY lines DESC, name LIMIT $most
"""
RUMOURS = """
SELECT fact, count(*) AS tellings, arg_max(id, seq) AS event, arg_max(text, seq) AS text FROM events
WHERE kind = 'telling' AND real_time > $since GROUP BY city, fact ORDER BY tellings DESC, fact LIMIT $most
"""
TURNS_AFTER = """
SELECT id FROM events WHERE city = $city AND agent = $agent AND kind IN ('turn', 'night')
  AND seq > (SELECT max(seq) FROM events WHERE city = $city AND id = $event) ORDER BY seq LIMIT 1
"""
NEWEST_TURN = "SELECT arg_max(id, real_time) AS id FROM events WHERE city = $city AND kind = 'turn'"
SAME_WORDS = """
SELECT id FROM utterances WHERE city = $city AND name = $who AND trim(lower(text)) = $text AND real_time > $since
ORDER BY seq DESC LIMIT $most
"""
WASTE = """
WITH asked AS (
  SELECT agent, count(*) AS calls, sum(prompt_tokens)::BIGINT AS prompt, sum(cached_tokens)::BIGINT AS cached,
    sum(output_tokens)::BIGINT AS output, count(*) FILTER (WHERE NOT ok) AS failed, arg_max(id, seq) FILTER (WHERE NOT ok) AS event,
    sum(coalesce(prompt_tokens, 0) + coalesce(output_tokens, 0)) FILTER (WHERE NOT ok)::BIGINT AS lost
  FROM calls WHERE real_time > $since AND agent <> '' GROUP BY agent
), unsaid AS (SELECT agent, count(*) AS dropped FROM events WHERE kind = 'dropped' AND real_time > $since GROUP BY agent
), idle AS (
  SELECT agent, count(*) AS turns, count(*) FILTER (WHERE coalesce(verb, '') IN ('', 'wait')) AS idle
  FROM turns WHERE real_time > $since GROUP BY agent
)
SELECT asked.*, coalesce(dropped, 0) AS dropped, coalesce(turns, 0) AS turns, coalesce(idle, 0) AS idle
FROM asked LEFT JOIN unsaid USING (agent) LEFT JOIN idle USING (agent) ORDER BY lost DESC NULLS LAST, prompt DESC NULLS LAST, agent
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a briefing. ``events`` are ids of the record that prove it, ``file`` a file that does; ``kind`` is the
    kind of trouble, ``who`` a mind's id or a name."""

    topic: Topic
    text: str
    who: str = ""
    kind: str = ""
    events: tuple[str, ...] = ()
    file: Path | None = None


def happened(record: Opened, since: datetime) -> list[Fact]:
    """Return how long, how much was said and by whom, and what goes round."""
    (span,) = record.rows(SPAN, {"since": since})
    if not span["begins"]:
        return []
    told = (
        f"{span['begins']:%A %H:%M} to {span['ends']:%A %H:%M} by the tower: {count(span['lines'], 'line')} by {count(span['people'], 'speaker')}, "
        f"{count(span['moves'], 'way')} walked, {count(span['talks'], 'talk')} ended."
    )
    facts = [Fact("happened", told)]
    talkers = record.rows(TALKING, {"since": since, "most": TALKERS})
    if talkers:
        who = ", ".join(f"{plainly(each['name'])} ({each['lines']})" for each in talkers)
        facts.append(Fact("happened", f"Most lines: {who}."))
    for each in record.rows(RUMOURS, {"since": since, "most": TALKERS}):
        text = f'It goes round, told {count(each["tellings"], "time")}: "{plainly(each["text"])}"'
        facts.append(Fact("happened", text, events=(each["event"],)))
    return facts


def machinery(record: Opened, since: datetime, minds: Collection[str]) -> list[Fact]:
    """Return what went wrong since a moment, a line for each kind of trouble and each who has it, with the events that
    show the worst of it. ``minds`` are those that still live here."""
    found: defaultdict[tuple[str, str, str], list[Anomaly]] = defaultdict(list)
    for each in anomalies_in(record, since):
        if each.kind not in OF_MINDS or each.who in minds:
            found[each.kind, each.city, each.who].append(each)
    return [_trouble(record, worst, len(more), since) for worst, *more in found.values()]


def _trouble(record: Opened, worst: Anomaly, more: int, since: datetime) -> Fact:
    times = f", {worst.times} times" if worst.times > 1 else ""
    others = f" And {more} more of the kind." if more else ""
    text = f"{plainly(worst.who) or 'nobody'}, {worst.kind}{times}: {plainly(worst.text)}{others}"
    proofs = dict.fromkeys((worst.event, *_more_proof(record, worst, since)))
    return Fact("machinery", text, worst.who, worst.kind, tuple(proofs)[:PROOFS])


def _more_proof(record: Opened, worst: Anomaly, since: datetime) -> Iterator[str]:
    """Yield what else shows it: the turn that ended a standstill (or that of somebody else meanwhile), the same words."""
    if worst.kind == "stuck":
        ended = record.rows(TURNS_AFTER, {"city": worst.city, "agent": worst.who, "event": worst.event})
        yield from (each["id"] for each in ended or record.rows(NEWEST_TURN, {"city": worst.city}))
    elif worst.kind == "repeating":
        values = {"city": worst.city, "who": worst.who, "text": worst.text, "since": since, "most": PROOFS}
        yield from (each["id"] for each in record.rows(SAME_WORDS, values))


def waste(record: Opened, since: datetime) -> list[Fact]:
    """Return what the model was asked for nothing: a line for each mind that wasted any, and one for all."""
    rows = record.rows(WASTE, {"since": since})
    if not rows:
        return []
    asked, output = (_sum(row[name] for row in rows) for name in ("prompt", "output"))
    cached, lost = _sum(row["cached"] for row in rows), _sum(row["lost"] for row in rows) or 0
    share = (
        "how many of them were cached is not reported"
        if cached is None
        else f"{cached / (asked or 1):.0%} of them cached"
    )
    calls = sum(row["calls"] for row in rows)
    facts = [
        Fact(
            "waste",
            f"All minds: {calls:,} calls, {_tokens(asked)} asked ({share}), {_tokens(output)} answered; {lost:,} lost.",
        )
    ]
    spoilt = sorted(
        (each for each in rows if each["failed"] or each["dropped"]), key=lambda row: -(row["failed"] + row["dropped"])
    )
    for row in spoilt[:MOST]:
        failed = (
            f"{row['failed']} of {row['calls']} calls failed ({row['lost'] or 0:,} tokens), " if row["failed"] else ""
        )
        text = (
            f"{plainly(row['agent'])}: {failed}{count(row['dropped'], 'answer')} never reached the world, "
            f"{row['idle']} of {count(row['turns'], 'turn')} came to nothing."
        )
        facts.append(Fact("waste", text, row["agent"], events=(row["event"],) if row["event"] else ()))
    return facts


def lessons(trouble: list[Fact]) -> list[Fact]:
    """Return what each kind of trouble usually teaches: which setting or prompt to look at."""
    kinds = dict.fromkeys(each.kind for each in trouble if each.kind in taught())
    return [Fact("lessons", taught()[kind], kind=kind) for kind in kinds]


def count(number: int, of: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {of}{'' if number == 1 else 's'}"


def _sum(counts: Iterator[int | None]) -> int | None:
    """Return a sum, or None where nothing was reported: that is not zero."""
    told = [each for each in counts if each is not None]
    return sum(told) if told else None


def _tokens(count: int | None) -> str:
    return "tokens not reported" if count is None else f"{count:,} tokens"


@cache
def taught() -> dict[str, str]:
    """Return the lessons of the file, by kind of trouble."""
    return YAML(typ="safe").load(LESSONS.read_text("utf-8"))
