"""What the world sends: how a body stands, and what it perceives."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from gothmud.wire.base import ListMessage, Message, Part


class Pong(Message):
    """The answer to `Core.Ping`."""

    package, sender = "Core.Ping", "world"


class ClientMap(Message):
    """Where the whole city is to be had as a map (MMP, which Mudlet loads). To a Mudlet on the world's own machine."""

    package, sender = "Client.Map", "world"
    url: str


class ClientGUI(Message):
    """Where a package for the client is to be had: a map that grows as one walks, talk in tabs, who is here, the sky
    and the hour. Another `version` replaces the one that is installed. To a Mudlet on the world's own machine."""

    package, sender = "Client.GUI", "world"
    version: str
    url: str


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


class Way(Part):
    """An exit of the room: `id` for `go`, and where it leads."""

    id: int
    name: str
    to: int
    to_name: str


class RoomInfo(Message):
    """Where you are: flat, as mappers know it, plus `ways` (exits with ids and names). `num` stays the room's own over
    rebuilds; `coords` is 'area,x,y,z' in numbers; `exits` are n, ne, e, ..., u, d, in, out, or an exit's own name."""

    package, sender = "Room.Info", "world"
    num: int
    name: str
    key: str = ""
    area: str
    environment: str = ""
    x: int = 0
    y: int = 0
    z: int = 0
    coords: str = ""
    exits: dict[str, int] = {}
    ways: list[Way] = []
    desc: str = ""


class Someone(Part):
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
    """Somebody is here now, or in another state. Comes before the event by which they came."""

    package, sender = "Room.AddPlayer", "world"


class RemovePlayer(Message):
    """Somebody is no longer here. Comes before the event by which they left."""

    package, sender = "Room.RemovePlayer", "world"
    id: int
    who: str


class Item(Part):
    """A thing. `verbs` says what can be done with it: get, drop, give, use; show a photo, pin at a board, write at a post
    box; and its own verbs that are possible now (`how` of an act `use`). `state` is how it is, in a word or two: empty, locked;
    `broken`: it wants mending."""

    id: int
    name: str
    verbs: list[str] = []
    state: str = ""
    broken: bool = False


class Items(Message):
    """The things in the room (`location` is room) or those you carry (inv)."""

    package, sender = "Char.Items.List", "world"
    location: Literal["room", "inv"]
    items: list[Item]


class Time(Message):
    """The clock: `city` stood so at `real`; since then it runs at `rate` unless `paused`. While it is `fast` it is
    paused and jumps to what is due next, once every mind has said `Gothmud.Due`."""

    package, sender = "Gothmud.Time", "world"
    city: datetime
    real: datetime
    rate: float
    paused: bool
    part: str = Field(description="dawn, morning, noon, afternoon, dusk, evening, night")
    today: str = Field(default="", description="what everybody knows of a feast day; empty on an ordinary one")
    humans: int = Field(default=0, description="how many people with a player are in the city")
    fast: bool = False


class Weather(Message):
    """The sky over the district where you are; told again when it changes, and when you come to another place."""

    package, sender = "Gothmud.Weather", "world"
    sky: str
    celsius: float
    text: str
    wind: float = Field(default=0, description="km/h")
    glass: str = Field(default="steady", description="falling, rising, steady: what the pressure does")


class Gauges(Message):
    """How people live together since the world started, for a page or a client that shows it: every half a minute, to
    humans. `wait` is the median of seconds from a human's line to the first words of the one asked, `new` the share of
    lines that bring something new, `floor` the humans' own share of the words around them (docs/metrics.md)."""

    package, sender = "Gothmud.Gauges", "world"
    wait: float | None = None
    new: float | None = None
    floor: float | None = None
    scenes: int = 0
    refused: int = 0


class ThinkingSeen(Message):
    """Somebody in the room is looking for words, or no longer."""

    package, sender = "Gothmud.Thinks", "world"
    who: int
    called: str
    on: bool


class Floor(Message):
    """How the room's talk stands; sent when that changes, in rooms with minds. `turn` is who is to speak, `asked`
    are those for whose answer a human waits. For everybody else: `why` not to speak now, for `open_in` seconds more (real ones; the
    city's where its clock is fast); the room refuses what is said against it. `closing`: the talk should come to an
    end. `resting` are those who have just had a talk and let it rest."""

    package, sender = "Gothmud.Floor", "world"
    turn: int | None = None
    asked: list[int] = []
    why: str = ""
    open_in: float = 0.0
    hushed: bool = False
    closing: bool = False
    resting: list[int] = []


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
