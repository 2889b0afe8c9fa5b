"""A wall on which the newest photos of the city hang."""

from __future__ import annotations

from typing import Any

from typeclasses.photos import newest
from typeclasses.things import Thing
from world.photos.words import told
from world.prose import literal

HANG = 6


class Gallery(Thing):
    """The wall. What hangs there follows from the prints there are; the prints themselves are where they are."""

    def return_appearance(self, looker: Any, **kwargs: Any) -> str:
        """Return what one sees on it."""
        photos = [literal(told(each.exposure)) for each in newest(HANG)]
        lines = ["On it hang, the newest first:", *photos] if photos else ["Nothing hangs on it yet."]
        return "\n".join([super().return_appearance(looker, **kwargs), *lines])
