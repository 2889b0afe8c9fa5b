"""What happened in a mind. The texts are in its session file; the record refers to its entries by id."""

from __future__ import annotations

from typing import Literal

from gothmud.events.base import Event


class Turn(Event, frozen=True):
    """One turn of a mind, from the first entry it added to the reply, and what the world made of it.

    ``by`` says whose words: the model's at the first try or at a later one, the person's own line that the model
    chose, the dice's, or nobody's (no act). ``event`` is what the act became in the world.
    """

    kind: Literal["turn"] = "turn"
    agent: str
    tier: str
    first_entry: str = ""
    reply_entry: str = ""
    act: str = ""
    verb: str = ""
    ok: bool | None = None
    reason: str = ""
    event: str = ""
    by: Literal["model", "retry", "chosen", "dice", "nobody"] = "model"
    seconds: float = 0.0


class Dropped(Event, frozen=True):
    """Words of a model that never reached the world, and why: no valid act, a repeat, a broken line."""

    kind: Literal["dropped"] = "dropped"
    agent: str
    why: str
    text: str


class Resumed(Event, frozen=True):
    """A mind came back and settled an act that it had intended before it was cut off."""

    kind: Literal["resumed"] = "resumed"
    agent: str
    act: str
    ok: bool
    reason: str = ""


class Nudge(Event, frozen=True):
    """An inner thought and what became of it: fired, put off because the mind was busy, dropped; then obeyed within
    some turns, or ignored."""

    kind: Literal["nudge"] = "nudge"
    agent: str
    rule: str
    key: str
    fate: Literal["fired", "delayed", "dropped", "obeyed", "ignored"]
    text: str = ""
    turns: int = 0


class Night(Event, frozen=True):
    """A step of a mind's night: notes begun, a note written, the context started anew, asleep, awake."""

    kind: Literal["night"] = "night"
    agent: str
    step: Literal["begun", "note", "noted", "compacted", "done", "asleep", "awake", "woken"]
    note: str = ""
    changed: bool = True
    at_home: bool = False


class Compacted(Event, frozen=True):
    """A mind's context started anew: at night, or because it was nearly full, or because somebody
    asked to be forgotten. Sizes are characters."""

    kind: Literal["compacted"] = "compacted"
    agent: str
    why: Literal["night", "full", "forgotten"]
    before: int
    after: int


class Recalled(Event, frozen=True):
    """A note came to mind: which, by which rule, into which turn."""

    kind: Literal["recalled"] = "recalled"
    agent: str
    note: str
    rule: str
    why: str
    entry: str


class TowerReport(Event, frozen=True):
    """The watcher filed a report (``minds/AGENT/vault/reports``): what it begins with, how many lines of the audit log it
    is about, how many of those are none, how many things in it are out of the ordinary and what they weigh together,
    whether a model worded it or phrases of its own did, whether it was called over the city."""

    kind: Literal["tower"] = "tower"
    agent: str
    report: str
    text: str
    lines: int
    strange: int
    findings: int
    weight: int
    worded: Literal["model", "phrases"]
    shouted: bool


class Aside(Event, frozen=True):
    """A behaviour was put aside because it failed again and again."""

    kind: Literal["aside"] = "aside"
    behaviour: str
    why: str
