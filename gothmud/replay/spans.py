"""Turns and model calls as OpenTelemetry spans, named by its conventions for generative AI (semantic conventions 1.41).

A turn is a trace: ``invoke_agent NAME``, with a ``chat MODEL`` below it for each call that the mind made in it. A call of
no turn (notes at night) is a trace of its own. What the endpoint didn't report is left out. What the
conventions have no name for is called ``gothmud.*``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from typing import Any

from gothmud.replay.opening import Opened

SCOPE = {"name": "gothmud.replay"}
SCHEMA = "https://opentelemetry.io/schemas/1.41.0"
API = "openai"  # by whose API the endpoint is asked, whoever's it is
INTERNAL, CLIENT = 1, 3
OK, ERROR = 1, 2
A_DOCUMENT = 1000  # spans: a document is sent to a collector in one piece
FIELDS = (
    "city", "source", "seq", "kind", "id", "agent", "tier", "cause", "verb", "ok", "reason", "event", "seconds", "purpose",
    "priority", "model", "failure", "prompt_tokens", "cached_tokens", "output_tokens", "queue_seconds", "model_seconds",
    "first_token_seconds", "city_time",
)  # fmt: skip
MINDS = f"""
SELECT {", ".join(FIELDS)}, epoch_us(real_time) AS ends FROM events
WHERE kind IN ('turn', 'call') AND agent IS NOT NULL ORDER BY city, source, seq
"""
Row = dict[str, Any]
Span = dict[str, Any]


def documents(record: Opened) -> Iterator[dict[str, Any]]:
    """Yield OTLP documents, each to be written as one line of JSON or posted to a collector's ``/v1/traces``."""
    for spans in batched(_spans(record), A_DOCUMENT):
        by_city: dict[str, list[Span]] = defaultdict(list)
        for city, span in spans:
            by_city[city].append(span)
        yield {"resourceSpans": [_resource(city, found) for city, found in by_city.items()]}


def _resource(city: str, spans: list[Span]) -> dict[str, Any]:
    named = {"service.name": "gothmud", "service.namespace": city}
    return {
        "resource": {"attributes": _attributes(named)},
        "scopeSpans": [{"scope": SCOPE, "spans": spans, "schemaUrl": SCHEMA}],
    }


def _spans(record: Opened) -> Iterator[tuple[str, Span]]:
    """Yield each turn after its calls. Only calls that wait for their turn are held."""
    waiting: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for values in record.batches(MINDS, {}, A_DOCUMENT):
        row: Row = dict(zip((*FIELDS, "ends"), values, strict=True))
        mind = row["city"], row["agent"]
        if row["kind"] == "call":
            waiting[mind].append(row)
            continue
        for call in waiting.pop(mind, ()):
            within = call["ends"] >= row["ends"] - (row["seconds"] or 0) * 1e6
            yield row["city"], _call(call, row if within else None)
        yield row["city"], _turn(row)
    for (city, _), calls in waiting.items():
        yield from ((city, _call(each, None)) for each in calls)


def _turn(row: Row) -> Span:
    return _span(row, None, f"invoke_agent {row['agent']}", INTERNAL, row["seconds"], row["reason"] if row["ok"] is False else "", {
        "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.id": row["agent"], "gen_ai.agent.name": row["agent"],
        "gothmud.tier": row["tier"], "gothmud.verb": row["verb"], "gothmud.event": row["event"],
    })  # fmt: skip


def _call(row: Row, turn: Row | None) -> Span:
    seconds = (row["queue_seconds"] or 0) + (row["model_seconds"] or 0)
    failure = "" if row["ok"] else row["failure"] or "_OTHER"
    return _span(row, turn, f"chat {row['model'] or ''}".strip(), CLIENT, seconds, failure, {
        "gen_ai.operation.name": "chat", "gen_ai.provider.name": API, "gen_ai.request.model": row["model"], "gen_ai.agent.id": row["agent"],
        "gen_ai.usage.input_tokens": row["prompt_tokens"], "gen_ai.usage.cache_read.input_tokens": row["cached_tokens"],
        "gen_ai.usage.output_tokens": row["output_tokens"],
        "error.type": failure, "gothmud.purpose": row["purpose"], "gothmud.priority": row["priority"],
        "gothmud.queue_seconds": row["queue_seconds"], "gothmud.first_token_seconds": row["first_token_seconds"],
    })  # fmt: skip


def _span(row: Row, parent: Row | None, name: str, kind: int, seconds: float | None, error: str, own: Row) -> Span:
    """Return a span that ended when its event was written. Ids are hashes of the events': the same every time."""
    ends, root = int(row["ends"]) * 1000, parent or row
    common = {"gothmud.id": row["id"], "gothmud.cause": row["cause"], "gothmud.city_time": _told(row["city_time"])}
    return {
        "traceId": _hash(root, 32), "spanId": _hash(row, 16), **({"parentSpanId": _hash(parent, 16)} if parent else {}),
        "name": name, "kind": kind, "startTimeUnixNano": str(ends - int((seconds or 0) * 1e9)), "endTimeUnixNano": str(ends),
        "attributes": _attributes(own | common),
        "status": {"code": ERROR, "message": error} if error else {"code": OK},
    }  # fmt: skip


def _attributes(named: Row) -> list[dict[str, Any]]:
    return [{"key": key, "value": _value(each)} for key, each in named.items() if each not in (None, "")]


def _value(value: object) -> dict[str, Any]:
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)}
        case float():
            return {"doubleValue": value}
    return {"stringValue": str(value)}


def _hash(row: Row, digits: int) -> str:
    return hashlib.sha256(f"{row['city']} {row['id']}".encode()).hexdigest()[:digits]


def _told(at: datetime | None) -> str:
    return at.isoformat() if at else ""
