"""How robots and birds are drawn."""

from __future__ import annotations

from world.photos.brush import INK, Brush
from world.photos.light import Colour


def draw_robot(brush: Brush) -> None:
    """Draw a machine that walks: barrel, pipes for limbs, a gauge for a face."""
    iron, dark = (150, 132, 108), (84, 74, 66)
    for side in (-1, 1):
        brush.line(dark, (side * 0.06, 0.4), (side * 0.07, 0.04), width=0.04)
        brush.oval(dark, side * 0.08, 0.02, 0.06, 0.026)
        brush.line(dark, (side * 0.12, 0.72), (side * 0.2, 0.58), (side * 0.18, 0.42), width=0.034)
        brush.oval(iron, side * 0.18, 0.41, 0.034, 0.034)
    brush.shape(iron, (-0.13, 0.77), (0.13, 0.77), (0.15, 0.36), (-0.15, 0.36))
    brush.shape(dark, (0.03, 0.77), (0.13, 0.77), (0.15, 0.36), (0.05, 0.36))
    for up in (0.74, 0.39):
        for across in (-0.1, -0.05, 0.0, 0.05, 0.1):
            brush.oval((200, 180, 140), across, up, 0.008, 0.008)
    brush.shape((216, 208, 188), (-0.06, 0.66), (0.05, 0.66), (0.05, 0.54), (-0.06, 0.54))
    brush.oval(iron, 0, 0.88, 0.1, 0.1)
    brush.oval((226, 220, 200), 0, 0.88, 0.076, 0.076)
    brush.line(INK, (0, 0.87), (0.044, 0.92), width=0.014)
    brush.oval(dark, 0, 0.985, 0.09, 0.02)
    brush.line(dark, (0, 0.98), (0, 1.03), width=0.02)


def draw_bird(brush: Brush) -> None:
    """Draw a black bird that stands there as if it paid the rent."""
    black: Colour = (38, 36, 46)
    for side in (-0.03, 0.03):
        brush.line((120, 100, 70), (side, 0.1), (side, 0.0), (side + 0.03, 0.0), width=0.012)
    brush.shape(black, (-0.28, 0.06), (-0.12, 0.22), (0.02, 0.3), (0.11, 0.26), (0.1, 0.13), (0.0, 0.08))
    brush.oval(black, 0.0, 0.18, 0.12, 0.09)
    brush.oval(black, 0.1, 0.3, 0.058, 0.056)
    brush.shape((92, 84, 78), (0.14, 0.32), (0.24, 0.29), (0.14, 0.27))
    brush.oval((226, 220, 200), 0.115, 0.315, 0.011, 0.011)
    brush.line((214, 210, 200), (-0.12, 0.16), (-0.02, 0.2), width=0.014)
