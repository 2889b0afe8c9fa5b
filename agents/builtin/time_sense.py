"""A mind feels time pass: each turn opens with the hour and what has passed since the last turn and the last word."""

from __future__ import annotations

from datetime import timedelta
from itertools import takewhile
from operator import attrgetter

from agents.elapsed import ago, hour, stretch
from agents.facts import spoken_time
from agents.hookspecs import hookimpl
from agents.view import Note, View

AGAIN = timedelta(minutes=10)  # city time after which a turn that waits is told the hour again
GAP = timedelta(minutes=2)  # since the last turn: worth a mention in a transcript
LONG_AGO = timedelta(minutes=20)  # since the last word with somebody: worth a mention


@hookimpl
async def on_event(mind: View) -> list[Note]:
    """Open the turn before the first thing that is perceived in it."""
    return time_notes(mind)


@hookimpl
async def on_wake(mind: View) -> list[Note]:
    """Open the morning."""
    return time_notes(mind)


@hookimpl
async def before_turn(mind: View) -> list[Note]:
    """Open a turn in which nothing was perceived, or whose opening is old."""
    return time_notes(mind)


def time_notes(mind: View) -> list[Note]:
    """Return the hour, unless this turn was told it just now, and for each who is here how long ago the last word was."""
    newest = takewhile(attrgetter("newest"), reversed(mind.standing))
    told = next((each for each in newest if each.key == "hour"), None)
    text = ""
    if not mind.full:
        text = "" if _said_so(mind) else f"({spoken_time(mind.now)})\n" if told else _hour(mind)
    elif not told:
        text = _hour(mind)
    elif mind.now - told.at >= AGAIN:
        text = f"[It is {hour(mind.now)} now.]\n"
    people = [each for each in mind.people if _long_ago(mind, each.id)]
    notes = [Note(text, "hour", {"said": spoken_time(mind.now)})] if text else []
    return notes + [Note(_last_word(mind, each.id, each.name), _word(mind, each.id)) for each in people]


def _said_so(mind: View) -> bool:
    """Whether a transcript's last hour still holds, as people say it: a small model stumbles over one line again and again."""
    told = next((each for each in reversed(mind.standing) if each.key == "hour"), None)
    return told is not None and told.data.get("said") == spoken_time(mind.now)


def _hour(mind: View) -> str:
    passed = mind.now - mind.last_reply if mind.last_reply else None
    if not mind.full:
        gap = f"{stretch(passed).capitalize()} later. " if passed and passed >= GAP else ""
        return f"({gap}{spoken_time(mind.now)})\n"
    sky = mind.weather.strip().rstrip(".")
    gap = f" {stretch(passed).capitalize()} since your last turn." if passed is not None else ""
    return f"[It is {hour(mind.now)}, {mind.now:%A}{f', {mind.part}' if mind.part else ''}.{f' {sky}.' if sky else ''}{gap}]\n"


def _long_ago(mind: View, body: int) -> bool:
    """Whether the last word with somebody is long ago and hasn't been mentioned yet."""
    last = mind.last_word.get(body)
    return last is not None and mind.now - last >= LONG_AGO and not mind.stands(_word(mind, body))


def _word(mind: View, body: int) -> str:
    """Return the key of the last word with somebody. (Not the note's own hour: a mind that was cut off perceives again, later.)"""
    return f"word {body} {mind.last_word[body]:%F %T}"


def _last_word(mind: View, body: int, name: str) -> str:
    when = ago(mind.last_word[body], mind.now)
    if mind.full:
        return f"[You last spoke with {name} {when}.]\n"
    return f"({mind.persona.name} last spoke with {name} {when}.)\n"
