"""Hours of the day at which something is open, begins or stands somewhere: '08:00-20:00', a tram's timetable. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel


class Stand(BaseModel, frozen=True):
    """Where a tram stands, from which minutes of the hour on, and for how many."""

    room: str
    minutes: tuple[int, ...]
    stands: int


def lasts(span: str, now: datetime) -> bool:
    """Return whether ``now`` lies in a span of hours; one that ends before it begins goes over midnight."""
    begins, ends = span.split("-")
    clock = f"{now:%H:%M}"
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def is_open(span: str, now: datetime) -> bool:
    """Return whether a place with these opening hours is open; one without any always is."""
    return not span or lasts(span, now)


def closed(name: str, span: str) -> str:
    """Return what a closed door says."""
    begins, ends = span.split("-")
    return f"{name} is closed. It is open from {begins} to {ends}."


def stands_at(table: Sequence[Stand], now: datetime) -> str:
    """Return the room at which a tram stands now; empty while it rides."""
    for stop in table:
        if any((now.minute - minute) % 60 < stop.stands for minute in stop.minutes):
            return stop.room
    return ""


def next_stand(table: Sequence[Stand], room: str, now: datetime) -> datetime | None:
    """Return when a tram comes to a room next; None where it never does."""
    minutes = [minute for stop in table if stop.room == room for minute in stop.minutes]
    waits = [(minute - now.minute - 1) % 60 + 1 for minute in minutes]
    return now.replace(second=0, microsecond=0) + timedelta(minutes=min(waits)) if waits else None
