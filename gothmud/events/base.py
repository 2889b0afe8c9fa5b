"""The envelope that every event of the record has."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

VERSION = 1


class Event(BaseModel):
    """One thing that happened. ``cause`` is the id of what led here; it travels on the wire too, so that
    "why did she say that" is a join."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: int = VERSION
    id: str
    kind: str
    city_time: datetime | None
    real_time: datetime
    source: str
    seq: int
    cause: str = ""
