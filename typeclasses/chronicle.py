"""The world's event log: stored with its effect in one transaction, then told to bodies and written to the record."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from django.db import connection, transaction
from evennia.utils import logger

from gothmud import events, wire
from gothmud.clock import wall
from gothmud.events import Event
from gothmud.record import Backlog, Recorder
from typeclasses.stock import DoneAct, WorldEvent, atomic

KEEP = 5000  # events that the world remembers for bodies whose mind is away
KEEP_ACTS = 20000  # answers that it remembers
PRUNE_EVERY = 500
RECENT = 200  # events that a person may have missed while the world was started again
INSERT = "INSERT INTO outbox_worldevent (id, line, frames) VALUES (%s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Show:
    """What some bodies perceive of an event: a message of the wire (less its envelope) and who gets it."""

    message: type[wire.Perceived]
    fields: dict[str, Any]
    hearers: Iterable[int]


@dataclass(frozen=True, slots=True)
class Told:
    """A frame as remembered for latecomers."""

    seq: int
    frame: str
    hearers: frozenset[int]


class Chronicle:
    """The one that numbers the world's events. ``city_now`` gives the city time, ``tell`` delivers after the commit."""

    def __init__(
        self, recorder: Recorder, city_now: Callable[[], datetime], tell: Callable[[Event, list[Told]], None]
    ) -> None:
        self._city_now, self._tell = city_now, tell
        self._record = Backlog(recorder, lambda error: logger.log_err(f"record: {error}; kept, and tried again"))
        self.follow: Callable[[Event], None] = lambda _event: None  # may let more happen, in the same transaction
        rows = list(WorldEvent.objects.order_by("-id")[:KEEP])[::-1]
        self._oldest = rows[0].id if rows else recorder.seq + 1
        self._told = deque((each for row in rows for each in _told(row)), maxlen=2 * KEEP)
        self._recent = deque(((row.line, _told(row)) for row in rows[-RECENT:]), maxlen=RECENT)
        for row in rows:
            if row.id > recorder.seq:
                self._record.put(events.parse(row.line))
        self._seq = max(recorder.seq, rows[-1].id if rows else 0)

    @property
    def seq(self) -> int:
        """The last number given."""
        return self._seq

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make all that happens inside one transaction: with its events or not at all."""
        before, committed = self._seq, False

        def note() -> None:
            nonlocal committed
            committed = True

        try:
            with atomic():
                transaction.on_commit(note)
                yield
        except BaseException:
            if not committed:  # what raises after the commit takes no event back
                self._seq = before
            raise

    def happen(self, kind: type[Event], *shows: Show, cause: str = "", **fields: Any) -> Event:
        """Store an event; after the commit the bodies of ``shows`` are told and the record has it."""
        self._seq += 1
        if "heard" in kind.model_fields:
            fields["heard"] = sorted({each for show in shows for each in show.hearers})
        event = kind(
            id=f"world-{self._seq}", city_time=self._city_now(), real_time=wall(),
            source="world", seq=self._seq, cause=cause, **fields,
        )  # fmt: skip
        told = [Told(event.seq, _frame(show, event), frozenset(show.hearers)) for show in shows]
        line = event.model_dump(mode="json")
        _store(event.seq, line, told)
        transaction.on_commit(lambda: self._publish(event, line, told), robust=True)  # it has happened, whoever fails
        self.follow(event)
        return event

    def missed(self, body: int, after: int) -> tuple[list[Told], bool, int]:
        """Return a body's events after ``after``, whether some are no longer known, and the oldest kept."""
        missed = [told for told in self._told if told.seq > after and body in told.hearers]
        return missed, after + 1 < self._oldest, self._oldest

    def cut_off(self, body: int, after: int) -> list[tuple[Event, str]]:
        """Return a body's latest events after ``after``, each with its frame: what a death kept from a person."""
        return [
            (events.parse(line), each.frame) for line, told in self._recent if line["seq"] > after
            for each in told if body in each.hearers
        ]  # fmt: skip

    def lately(self, room: int | None, *kinds: type[Event]) -> list[Event]:
        """Return the latest events of some kinds in a room, or (None) in the whole city, oldest first."""
        names = {each.model_fields["kind"].default for each in kinds}
        lines = (line for line, _ in self._recent if line["kind"] in names and room in (None, line["room"]))
        return [events.parse(each) for each in lines]

    def since(self, seq: int) -> list[dict[str, Any]]:
        """Return the latest events after ``seq``, as they stand in the record."""
        newer = takewhile(lambda each: each[0]["seq"] > seq, reversed(self._recent))
        return [line for line, _ in newer][::-1]

    def _publish(self, event: Event, line: dict[str, Any], told: list[Told]) -> None:
        self._record.put(event, line)
        self._told.extend(told)
        self._recent.append((line, told))
        if event.seq % PRUNE_EVERY == 0:
            self._oldest = max(self._oldest, event.seq - KEEP + 1)
            WorldEvent.objects.filter(id__lt=self._oldest).delete()
        self._tell(event, told)


def number_of(event: str) -> int:
    """Return the number of an event of the world, such as 12 for 'world-12'; 0 for anything else."""
    source, _, number = event.rpartition("-")
    return int(number) if source == "world" and number.isdecimal() else 0


def _told(row: Any) -> list[Told]:
    return [Told(row.id, frame, frozenset(hearers)) for frame, hearers in row.frames]


def _store(seq: int, line: dict[str, Any], told: list[Told]) -> None:
    """Insert an event's row; by hand, for this is on the way of every word that is said."""
    frames = [[each.frame, sorted(each.hearers)] for each in told]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [seq, json.dumps(line), json.dumps(frames)])


def _frame(show: Show, event: Event) -> str:
    assert event.city_time is not None
    fields = {"seq": event.seq, "event": event.id, "cause": event.cause, "at": event.city_time}
    return show.message(**fields, **show.fields).encode()


def answered(body: int, act: str) -> wire.ActResult | None:
    """Return the stored answer of an act, or None for one that was never done."""
    row = DoneAct.objects.filter(body=body, act=act).first()
    return wire.ActResult.model_validate(row.result) if row else None


def store_answer(body: int, result: wire.ActResult) -> None:
    """Store an act's answer; call it in the transaction of its effect."""
    row = DoneAct.objects.create(body=body, act=result.id, result=result.model_dump(mode="json"))
    if row.id % PRUNE_EVERY == 0:
        DoneAct.objects.filter(id__lte=row.id - KEEP_ACTS).delete()


def last_act(body: int) -> str:
    """Return the last act id that a body did, or an empty string."""
    row = DoneAct.objects.filter(body=body).order_by("-id").values_list("act", flat=True).first()
    return row or ""
