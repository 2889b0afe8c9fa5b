"""What the world tells a body of what happened: each with its event and a growing ``seq``."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from gothmud.wire.base import Message


class Perceived(Message):
    """What the events that a body perceives have in common: `seq` grows from event to event (with gaps: others perceive other events), `event` is
    the id in the record, `cause` what led to it, `at` the city time."""

    sender = "world"
    seq: int
    event: str
    cause: str = ""
    at: datetime


class SayEvent(Perceived):
    """Somebody spoke, whispered or posed. `turn` is the one who is to answer, if anybody: the room decides it."""

    package = "Gothmud.Say"
    who: int
    called: str
    mode: Literal["say", "whisper", "emote"]
    text: str
    to: int | None = None
    to_called: str = ""
    human: bool = False
    turn: int | None = None


class ChannelText(Perceived):
    """A line on a channel: the standard's three fields, who it was, whether they have a player, and the one whom it
    names (`turn`), whom the others let answer first."""

    package = "Comm.Channel.Text"
    channel: str
    talker: str
    text: str
    who: int
    human: bool = False
    turn: int | None = None


class Letter(Perceived):
    """A letter that was written to you, at the city time `written`, by somebody who has a player (`human`) or not. A mind gets it when it is awake, a person on asking
    for it. `letter` is the event of its sending."""

    package = "Gothmud.Letter"
    who: int
    called: str
    text: str
    written: datetime
    letter: str
    human: bool = False


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
    `verb` is the act's (use, get, drop, give, sleep, wake, shake, pin, unpin, write, show,
    photo: then `event` names the picture, /photos/EVENT.png on the web), empty for what was no act; `to` is the person to
    whom it was done: you are shaken where `verb` is shake and `to` is you."""

    package = "Gothmud.Seen"
    text: str
    who: int | None = None
    verb: str = ""
    to: int | None = None


class Rumor(Perceived):
    """Words that tell a fact which goes from mouth to mouth in this city. `by` told it to all of `heard` (who tells it
    perceives it, too); without `by` you know it from before. `new` says that its words reach you by this message alone;
    else you heard them said, or saw what they are about."""

    package = "Gothmud.Rumor"
    fact: str
    text: str
    by: int | None = None
    called: str = ""
    heard: list[int] = []
    new: bool = False


class Forget(Perceived):
    """Somebody asks to be forgotten: take their words out of what you keep. Sent to all of the cast, wherever they are,
    in the order of the events: what came before it is to be forgotten, what comes after isn't."""

    package = "Gothmud.Forget"
    who: int
    called: str
