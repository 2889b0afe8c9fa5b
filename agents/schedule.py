"""The day of a person: when it is time for bed, for waking, for the next line of the plan. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Literal

from gothmud.persona import Persona

Phase = Literal["day", "bedtime", "late"]
A_DAY = timedelta(days=1)


def phase(persona: Persona, now: datetime) -> Phase:
    """Return whether it is day, time to be home and asleep, or so late that sleep comes anywhere.

    Who has one hour for bed and waking has no night.
    """
    since = now - last(persona.bed, now)
    night = (last(persona.wake, now) - last(persona.bed, now)) % A_DAY
    if since >= night:
        return "day"
    return "late" if since >= timedelta(minutes=persona.late) else "bedtime"


def night_of(persona: Persona, now: datetime) -> date:
    """Return the day that a night ends: it began with the last waking hour."""
    return last(persona.wake, now).date()


def wakes_at(persona: Persona, night: date) -> datetime:
    """Return the hour at which one wakes from the night that ends this day, however late one lay down."""
    return datetime.combine(night, time.fromisoformat(persona.wake)) + A_DAY


def next_bed(persona: Persona, now: datetime) -> datetime:
    """Return the next bedtime."""
    return last(persona.bed, now) + A_DAY


def next_line(persona: Persona, now: datetime) -> datetime:
    """Return when the next line of the plan begins; a day from now without a plan."""
    return min((last(each.at, now) + A_DAY for each in persona.plan), default=now + A_DAY)


def last_line(persona: Persona, now: datetime) -> datetime:
    """Return when the line of the plan that holds now began; the beginning of time without a plan."""
    return max((last(each.at, now) for each in persona.plan), default=datetime.min)


def awake(persona: Persona, since: datetime, now: datetime) -> timedelta:
    """Return how much of a stretch is day, by one's own hours."""
    night = (last(persona.wake, now) - last(persona.bed, now)) % A_DAY
    waking, bed = now - since, last(persona.bed, now)
    while bed + night > since:
        waking -= max(timedelta(), min(bed + night, now) - max(bed, since))
        bed -= A_DAY
    return waking


def last(clock: str, now: datetime) -> datetime:
    """Return the last moment, up to now, at which the clock showed 'HH:MM'."""
    at = datetime.combine(now.date(), _hour(clock))
    return at if at <= now else at - A_DAY


@cache
def _hour(clock: str) -> time:
    return time.fromisoformat(clock)
