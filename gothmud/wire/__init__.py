"""The wire: one model a message, encode and decode. docs/wire.md is generated from here.

A frame is ``Package.Name json``, as in GMCP: on telnet inside a GMCP subnegotiation, on the websocket
(subprotocol ``gmcp.mudstandards.org``) as a text frame. Both ends import this; anybody may write a mind in another
language from docs/wire.md. Bytes in, messages out, no I/O: the shape is that of websockets' ``protocol.py``.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from gothmud.wire.base import MAX_FRAME, MAX_TEXT, SUBPROTOCOL, ListMessage, Message, WireError
from gothmud.wire.client import (
    FIELDS,
    VERBS,
    Act,
    Credentials,
    Due,
    Hello,
    Ping,
    Supports,
    SupportsAdd,
    SupportsRemove,
    Sync,
    Thinking,
    TokenLogin,
    Typing,
    Verb,
    misfit,
)
from gothmud.wire.perceived import (
    Arrive,
    ChannelText,
    Forget,
    Leave,
    Letter,
    Perceived,
    Rumor,
    SayEvent,
    Seen,
)
from gothmud.wire.world import (
    ActResult,
    AddPlayer,
    ClientGUI,
    ClientMap,
    Floor,
    Gauges,
    Item,
    Items,
    LoginResult,
    Notice,
    Pong,
    RemovePlayer,
    RoomInfo,
    RoomPlayers,
    Someone,
    Synced,
    ThinkingSeen,
    Time,
    Way,
    Weather,
    Welcome,
)

CLIENT: dict[str, type[Message]] = {
    each.package: each
    for each in (
        Hello, Supports, SupportsAdd, SupportsRemove, Ping, Credentials, TokenLogin, Sync, Act, Thinking, Typing, Due,
    )
}  # fmt: skip
WORLD: dict[str, type[Message]] = {
    each.package: each
    for each in (
        Pong, ClientMap, ClientGUI, LoginResult, Welcome, Synced, RoomInfo, RoomPlayers, AddPlayer, RemovePlayer, Items, ChannelText,
        SayEvent, Letter, Arrive, Leave, Seen, Rumor, Forget, Time, Weather, ThinkingSeen, Floor, Gauges, ActResult, Notice,
    )
}  # fmt: skip

__all__ = [
    "CLIENT",
    "FIELDS",
    "MAX_FRAME",
    "MAX_TEXT",
    "SUBPROTOCOL",
    "VERBS",
    "WORLD",
    "Act",
    "ActResult",
    "AddPlayer",
    "Arrive",
    "ChannelText",
    "ClientGUI",
    "ClientMap",
    "Credentials",
    "Due",
    "Floor",
    "Forget",
    "Gauges",
    "Hello",
    "Item",
    "Items",
    "Leave",
    "Letter",
    "ListMessage",
    "LoginResult",
    "Message",
    "Notice",
    "Perceived",
    "Ping",
    "Pong",
    "RemovePlayer",
    "RoomInfo",
    "RoomPlayers",
    "Rumor",
    "SayEvent",
    "Seen",
    "Someone",
    "Supports",
    "SupportsAdd",
    "SupportsRemove",
    "Sync",
    "Synced",
    "Thinking",
    "ThinkingSeen",
    "Time",
    "TokenLogin",
    "Typing",
    "Verb",
    "Way",
    "Weather",
    "Welcome",
    "WireError",
    "decode",
    "misfit",
    "shaped",
]


def decode(frame: str, side: dict[str, type[Message]]) -> Message:
    """Return the message of a frame. ``side`` is CLIENT or WORLD: who sent it.

    Raises WireError for a frame that is too long, no known message, no JSON, or of the wrong shape.
    """
    if side is CLIENT and len(frame.encode("utf-8", "replace")) > MAX_FRAME:
        raise WireError(f"a frame that is too long; at most {MAX_FRAME} bytes are read")
    package, _, body = frame.partition(" ")
    model = side.get(package)
    if model is None:
        raise WireError("no message of that name is known")
    try:
        value = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError):
        raise WireError(f"{package}: what follows the name is no JSON") from None
    return shaped(model, value)


def shaped(model: type[Message], value: Any) -> Message:
    """Return ``value`` as a message. Raises WireError, naming the first field that is wrong."""
    try:
        return model.model_validate({"root": value} if issubclass(model, ListMessage) else value)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        known = [str(part) for part in first["loc"] if part in model.model_fields]
        field = ".".join(known) or "payload"
        raise WireError(f"{model.package}: {field}: {first['msg']}") from None
