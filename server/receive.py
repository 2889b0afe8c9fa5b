"""What a frame of the wire does, by login state. The list of messages is closed; what is not in it is refused."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings

from gothmud import wire
from gothmud.wire import Message
from server import audit, offers
from typeclasses import floors, views
from typeclasses.acts import perform
from typeclasses.city import the_city
from typeclasses.stock import AccountDB

MOST_AGAIN = 500  # events that a person is sent once more; the latest. A mind gets all that there are
CAST = "cast"  # tag category of the cast's accounts; the key is the person's id
Handler = Callable[[Any, Any], None]


def receive(session: Any, frame: str) -> None:
    """Take a frame from a connection. A bad one is answered by a notice that never repeats it."""
    if not session.may_send():
        return _notice(session, "too many messages; slow down")
    try:
        message = wire.decode(frame, wire.CLIENT)
    except wire.WireError as error:
        audit.misunderstood(session, frame)
        return _notice(session, str(error))
    audit.understood(session, message)
    handler = ANYTIME.get(type(message)) or (IN_BODY if session.puppet else BEFORE_LOGIN).get(type(message))
    if handler is None:
        return _notice(session, f"{message.package}: not {'now' if session.logged_in else 'before you are logged in'}")
    handler(session, message)


def _notice(session: Any, reason: str) -> None:
    session.send_frames([wire.Notice(reason=reason).encode()])


def _hello(session: Any, message: wire.Hello) -> None:
    session.update_flags(CLIENTNAME=f"{message.client} {message.version}".strip())


def _supports(session: Any, _message: wire.Supports) -> None:
    session.send_frames([each.encode() for each in offers.to(session)])


def _nothing(_session: Any, _message: wire.Message) -> None:
    """All is sent to everybody who takes frames, whatever their client says of itself."""


def _ping(session: Any, _message: wire.Ping) -> None:
    session.send_frames([wire.Pong().encode()])


def _credentials(session: Any, message: wire.Credentials) -> None:
    from evennia.utils.utils import class_from_module

    account_class = class_from_module(settings.BASE_ACCOUNT_TYPECLASS)
    account, errors = account_class.authenticate(
        username=message.account, password=message.password, ip=session.address, session=session
    )
    _login(session, account, " ".join(errors))


def _token(session: Any, message: wire.TokenLogin) -> None:
    if not hmac.compare_digest(message.token.encode(), local_token().encode()):
        return _login(session, None, "That token is not this city's.")
    account = AccountDB.objects.filter(db_tags__db_key=message.person.lower(), db_tags__db_category=CAST).first()
    if account is not None:
        session.server_data = {**(session.server_data or {}), "mind": True}
    _login(session, account, f"Nobody called '{message.person}' is in the cast.")


def _login(session: Any, account: Any, reason: str) -> None:
    success = account is not None
    result = wire.LoginResult(success=success, message="" if success else reason or "No.")
    session.send_frames([result.encode()])
    if success:
        session.sessionhandler.login(session, account)


def _sync(session: Any, message: wire.Sync) -> None:
    city, body = the_city(), session.puppet
    told, missed, oldest = city.chronicle.missed(body.id, message.seq)
    if not session.is_mind and len(told) > MOST_AGAIN:
        told, missed = told[-MOST_AGAIN:], True
        oldest = told[0].seq
    session.charge(len(told))
    if told:
        city.fast.told(body.id, told[-1].seq)
    frames = [each.frame for each in told]
    session.send_frames([*frames, wire.Synced(seq=city.chronicle.seq, missed=missed, oldest=oldest).encode()])


def _act(session: Any, message: wire.Act) -> None:
    result = perform(session.puppet, message)
    session.send_frames([result.encode()])


def _thinking(session: Any, message: wire.Thinking) -> None:
    body = session.puppet
    seen = wire.ThinkingSeen(who=body.id, called=body.key, on=message.on)
    if body.location is None:
        return
    views.show(seen, [each for each in body.location.people() if each is not body])
    floors.thinks(body, message.on)


def _typing(session: Any, message: wire.Typing) -> None:
    floors.types(session.puppet, message.on)


def _due(session: Any, message: wire.Due) -> None:
    if not session.is_mind:
        return _notice(session, "Gothmud.Due: the clock waits for minds only")
    the_city().fast.declared(session.puppet.id, message.until, message.seq)


ANYTIME: dict[type[Message], Handler] = {
    wire.Hello: _hello, wire.Ping: _ping, wire.Supports: _supports, wire.SupportsAdd: _nothing, wire.SupportsRemove: _nothing,
}  # fmt: skip
BEFORE_LOGIN: dict[type[Message], Handler] = {wire.Credentials: _credentials, wire.TokenLogin: _token}
IN_BODY: dict[type[Message], Handler] = {
    wire.Sync: _sync, wire.Act: _act, wire.Thinking: _thinking, wire.Typing: _typing, wire.Due: _due,
}  # fmt: skip


@cache
def local_token() -> str:
    """Return this city's token, from a file that only its own user can read. Raises OSError where there is none."""
    return (settings.GOTHMUD_HOME_DIR / "run" / "token").read_text().strip()
