"""Time in the words that people use. Pure; right across midnight, month ends, sleep and downtime."""

from __future__ import annotations

from datetime import datetime, timedelta

import humanize

MOMENT = timedelta(seconds=90)
NEARLY_A_DAY = timedelta(hours=20)


def hour(now: datetime) -> str:
    """Return the hour as on a clock face: '3:05 PM'."""
    return f"{now.hour % 12 or 12}:{now.minute:02} {'AM' if now.hour < 12 else 'PM'}"


def stretch(gap: timedelta) -> str:
    """Return a stretch of time: 'a moment', '20 minutes', 'an hour', '3 hours', '2 days', '3 weeks'."""
    minutes = round(gap.total_seconds() / 60)
    if gap < MOMENT:
        return "a moment"
    if minutes < 60:
        return f"{minutes} minutes"
    if gap < NEARLY_A_DAY:
        hours = round(minutes / 60)
        return "an hour" if hours == 1 else f"{hours} hours"
    return _days(max(1, round(gap / timedelta(days=1))))


def ago(then: datetime, now: datetime) -> str:
    """Return when something was, seen from now: '3 hours ago', 'yesterday evening', 'on Friday', '3 weeks ago'."""
    nights = (now.date() - then.date()).days
    if nights <= 0 or now - then < timedelta(hours=6):
        return f"{stretch(now - then)} ago"
    if nights == 1:
        return _yesterday(then, now)
    return f"on {then:%A}" if nights < 7 else f"{_days(nights)} ago"


def _yesterday(then: datetime, now: datetime) -> str:
    if then.hour < 5:
        return "last night" if now.hour < 5 else "the night before last"
    late = daypart(then) == "night" or (then.hour == 21 and now.hour < 12)
    return "last night" if late else f"yesterday {daypart(then)}"


def _days(days: int) -> str:
    """Return a number of days as people say it; weeks up to a month, then months and years."""
    if 7 <= days < 28:
        return "a week" if days < 14 else f"{days // 7} weeks"
    return humanize.naturaldelta(timedelta(days=max(days, 31) if days >= 28 else days))


def daypart(at: datetime) -> str:
    """Return the part of a day: morning, afternoon, evening, night."""
    return (
        "night"
        if at.hour < 5 or at.hour >= 22
        else "morning"
        if at.hour < 12
        else "afternoon"
        if at.hour < 18
        else "evening"
    )
