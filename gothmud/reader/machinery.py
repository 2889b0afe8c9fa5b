"""What went wrong with the machinery, with what proves it, and what that usually teaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from gothmud.reader.facts import Fact
from gothmud.reader.wording import plainly
from gothmud.replay.anomalies import Anomaly, anomalies_in
from gothmud.replay.opening import Opened

LESSONS = Path(__file__).with_name("lessons.yaml")
PROOFS = 3  # events that are linked
OF_MINDS = ("stuck", "silent")  # kinds of trouble that somebody who has left can't be in
TURNS_AFTER = """
SELECT id FROM events WHERE city = $city AND agent = $agent AND kind IN ('turn', 'night')
  AND seq > (SELECT max(seq) FROM events WHERE city = $city AND id = $event) ORDER BY seq LIMIT 1
"""
NEWEST_TURN = "SELECT arg_max(id, real_time) AS id FROM events WHERE city = $city AND kind = 'turn'"
SAME_WORDS = """
SELECT id FROM utterances WHERE city = $city AND name = $who AND trim(lower(text)) = $text AND real_time > $since
ORDER BY seq DESC LIMIT $most
"""


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


def lessons(trouble: list[Fact]) -> list[Fact]:
    """Return what each kind of trouble usually teaches: which setting or prompt to look at."""
    kinds = dict.fromkeys(each.kind for each in trouble if each.kind in taught())
    return [Fact("lessons", taught()[kind], kind=kind) for kind in kinds]


@cache
def taught() -> dict[str, str]:
    """Return the lessons of the file, by kind of trouble."""
    return YAML(typ="safe").load(LESSONS.read_text("utf-8"))
