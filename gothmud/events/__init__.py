"""The record's events: one class a kind, its docstring is its documentation. ``parse`` reads a line back."""

from __future__ import annotations

from typing import Any

from gothmud.events.base import Event
from gothmud.events.gossip import RumorPlanted, Telling
from gothmud.events.mind import Aside, Compacted, Dropped, Night, Nudge, Recalled, Resumed, Turn
from gothmud.events.model import Call, Frozen, Power, Rationed
from gothmud.events.operations import Endpoint, Missed, Started, Stopped
from gothmud.events.standing import Built, Snapshot
from gothmud.events.world import (
    Came,
    ClockSet,
    Handled,
    Hushed,
    Moved,
    Refused,
    Said,
    SceneEnded,
    Slept,
    WeatherChanged,
    Went,
)  # fmt: skip

CLASSES: tuple[type[Event], ...] = (
    Said, SceneEnded, Hushed, Moved, Came, Went, Handled, Slept, Refused, WeatherChanged, ClockSet, RumorPlanted, Telling,
    Turn, Dropped, Resumed, Nudge, Recalled, Night, Compacted, Aside, Call, Rationed, Frozen, Power,
    Started, Stopped, Endpoint, Missed, Built, Snapshot,
)  # fmt: skip
KINDS: dict[str, type[Event]] = {str(each.model_fields["kind"].default): each for each in CLASSES}

__all__ = [
    "CLASSES",
    "KINDS",
    "Aside",
    "Built",
    "Call",
    "Came",
    "ClockSet",
    "Compacted",
    "Dropped",
    "Endpoint",
    "Event",
    "Frozen",
    "Handled",
    "Hushed",
    "Missed",
    "Moved",
    "Night",
    "Nudge",
    "Power",
    "Rationed",
    "Recalled",
    "Refused",
    "Resumed",
    "RumorPlanted",
    "Said",
    "SceneEnded",
    "Slept",
    "Snapshot",
    "Started",
    "Stopped",
    "Telling",
    "Turn",
    "WeatherChanged",
    "Went",
    "parse",
]


def parse(line: dict[str, Any]) -> Event:
    """Return the event that a line of the record holds. Raises KeyError for an unknown kind, ValidationError else."""
    return KINDS[line["kind"]].model_validate(line)
