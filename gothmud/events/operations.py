"""What happened to the machinery."""

from __future__ import annotations

from typing import Literal

from gothmud.events.base import Event


class Started(Event, frozen=True):
    """A process began its work."""

    kind: Literal["started"] = "started"
    process: str
    text: str = ""


class Stopped(Event, frozen=True):
    """A process ended; ``clean`` is False where it was found dead."""

    kind: Literal["stopped"] = "stopped"
    process: str
    clean: bool
    text: str = ""


class Endpoint(Event, frozen=True):
    """The model's endpoint changed: found, lost (minds pause), back."""

    kind: Literal["endpoint"] = "endpoint"
    state: Literal["ready", "paused"]
    url: str
    text: str = ""


class Missed(Event, frozen=True):
    """A body was away for longer than the world remembers; some events never reached its mind."""

    kind: Literal["missed"] = "missed"
    agent: str
    after_seq: int
    oldest_kept: int
