"""The bill as plain values: what the command prints and what ``--json`` hands on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gothmud.config import Settings
from gothmud.ledger.count import By, Counted, Row, Sum, counted
from gothmud.ledger.electricity import Electricity, electricity
from gothmud.ledger.price import Price

HERE = (None, "127.0.0.1", "localhost", "::1")  # None: no endpoint was found yet, so it isn't elsewhere


@dataclass(frozen=True)
class Bill:
    """A counted record with its prices. ``slots`` is how many calls at a time the endpoint takes, 0 where unknown."""

    by: By
    counts: Counted
    price: Price
    power: Electricity
    slots: int

    def row(self, row: Row) -> dict[str, Any]:
        """Return a row's figures; None is 'not reported' or 'not known'."""
        total = self.counts.total.model_seconds
        share = row.model_seconds / total if total else 0.0
        dollars = self.price.of(row) if row.tokens_in.untold < row.calls or not row.calls else None
        kwh, power = self.power.share(share)
        return {
            "calls": row.calls, "failed": row.failed,
            **{name: figures(getattr(row, name), row.calls) for name in ("tokens_in", "cached", "novel", "out")},
            "queue_seconds": round(row.queue_seconds, 3), "model_seconds": round(row.model_seconds, 3),
            "share": round(share, 4), "capacity": self.capacity(row), "list_dollars": _each(dollars),
            "kwh": _each(kwh), "power_dollars": _each(power), "lines": row.lines,
            "list_dollars_a_line": _each(dollars, row.lines), "power_dollars_a_line": _each(power, row.lines),
        }  # fmt: skip

    def capacity(self, row: Row) -> float | None:
        """Return which share of what the endpoint could have done the row took; None where its slots aren't known."""
        could = self.slots * self.counts.on
        return round(row.model_seconds / could, 4) if could else None

    def value(self) -> dict[str, Any]:
        """Return all of it."""
        counts = self.counts
        return {
            "by": self.by, "from": _iso(counts.first), "to": _iso(counts.last), "hours_on": round(counts.on / 3600, 4),
            "slots": self.slots or None, "total": self.row(counts.total),
            "rows": {key: self.row(row) for key, row in sorted(counts.rows.items())},
            "prices": {model: self.price.rate(model).of for model in sorted(counts.total.models)},
            "power": {"kwh": _each(self.power.kwh), "dollars": _each(self.power.dollars), "how": self.power.how},
        }  # fmt: skip


def figures(total: Sum, calls: int) -> dict[str, int | None]:
    """Return a sum of tokens and how many calls reported none; no sum where no call reported any."""
    return {"tokens": total.tokens if total.untold < calls or not calls else None, "not_reported": total.untold}


def bill(home: Path, settings: Settings, by: By = "agent", since: datetime | None = None) -> Bill:
    """Return the bill of a home's record. Raises RecordError, ConfigError."""
    counts = counted(home / "record", by, since)
    found = _endpoint(home)
    here = urlsplit(str(found.get("url", ""))).hostname in HERE
    return Bill(
        by, counts, Price(settings.ledger), electricity(counts, settings.ledger, here=here), found.get("slots", 0)
    )


def _endpoint(home: Path) -> dict[str, Any]:
    """Return what the last probe found, nothing where there was none; the embedded model's is among them."""
    try:
        return json.loads((home / "run" / "endpoint.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _each(value: float | None, count: int | None = 1) -> float | None:
    return round(value / count, 8) if value is not None and count else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
