"""Counts the record's calls: by agent, purpose, tier or day, and all together."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from gothmud.errors import ConfigError
from gothmud.events import Call, Event, Power, Started, Turn
from gothmud.replay.days import days_of, events_in

By = Literal["agent", "purpose", "tier", "day"]
SPOKEN = ("say", "whisper", "channel")
PERIOD = re.compile(r"(\d+(?:\.\d+)?)\s*([hd])")


@dataclass
class Sum:
    """Tokens as the endpoint reported them, and how many calls reported none."""

    tokens: int = 0
    untold: int = 0

    def add(self, tokens: int | None) -> None:
        """Count a call's tokens."""
        self.tokens += tokens or 0
        self.untold += tokens is None


@dataclass
class Used:
    """What one model's calls used: what its price is reckoned on."""

    tokens_in: int = 0
    cached: int = 0
    out: int = 0


@dataclass
class Row:
    """One line of the ledger. ``lines`` is what was said aloud, whispered or put on the channel; None: doesn't apply."""

    calls: int = 0
    failed: int = 0
    tokens_in: Sum = field(default_factory=Sum)
    cached: Sum = field(default_factory=Sum)
    novel: Sum = field(default_factory=Sum)
    out: Sum = field(default_factory=Sum)
    queue_seconds: float = 0.0
    model_seconds: float = 0.0
    lines: int | None = 0
    models: dict[str, Used] = field(default_factory=lambda: defaultdict(Used))

    def add(self, call: Call) -> None:
        """Count a call. One that failed has cost what it reports."""
        self.calls += 1
        self.failed += not call.ok
        for total, tokens in (
            (self.tokens_in, call.prompt_tokens), (self.cached, call.cached_tokens), (self.novel, call.novel_tokens),
            (self.out, call.output_tokens),
        ):  # fmt: skip
            total.add(tokens)
        self.queue_seconds += call.queue_seconds
        self.model_seconds += call.model_seconds
        used = self.models[call.model]
        used.tokens_in += call.prompt_tokens or 0
        used.cached += min(call.cached_tokens or 0, call.prompt_tokens or 0)
        used.out += call.output_tokens or 0


@dataclass
class Counted:
    """All that the ledger takes from the record. ``on`` is how long an agents process was there, in seconds."""

    rows: dict[str, Row]
    total: Row
    on: float = 0.0
    busy: list[tuple[float, float]] = field(default_factory=list)
    joules: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    first: datetime | None = None
    last: datetime | None = None

    @property
    def busy_seconds(self) -> float:
        """How long at least one call was at the model."""
        seconds, until = 0.0, 0.0
        for start, end in sorted(self.busy):
            seconds += max(0.0, end - max(start, until))
            until = max(until, end)
        return seconds

    def take(self, event: Event, by: By) -> None:
        """Count an event of the agents."""
        if self.last and not (isinstance(event, Started) and event.process == "agents"):
            self.on += max(0.0, (event.real_time - self.last).total_seconds())
        self.first, self.last = self.first or event.real_time, event.real_time
        match event:
            case Call():
                self.total.add(event)
                self.rows.setdefault(_key(event, by), Row()).add(event)
                end = event.real_time.timestamp()
                self.busy.append((end - event.model_seconds, end))
            case Turn() if event.ok and event.verb in SPOKEN:
                self._spoken(event, by)
            case Power():
                self.joules[event.meter] += event.joules
            case _:
                pass

    def _spoken(self, turn: Turn, by: By) -> None:
        self.total.lines = (self.total.lines or 0) + 1
        if by != "purpose":
            row = self.rows.setdefault(_key(turn, by), Row())
            row.lines = (row.lines or 0) + 1


def counted(folder: Path, by: By, since: datetime | None = None) -> Counted:
    """Return the counts of a record folder, of ``since`` (real time) and later. Raises RecordError for a broken file."""
    found = Counted({}, Row())
    for path in days_of(folder, "agents", since.date().isoformat() if since else ""):
        for event in events_in(path):
            if since is None or event.real_time >= since:
                found.take(event, by)
    if by == "purpose":
        for each in found.rows.values():
            each.lines = None
    return found


def _key(event: Call | Turn, by: By) -> str:
    match by:
        case "agent":
            return event.agent or "(nobody)"
        case "purpose":
            return event.purpose if isinstance(event, Call) else ""
        case "tier":
            return event.tier or "(not told)"
        case "day":
            return event.real_time.date().isoformat()


def moment(text: str, now: datetime) -> datetime | None:
    """Return the real time that '24h', '7d', '2026-11-24' or '2026-11-24T18:00' (UTC) means; None for ''.

    Raises ConfigError for anything else.
    """
    if not text:
        return None
    try:
        if period := PERIOD.fullmatch(text.strip().lower()):
            amount = float(period[1])
            return now - (timedelta(hours=amount) if period[2] == "h" else timedelta(days=amount))
        told = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        raise ConfigError(
            f"--since: found '{text}'; expected a period such as 24h or 7d, or a day such as 2026-11-24"
        ) from None
    return told if told.tzinfo else told.replace(tzinfo=UTC)
