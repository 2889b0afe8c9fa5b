"""The city's atlas, made from the database once for each layout."""

from __future__ import annotations

from functools import cache

from typeclasses.layout import spots
from world.atlas import Atlas, Place


@cache
def the_atlas() -> Atlas:
    """Return all rooms of the city, as they were when its layout was last written down."""
    return Atlas(
        tuple(
            Place(each.num, each.name, each.area, each.kind, *each.at, each.ways, each.called, each.tram)
            for each in spots()
            if each.at
        )
    )


def redraw() -> None:
    """Make the atlas anew when it is next asked for: the layout has changed."""
    the_atlas.cache_clear()
