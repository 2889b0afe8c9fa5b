"""The wire: one model a message, encode and decode. docs/wire.md is generated from here.

A frame is ``Package.Name json``, as in GMCP: on telnet inside a GMCP subnegotiation, on the websocket
(subprotocol ``gmcp.mudstandards.org``) as a text frame. Both ends import this; anybody may write a mind in another
language from docs/wire.md. Bytes in, messages out, no I/O: the shape is that of websockets' ``protocol.py``.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

SUBPROTOCOL = "gmcp.mudstandards.org"
MAX_FRAME = 8192  # bytes of a frame from a client; checked before it is parsed
MAX_TEXT = 600  # characters that one act may say
Verb = Literal[
    "say", "whisper", "emote", "go", "look", "use", "get", "drop", "give", "channel", "wait", "habit", "sleep", "wake",
    "shake",
]  # fmt: skip
VERBS: tuple[str, ...] = get_args(Verb)


class WireError(ValueError):
    """A frame that is no message of ours. ``str()`` says why and never repeats what the frame held."""


class Message(BaseModel):
    """A message. ``package`` is its GMCP name; ``sender`` says which end sends it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    package: ClassVar[str] = ""
    sender: ClassVar[Literal["world", "client"]] = "world"

    def payload(self) -> Any:
        """Return the JSON value that follows the name."""
        return self.model_dump(mode="json", exclude_none=True)

    def encode(self) -> str:
        """Return the frame."""
        return f"{self.package} {json.dumps(self.payload(), ensure_ascii=False, separators=(',', ':'))}"


