"""The allow-list of what a connection may send: a typed line, or a frame of the wire. Everything else is refused."""

from __future__ import annotations

from typing import Any

from evennia.server.inputfuncs import text as _evennia_text
from evennia.utils import logger

from server.frames import MAX_LINE, TOO_FAST, TOO_LONG
from server.receive import receive as _receive


def text(session: Any, *args: Any, **_kwargs: Any) -> None:
    """Take a typed line. Keywords are dropped: stock Evennia would make them attributes of the command."""
    if session.is_mind:  # a mind acts by typed acts only
        return
    line = "".join(each for each in str(args[0] if args else "") if each.isprintable() or each == "\t")
    if not session.may_send():
        session.msg(TOO_FAST)
    elif len(line) > MAX_LINE:
        session.msg(TOO_LONG)
    else:
        _evennia_text(session, line)


def frame(session: Any, *args: Any, **_kwargs: Any) -> None:
    """Take a frame of the wire."""
    _receive(session, str(args[0] if args else ""))


def default(session: Any, cmdname: str, *_args: Any, **_kwargs: Any) -> None:
    """Log the name of anything else, never its arguments: they may hold a password."""
    logger.log_info(f"connection {session.sessid}: unknown input '{cmdname[:40]}'")
