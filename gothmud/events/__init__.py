"""The record's events: one class a kind, its docstring is its documentation. ``parse`` reads a line back."""

from __future__ import annotations

from typing import Any

from gothmud.events.base import Event
from gothmud.events.gossip import RumorPlanted, Telling
from gothmud.events.mind import Aside, Compacted, Dropped, Night, Nudge, Recalled, Resumed, TowerReport, Turn
from gothmud.events.model import Call, Frozen, Power, Rationed
from gothmud.events.operations import Endpoint, Missed, Started, Stopped
from gothmud.events.photo import PhotoFaded, PhotoTaken
from gothmud.events.post import LetterRead, LetterSent, Pinned
from gothmud.events.standing import Built, Snapshot
from gothmud.events.world import (
    Came,
    Changed,
    ClockSet,
    Curfew,
    Forgotten,
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
    Said, SceneEnded, Hushed, Moved, Came, Went, Forgotten, Handled, Changed, Curfew, Slept, Pinned, LetterSent, LetterRead, PhotoTaken, PhotoFaded, Refused, WeatherChanged, ClockSet, RumorPlanted, Telling,
    Turn, Dropped, Resumed, Nudge, Recalled, Night, Compacted, TowerReport, Aside, Call, Rationed, Frozen, Power,
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
    "Changed",
    "ClockSet",
    "Compacted",
    "Curfew",
    "Dropped",
    "Endpoint",
    "Event",
    "Forgotten",
    "Frozen",
    "Handled",
    "Hushed",
    "LetterRead",
    "LetterSent",
    "Missed",
    "Moved",
    "Night",
    "Nudge",
    "PhotoFaded",
    "PhotoTaken",
    "Pinned",
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
    "TowerReport",
    "Turn",
    "WeatherChanged",
    "Went",
    "parse",
    "schema",
]


def parse(line: dict[str, Any]) -> Event:
    """Return the event that a line of the record holds. Raises KeyError for an unknown kind, ValidationError else."""
    return KINDS[line["kind"]].model_validate(line)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a line of the record: one of the kinds, told apart by ``kind``."""
    from pydantic.json_schema import models_json_schema  # takes 0.02 s that only this needs

    refs, found = models_json_schema([(each, "validation") for each in CLASSES], ref_template="#/$defs/{model}")
    for each in refs.values():
        shape = found["$defs"][each["$ref"].rpartition("/")[2]]
        shape["required"] = ["kind", *shape["required"]]  # that a class knows its own doesn't spare a line to say it
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "An event of gothmud's record",
        "oneOf": list(refs.values()), "$defs": found["$defs"],
    }  # fmt: skip
