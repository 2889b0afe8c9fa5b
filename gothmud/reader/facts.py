"""A fact of a briefing, with what proves it; and what happened, out of the record. No model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from gothmud.reader.wording import plainly
from gothmud.replay.opening import Opened

Topic = Literal["happened", "minds", "threads", "machinery", "waste", "lessons"]
TALKERS = 5
SPAN = """
SELECT min(city_time) AS begins, max(city_time) AS ends, count(*) FILTER (WHERE kind = 'moved') AS moves,
  count(*) FILTER (WHERE kind = 'said') AS lines, count(DISTINCT who) FILTER (WHERE kind = 'said') AS people,
  count(*) FILTER (WHERE kind = 'scene') AS talks
FROM events WHERE real_time > $since AND source = 'world'
"""
TALKING = """
SELECT any_value(name) AS name, count(*) AS lines FROM spoken WHERE real_time > $since
GROUP BY city, who ORDER BY lines DESC, name LIMIT $most
"""
RUMOURS = """
SELECT fact, count(*) AS tellings, arg_max(id, seq) AS event, arg_max(text, seq) AS text FROM events
WHERE kind = 'telling' AND real_time > $since GROUP BY city, fact ORDER BY tellings DESC, fact LIMIT $most
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
    said = f"{count(span['lines'], 'line')} by {count(span['people'], 'speaker')}"
    done = f"{count(span['moves'], 'way')} walked, {count(span['talks'], 'talk')} ended"
    told = f"{span['begins']:%A %H:%M} to {span['ends']:%A %H:%M} by the tower: {said}, {done}."
    facts = [Fact("happened", told)]
    talkers = record.rows(TALKING, {"since": since, "most": TALKERS})
    if talkers:
        who = ", ".join(f"{plainly(each['name'])} ({each['lines']})" for each in talkers)
        facts.append(Fact("happened", f"Most lines: {who}."))
    for each in record.rows(RUMOURS, {"since": since, "most": TALKERS}):
        text = f'It goes round, told {count(each["tellings"], "time")}: "{plainly(each["text"])}"'
        facts.append(Fact("happened", text, events=(each["event"],)))
    return facts


def count(number: int, of: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {of}{'' if number == 1 else 's'}"
