"""What the audit log hears of a connection: each line that comes in, each that goes out, who, where, and what it led to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from twisted.internet import reactor

from gothmud import masking, wire
from gothmud.audit import Audit, Line, fields
from gothmud.clock import wall
from typeclasses.city import the_city

PRIVATE = ("whisper", "write")  # acts whose words are for one person: where whispers are left out, these are
WHISPERED = '"mode":"whisper"'  # in a frame
LETTERS = ("letter.sent", "letter.read")
SAME = timedelta(milliseconds=1)
MOST_WORDS = 60  # typed before login that are looked for in answers

_now = (datetime.min.replace(tzinfo=UTC), datetime.min)  # the moment of the newest line, real and of the city
_reading: Any = None  # of the city's clock then


@cache
def the_audit() -> Audit | None:
    """Return this process's audit log, or None where the settings have switched it off."""
    if not settings.GOTHMUD.audit.on:
        return None
    later: Any = reactor
    return Audit(settings.GOTHMUD_HOME_DIR / "audit", settings.GOTHMUD.audit.keep_days, later.callLater)


@cache
def _keeps_whispers() -> bool:
    """Whether what is for one person stands in the log."""
    return settings.GOTHMUD.audit.whispers


def stop() -> None:
    """Write the rest."""
    if log := the_audit():
        log.close()


def note(session: Any, direction: str, text: str = "", frame: str = "") -> Line | None:
    """Write down something of a connection; return the line, None where nothing is kept."""
    log = the_audit()
    if log is None:
        return None
    return log.add(_line(session, direction, text, frame))


def _line(session: Any, direction: str, text: str, frame: str, event: int = 0) -> Line:
    events = [f"world-{event}"] if event else []
    return Line(direction, [_who(session)], *_moment(), text, frame, events)


def _moment() -> tuple[datetime, datetime]:
    """Return the real and the city time; lines of one millisecond have the same, unless the clock was set in it."""
    global _now, _reading
    clock, real = the_city().clock, wall()
    if clock.reading is not _reading or not timedelta(0) <= real - _now[0] < SAME:
        _now, _reading = (real, clock.now()), clock.reading
    return _now


@contextmanager
def listening(session: Any, text: str | None) -> Iterator[Line | None]:
    """Write down what comes in (``text``: a typed line) and, once it was dealt with, the events that it led to."""
    if the_audit() is None:
        yield None
        return
    shown = None if text is None else masking.typed(text, logged_in=session.logged_in)
    if text is not None and not session.logged_in:
        session.typed = [*session.typed, *masking.words_of(text)][-MOST_WORDS:]
    session.strange = text is not None and not session.logged_in and not masking.is_command(text)
    before = the_city().chronicle.seq
    session.line = line = note(session, "in", shown or "")
    try:
        yield line
    finally:
        session.line, session.strange = None, False
        if line:
            led_to = the_city().chronicle.since(before)
            line.events += [each["id"] for each in led_to]
            if not _keeps_whispers() and (_whispers(text) or any(map(_for_one, led_to))):
                line.hide()


def understood(session: Any, message: wire.Message) -> None:
    """Fill in the line of a frame that was understood, without its secrets."""
    if session.line:
        session.line.frame = masking.message(message).encode()
        if isinstance(message, wire.Act) and message.verb in PRIVATE and not _keeps_whispers():
            session.line.hide()


def misunderstood(session: Any, frame: str) -> None:
    """Fill in the line of a frame that nobody understood: nothing of it, for it may hold anything."""
    if session.line:
        session.line.text = f"({len(frame)} characters that are no message)"


def sent(session: Any, kwargs: dict[str, Any]) -> None:
    """Write down what goes out through Evennia."""
    told(session, _first(kwargs.get("text")), _first(kwargs.get("frame")))


def told(session: Any, text: str, frame: str, seq: int = 0, *, private: bool = False) -> None:
    """Write down a text or a frame that goes out; one of neither needs no line. ``seq``: the event that it tells of;
    those who are told the same of it share a line until it is written."""
    log = the_audit()
    if log is None or not (text or frame):
        return
    shown = _shown(session, text)
    if seq and log.join(seq, shown, frame, _who(session)):
        return
    line = _line(session, "out", shown, frame, seq)
    log.add_shared(seq, line) if seq else log.add(line)
    if (private or is_private(frame)) and not _keeps_whispers():
        line.hide()


def _shown(session: Any, text: str) -> str:
    """Return a text that goes out without what was typed and may be a secret; then the typed line is hidden too."""
    if not text:
        return ""
    if session.line and (session.strange or text.startswith(masking.ECHO)):
        session.line.hide()
        return masking.MASK
    return text if session.logged_in else masking.answer(text, session.typed)


def _who(session: Any) -> str:
    """Return who a connection is and where; made anew when that has changed, for it stands in every line."""
    body = session.puppet
    place = (session.uname, body.id, body.db_location_id) if body else (session.uname,)
    if session.place != place:
        session.place, session.who = place, _described(session, body, body.location if body else None)
    return session.who


def _described(session: Any, body: Any, room: Any) -> str:
    who: dict[str, Any] = {"connection": session.sessid, "account": session.uname or ""}
    if body:
        who |= {"character": body.key, "body": body.id}
        who |= {"room": room.key, "room_id": room.id} if room else {}
    return fields(**who)


def _first(value: Any) -> str:
    """Return the text of Evennia's many shapes of one: 'x', ('x',), ('x', {}), (('x',), {})."""
    while isinstance(value, list | tuple):
        value = value[0] if value else ""
    return value if isinstance(value, str) else "" if value is None else str(value)


@lru_cache(maxsize=16)
def is_private(frame: str) -> bool:
    """Return whether the words of a frame are for one person."""
    return WHISPERED in frame or frame.startswith(f"{wire.Letter.package} ")


def _whispers(text: str | None) -> bool:
    return text is not None and text.strip().lstrip(masking.PREFIXES).casefold().startswith(PRIVATE)


def _for_one(event: dict[str, Any]) -> bool:
    return event["kind"] in LETTERS or (event["kind"] == "said" and event["mode"] == "whisper")
