"""What happens in a place without anybody doing it, and who perceives it."""

from __future__ import annotations

from typing import Any

from gothmud import wire
from gothmud.events import Event
from typeclasses.chronicle import Show
from typeclasses.city import the_city


def happens_in(room: Any | None, kind: type[Event], text: str, cause: str = "", **fields: Any) -> Event:
    """Make an event of a place; all who are there see ``text``."""
    hearers = [each.id for each in room.people()] if room is not None else []
    return the_city().chronicle.happen(
        kind, Show(wire.Seen, {"text": text}, hearers), cause=cause, room=room.id if room is not None else None,
        text=text, **fields,
    )  # fmt: skip
