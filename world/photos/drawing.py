"""A photo, drawn: the layers in their order."""

from __future__ import annotations

from gothmud.events.photo import Exposure
from world.photos.air import lay_air, lay_glow, lay_haze, lay_posts
from world.photos.figures import lay_figures
from world.photos.ground import lay_ground
from world.photos.interior import lay_interior
from world.photos.plate import blank
from world.photos.printing import printed
from world.photos.sky import lay_sky
from world.photos.skyline import lay_skyline

INDOORS = (lay_interior, lay_figures, lay_glow)
OUTDOORS = (lay_sky, lay_skyline, lay_ground, lay_posts, lay_haze, lay_figures, lay_glow, lay_air)


def drawn(shot: Exposure) -> bytes:
    """Return the photo of an exposure as a PNG."""
    plate = blank(shot)
    for lay in INDOORS if plate.indoors else OUTDOORS:
        lay(plate)
    return printed(plate)
