"""Photos. Written by the world: what was before the lens is kept as data, and the picture is drawn from that."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from gothmud.events.base import Event
from gothmud.tables import Sky

Ground = Literal["street", "square", "indoor", "home", "work", "water", "garden"]


class Sitter(BaseModel, frozen=True, extra="forbid", defer_build=True):
    """Somebody in the picture: how they look at a glance, whether they lie asleep."""

    name: Annotated[str, Field(max_length=80)]
    looks: Annotated[str, Field(max_length=400)] = ""
    asleep: bool = False


class Exposure(BaseModel, frozen=True, extra="forbid", defer_build=True):
    """What a plate was exposed to. The same exposure is always the same picture, to the byte."""

    place: Annotated[str, Field(max_length=80)]
    district: Annotated[str, Field(max_length=80)] = ""
    ground: Ground = "street"
    at: datetime = Field(description="city time")
    sky: Sky
    celsius: float = 10.0
    sitters: Annotated[list[Sitter], Field(max_length=12)] = []
    more: int = Field(default=0, description="how many others stood there")
    thing: Sitter | None = Field(default=None, description="a thing that it is of; drawn where it is a robot or a bird")
    caption: Annotated[str, Field(max_length=120)] = ""
    taker: Annotated[str, Field(max_length=80)]
    seed: int


class PhotoTaken(Event, frozen=True):
    """Somebody took a photo: ``thing`` is the print, ``exposure`` what is on it. The picture's file is called like the
    event. ``subject`` is whom or what it is of, ``to`` that person's number, ``of_thing`` that thing's."""

    kind: Literal["photo"] = "photo"
    who: int
    name: str
    tier: str
    room: int
    thing: int
    thing_name: str
    subject: str
    to: int | None = None
    of_thing: int | None = None
    exposure: Exposure
    heard: list[int] = []


class PhotoFaded(Event, frozen=True):
    """There were more prints than the city keeps: one is no more. ``photo`` is the event of its taking."""

    kind: Literal["photo.faded"] = "photo.faded"
    thing: int
    thing_name: str
    photo: str
