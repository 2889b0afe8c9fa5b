"""The envelope that every event of the record has."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

VERSION = 1


class Event(BaseModel, frozen=True, extra="forbid", defer_build=True):  # most processes make few kinds
    """One thing that happened. ``cause`` is the id of what led here; it travels on the wire too, so that
    "why did she say that" is a join."""

    v: int = VERSION
    id: str
    kind: str
    city_time: datetime | None
    real_time: datetime
    source: str
    seq: int
    cause: str = ""