class ListMessage(Message):
    """A message whose payload is a bare list (``root``)."""

    root: list[Any]

    def payload(self) -> Any:
        """Return the bare list."""
        return self.model_dump(mode="json")["root"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# What a client may send --------------------------------------------------------------------------


class Hello(Message):
    """Who the client is. Optional."""

    package, sender = "Core.Hello", "client"
    client: Annotated[str, Field(max_length=80)] = ""
    version: Annotated[str, Field(max_length=40)] = ""


class Ping(Message):
    """Are you there? Answered by `Core.Ping`."""

    package, sender = "Core.Ping", "client"


class Credentials(Message):
    """Log in with an account and a password (the standard's own name)."""

    package, sender = "Char.Login.Credentials", "client"
    account: Annotated[str, Field(max_length=80)]
    password: Annotated[str, Field(max_length=200)]


class TokenLogin(Message):
    """Log in as one of the cast with the local token of this city, which only its own processes can read."""

    package, sender = "Gothmud.Login", "client"
    person: Annotated[str, Field(max_length=40)]
    token: Annotated[str, Field(max_length=200)]


class Sync(Message):
    """Send me what I missed after event `seq` of my body; answered by the events and a `Gothmud.Synced`."""

    package, sender = "Gothmud.Sync", "client"
    seq: Annotated[int, Field(ge=0)]


class Act(Message):
    """Do something. `id` is the client's own, unique for its body: an id seen before is not done again, it gets the
    stored answer. The closed list of verbs and their fields stands below the table."""

    package, sender = "Gothmud.Act", "client"
    id: Annotated[str, Field(min_length=1, max_length=80)]
    verb: Verb
    exit: int | None = None
    person: int | None = None
    thing: int | None = None
    text: Annotated[str, Field(max_length=MAX_TEXT)] = ""
    cause: Annotated[str, Field(max_length=80)] = ""


class Thinking(Message):
    """My mind is at work (or no longer): others see 'the nurse is looking for words'."""

    package, sender = "Gothmud.Thinking", "client"
    on: bool


class Due(Message):
    """I have read everything up to event `seq` and need nothing until city time `until`: where the clock is fast it
    may jump that far. For minds only. It is void once another event comes, or `until` does: then the clock stands
    still until the next one. After every `Gothmud.Welcome` it has to be said anew."""

    package, sender = "Gothmud.Due", "client"
    until: datetime
    seq: Annotated[int, Field(ge=0)]

    @field_validator("until")
    @classmethod
    def _city_time(cls, value: datetime) -> datetime:
        if value.tzinfo is not None:
            raise ValueError("city time has no zone")
        return value


# What the world sends ----------------------------------------------------------------------------


class Pong(Message):
    """The answer to `Core.Ping`."""

    package, sender = "Core.Ping", "world"


class LoginResult(Message):
    """Whether a login by message worked, and a line about why not."""

    package, sender = "Char.Login.Result", "world"
    success: bool
    message: str = ""


class Welcome(Message):
    """You are in a body (sent at login and again after the world restarted). `last_act` is the last act id that the
    world knows of it, `seq` the last event; ask for what you missed with `Gothmud.Sync`. `asleep` says that the body
    sleeps: it can do nothing but `wake`."""

    package, sender = "Gothmud.Welcome", "world"
    body: int
    person: str
    called: str
    last_act: str = ""
    seq: int = 0
    boot: str
    asleep: bool = False


class Synced(Message):
    """Everything after the asked `seq` has been sent. `missed` is true where the world no longer had all of it."""

    package, sender = "Gothmud.Synced", "world"
    seq: int
    missed: bool = False
    oldest: int = 0


class Way(_Part):
    """An exit of the room: `id` for `go`, and where it leads."""

    id: int
    name: str
    to: int
    to_name: str


class RoomInfo(Message):
    """Where you are: flat, as mappers know it, plus `ways` (exits with ids and names)."""

    package, sender = "Room.Info", "world"
    num: int
    name: str
    key: str = ""
    area: str
    environment: str = ""
    x: int = 0
    y: int = 0
    z: int = 0
    exits: dict[str, int] = {}
    ways: list[Way] = []
    desc: str = ""


class Someone(_Part):
    """A person in the room. `human` is true for somebody with a player; `awake` is false for a body without a mind;
    `asleep` is true for a body that sleeps, whether somebody is in it or not."""

    id: int
    name: str
    fullname: str = ""
    role: str = ""
    human: bool = False
    awake: bool = True
    asleep: bool = False


class RoomPlayers(ListMessage):
    """Who else is here."""

    package, sender = "Room.Players", "world"
    root: list[Someone]


class AddPlayer(Message, Someone):
    """Somebody is here now."""

    package, sender = "Room.AddPlayer", "world"


class RemovePlayer(Message):
    """Somebody is no longer here."""

    package, sender = "Room.RemovePlayer", "world"
    id: int
    who: str


class Item(_Part):
    """A thing. `verbs` says what can be done with it: get, drop, give, use."""

    id: int
    name: str
    verbs: list[str] = []


class Items(Message):
    """The things in the room (`location` is room) or those you carry (inv)."""

    package, sender = "Char.Items.List", "world"
    location: Literal["room", "inv"]
    items: list[Item]


class Perceived(Message):
    """What the events that a body perceives have in common: `seq` grows from event to event (with gaps: others perceive other events), `event` is
    the id in the record, `cause` what led to it, `at` the city time."""

    sender = "world"
    seq: int
    event: str
    cause: str = ""
    at: datetime


class SayEvent(Perceived):
    """Somebody spoke, whispered or posed."""

    package = "Gothmud.Say"
    who: int
    called: str
    mode: Literal["say", "whisper", "emote"]
    text: str
    to: int | None = None
    to_called: str = ""
    human: bool = False


class ChannelText(Perceived):
    """A line on a channel: the standard's three fields, and who it was."""

    package = "Comm.Channel.Text"
    channel: str
    talker: str
    text: str
    who: int


class Arrive(Perceived):
    """Somebody came into the room."""

    package = "Gothmud.Arrive"
    who: int
    called: str
    origin: str = ""
    human: bool = False


class Leave(Perceived):
    """Somebody left the room."""

    package = "Gothmud.Leave"
    who: int
    called: str
    to: str = ""


class Seen(Perceived):
    """Something else that was seen or heard: a thing used, a bell, a turn of the weather, somebody who falls asleep.
    `verb` is the act's (use, get, drop, give, sleep, wake, shake), empty for what was no act; `to` is the person to
    whom it was done: you are shaken where `verb` is shake and `to` is you."""

    package = "Gothmud.Seen"
    text: str
    who: int | None = None
    verb: str = ""
    to: int | None = None


class Time(Message):
    """The clock: `city` stood so at `real`; since then it runs at `rate` unless `paused`. While it is `fast` it is
    paused and jumps to what is due next, once every mind has said `Gothmud.Due`."""

    package, sender = "Gothmud.Time", "world"
    city: datetime
    real: datetime
    rate: float
    paused: bool
    part: str = Field(description="dawn, morning, noon, afternoon, dusk, evening, night")
    humans: int = Field(default=0, description="how many people with a player are in the city")
    fast: bool = False


class Weather(Message):
    """The sky over the city."""

    package, sender = "Gothmud.Weather", "world"
    sky: str
    celsius: float
    text: str


class ThinkingSeen(Message):
    """Somebody in the room is looking for words, or no longer."""

    package, sender = "Gothmud.Thinks", "world"
    who: int
    called: str
    on: bool


class ActResult(Message):
    """What became of an act. `event` is its id in the record, `seen` what a look showed."""

    package, sender = "Gothmud.Act.Result", "world"
    id: str
    ok: bool
    reason: str = ""
    event: str = ""
    seen: str = ""


class Notice(Message):
    """A frame of yours could not be used; `reason` says why, in words of ours."""

    package, sender = "Gothmud.Notice", "world"
    reason: str


CLIENT: dict[str, type[Message]] = {
    each.package: each for each in (Hello, Ping, Credentials, TokenLogin, Sync, Act, Thinking, Due)
}
WORLD: dict[str, type[Message]] = {
    each.package: each
    for each in (
        Pong, LoginResult, Welcome, Synced, RoomInfo, RoomPlayers, AddPlayer, RemovePlayer, Items, ChannelText,
        SayEvent, Arrive, Leave, Seen, Time, Weather, ThinkingSeen, ActResult, Notice,
    )
}  # fmt: skip

# Which fields a verb needs and which it may have; anything else in an act is refused by name.
FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "say": (("text",), ("person",)),
    "whisper": (("text", "person"), ()),
    "emote": (("text",), ()),
    "go": (("exit",), ()),
    "look": ((), ("person", "thing", "text")),
    "use": (("thing",), ()),
    "get": (("thing",), ()),
    "drop": (("thing",), ()),
    "give": (("thing", "person"), ()),
    "channel": (("text",), ()),
    "wait": ((), ()),
    "habit": ((), ("text", "person")),
    "sleep": ((), ()),
    "wake": ((), ()),
    "shake": (("person",), ()),
}


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


def misfit(act: Act) -> str:
    """Return what is wrong with an act's fields for its verb, or an empty string."""
    needed, allowed = FIELDS[act.verb]
    given = {field for field in ("exit", "person", "thing") if getattr(act, field) is not None}
    given |= {"text"} if act.text.strip() else set()
    if lacking := [field for field in needed if field not in given]:
        return f"{act.verb} needs {' and '.join(lacking)}"
    if extra := sorted(given - {*needed, *allowed}):
        return f"{act.verb} takes no {' and no '.join(extra)}"
    return ""
