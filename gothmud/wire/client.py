"""What a client may send, and which fields each verb of an act takes."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, NaiveDatetime

from gothmud.wire.base import MAX_TEXT, ListMessage, Message

Verb = Literal[
    "say", "whisper", "emote", "go", "look", "use", "get", "drop", "give", "channel", "wait", "habit", "sleep", "wake",
    "shake", "hush", "listen", "forget", "pin", "unpin", "write", "letters", "photo", "show",
]  # fmt: skip
VERBS: tuple[str, ...] = get_args(Verb)


class Hello(Message):
    """Who the client is. Optional."""

    package, sender = "Core.Hello", "client"
    client: Annotated[str, Field(max_length=80)] = ""
    version: Annotated[str, Field(max_length=40)] = ""


class Supports(ListMessage):
    """Which packages the client understands. All is sent to everybody; a Mudlet is offered our package and the map."""

    package, sender = "Core.Supports.Set", "client"
    root: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=80)]


class SupportsAdd(Supports):
    """More of them. Taken and not needed, as nothing is held back."""

    package = "Core.Supports.Add"


class SupportsRemove(Supports):
    """Fewer of them. Taken and not heeded: a client passes over what it doesn't know."""

    package = "Core.Supports.Remove"


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
    """Send me what I missed after event `seq` of my body; answered by the events and a `Gothmud.Synced`. A person gets
    the latest 500. Ten frames that are sent again count like one that is sent here."""

    package, sender = "Gothmud.Sync", "client"
    seq: Annotated[int, Field(ge=0)]


class Act(Message):
    """Do something. `id` is the client's own, unique for its body: an id seen before is not done again, it gets the
    stored answer. The closed list of verbs and their fields stands below the table. `how` is the thing's own verb, where
    it is used by one (`verbs` of the `Item` lists them), `text` then the words that it takes, if any."""

    package, sender = "Gothmud.Act", "client"
    id: Annotated[str, Field(min_length=1, max_length=80)]
    verb: Verb
    exit: int | None = None
    person: int | None = None
    thing: int | None = None
    how: Annotated[str, Field(max_length=14)] = ""
    text: Annotated[str, Field(max_length=MAX_TEXT)] = ""
    cause: Annotated[str, Field(max_length=80)] = ""


class Thinking(Message):
    """My mind is at work (or no longer): others see 'the nurse is looking for words'."""

    package, sender = "Gothmud.Thinking", "client"
    on: bool


class Typing(Message):
    """A human is typing (or no longer): the others in the room hold their tongue for a few seconds. Say it again while
    it goes on."""

    package, sender = "Gothmud.Typing", "client"
    on: bool


class Due(Message):
    """I have read everything up to event `seq` and need nothing until city time `until`: where the clock is fast it
    may jump that far. For minds only. It is void once another event comes, or `until` does: then the clock stands
    still until the next one. After every `Gothmud.Welcome` it has to be said anew."""

    package, sender = "Gothmud.Due", "client"
    until: NaiveDatetime  # city time has no zone
    seq: Annotated[int, Field(ge=0)]


# Which fields a verb needs and which it may have; anything else in an act is refused by name.
FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "say": (("text",), ("person",)),
    "whisper": (("text", "person"), ()),
    "emote": (("text",), ()),
    "go": (("exit",), ()),
    "look": ((), ("person", "thing", "text")),
    "use": (("thing",), ("how", "text")),
    "get": (("thing",), ()),
    "drop": (("thing",), ()),
    "give": (("thing", "person"), ()),
    "channel": (("text",), ()),
    "wait": ((), ()),
    "habit": ((), ("text", "person")),
    "sleep": ((), ()),
    "wake": ((), ()),
    "shake": (("person",), ()),
    "hush": ((), ()),
    "listen": ((), ()),
    "forget": ((), ()),
    "pin": (("thing", "text"), ()),
    "unpin": (("thing",), ("text",)),
    "write": (("person", "text"), ()),
    "letters": ((), ("text",)),
    "photo": ((), ("person", "thing", "text")),
    "show": (("thing", "person"), ()),
}


def misfit(act: Act) -> str:
    """Return what is wrong with an act's fields for its verb, or an empty string."""
    needed, allowed = FIELDS[act.verb]
    given = {field for field in ("exit", "person", "thing") if getattr(act, field) is not None}
    given |= {field for field in ("how", "text") if getattr(act, field).strip()}
    if lacking := [field for field in needed if field not in given]:
        return f"{act.verb} needs {' and '.join(lacking)}"
    if extra := sorted(given - {*needed, *allowed}):
        return f"{act.verb} takes no {' and no '.join(extra)}"
    return ""
