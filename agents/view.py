"""What a behaviour sees of a mind: frozen, made anew for each hook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from agents.memory.vault import Vault
from agents.senses import Percept
from agents.stories import Story
from agents.wayfinding import Town
from gothmud import wire
from gothmud.events import Event
from gothmud.persona import Persona
from gothmud.wire import Verb

Purpose = Literal["answer", "greet", "muse", "nudge", "walk", "wake", "woken"]


@dataclass(frozen=True, slots=True)
class Note:
    """One block that a behaviour adds to the newest turn. ``key`` and ``data`` are the behaviour's own: it finds them
    again in ``View.standing`` as long as the context holds the note. An inner ``thought`` is a kind of its own."""

    text: str
    key: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    thought: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A note that stands in the context: when it was added, and whether in the turn that is being prepared now."""

    key: str
    data: Mapping[str, Any]
    at: datetime
    newest: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a turn is taken: the purpose, the percept that it answers, the inner thought (and its
    key) that it follows, and how often it was begun before and cut short."""

    purpose: Purpose
    percept: Percept | None = None
    nudge: str = ""
    key: str = ""
    again: int = 0

    @property
    def cause(self) -> str:
        """The id of the event that led here, or nothing."""
        return self.percept.event if self.percept else ""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that a behaviour has its mind do as the next turn, as anybody might. ``key`` names it for ever: the world
    does it once, however often it is asked."""

    key: str
    verb: Verb
    text: str
    thing: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """An inner thought that a behaviour puts to its mind, which follows it with an act of its own choice or doesn't:
    obeyed is what ``verb`` obeys. With ``since`` it is one for ever."""

    verb: Verb
    text: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a turn. ``verb`` is empty where nothing was done."""

    verb: str = ""
    text: str = ""
    ok: bool | None = None
    reason: str = ""


class View(NamedTuple):
    """A mind as it is now. ``last_word`` has, by body number, when one last spoke with somebody; ``heard`` is what was
    perceived since the last reply; ``entered``: no turn was taken in this room yet; ``aside`` asks the model in an ephemeral session (None: no answer);
    ``stories`` are the facts that go round and that this mind knows; ``lines`` are the last things that were perceived here,
    ``closing`` says that the room's talk should come to an end, ``today`` what everybody knows of a feast day. ``home`` is the city's folder, ``record`` writes an event
    of this mind into the record."""

    persona: Persona
    town: Town
    vault: Vault
    full: bool
    body: int
    now: datetime
    part: str
    weather: str
    room: wire.RoomInfo | None
    entered: bool
    people: tuple[wire.Someone, ...]
    things: tuple[wire.Item, ...]
    heard: tuple[Percept, ...]
    last_reply: datetime | None
    last_word: Mapping[int, datetime]
    quiet_since: datetime
    aside: Callable[..., Awaitable[str | None]]
    standing: tuple[Standing, ...] = ()
    stories: tuple[Story, ...] = ()
    lines: tuple[Percept, ...] = ()
    closing: bool = False
    today: str = ""
    home: Path = Path()
    record: Callable[..., Event | None] = lambda _kind, **_fields: None

    def stands(self, key: str) -> bool:
        """Return whether this behaviour has told the context ``key`` already."""
        return any(each.key == key for each in self.standing)
