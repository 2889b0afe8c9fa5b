"""How people are drawn: from the feet upwards, coats by their looks."""

from __future__ import annotations

from world.photos.brush import INK, Brush
from world.photos.light import mixed
from world.photos.looks import Figure


def draw_person(brush: Brush, figure: Figure) -> None:
    """Draw somebody from the feet upwards."""
    wide = 0.105 * figure.wide
    _legs(brush, figure, wide)
    _coat(brush, figure, wide)
    _head(brush, figure)
    _hat(brush, figure)


def draw_sleeper(brush: Brush, figure: Figure) -> None:
    """Draw somebody who sleeps where they are: a blanket with a head at one end."""
    brush.shape(
        mixed(figure.coat, (190, 170, 150), 0.5), (-0.42, 0.0), (-0.38, 0.09), (-0.05, 0.15), (0.22, 0.12), (0.28, 0.0)
    )
    brush.oval(figure.hair, 0.34, 0.075, 0.066, 0.064)
    brush.oval(figure.skin, 0.35, 0.06, 0.05, 0.05)
    for side in (0.335, 0.372):
        brush.line(INK, (side - 0.01, 0.068), (side + 0.01, 0.068), width=0.008)


def _legs(brush: Brush, figure: Figure, wide: float) -> None:
    for side in (-1, 1):
        foot = side * wide * 0.55
        brush.shape(
            figure.trousers,
            (foot - 0.038, 0.45),
            (foot + 0.038, 0.45),
            (foot + 0.03, 0.02),
            (foot - 0.03, 0.02),
            shade=0.35,
        )
        brush.oval(INK, foot + side * 0.016, 0.014, 0.044, 0.018)
    if figure.skirt:
        brush.shape(
            figure.coat, (-wide * 0.8, 0.52), (wide * 0.8, 0.52), (wide * 1.65, 0.07), (-wide * 1.65, 0.07), shade=0.22
        )
        for fold in (-0.7, 0.0, 0.7):
            brush.line(mixed(figure.coat, INK, 0.5), (fold * wide * 0.6, 0.5), (fold * wide * 1.5, 0.08), width=0.008)


def _coat(brush: Brush, figure: Figure, wide: float) -> None:
    """Draw the coat with its sleeves, lapels, buttons, and an apron over it."""
    hem, flare = (0.4, 1.0) if figure.skirt else (0.24, 1.3)
    dark = mixed(figure.coat, INK, 0.35)
    for side in (-1, 1):
        brush.shape(
            dark,
            (side * wide * 0.8, 0.78),
            (side * wide * 1.25, 0.72),
            (side * wide * 1.42, 0.44),
            (side * wide * 1.05, 0.43),
        )
        hand = (214, 210, 200) if "gloves" in figure.extras else figure.skin
        brush.oval(hand, side * wide * 1.26, 0.418, 0.026, 0.028)
    body = [
        (-wide * 0.5, 0.82),
        (wide * 0.5, 0.82),
        (wide * 1.1, 0.76),
        (wide * 0.92, 0.55),
        (wide * flare, hem),
        (-wide * flare, hem),
        (-wide * 0.92, 0.55),
        (-wide * 1.1, 0.76),
    ]
    brush.shape(figure.coat, *body)
    brush.shape(
        dark,
        (0.006, 0.8),
        (wide * 0.5, 0.82),
        (wide * 1.1, 0.76),
        (wide * 0.92, 0.55),
        (wide * flare, hem),
        (wide * 0.2, hem),
        shade=0.1,
    )
    brush.shape((220, 214, 200), (-0.03, 0.825), (0.03, 0.825), (0, 0.72))
    brush.line(mixed(figure.coat, INK, 0.7), (0, 0.72), (0, hem), width=0.008)
    for up in (0.66, 0.58, 0.5):
        brush.oval((196, 176, 120), 0.018, up, 0.008, 0.008)
    if "apron" in figure.extras:
        brush.shape((170, 148, 118), (-wide * 0.55, 0.7), (wide * 0.55, 0.7), (wide * 0.95, 0.3), (-wide * 0.95, 0.3))
        brush.line(INK, (-wide * 0.9, 0.58), (wide * 0.9, 0.58), width=0.01)
    if "papers" in figure.extras:
        brush.shape((216, 208, 188), (wide * 0.5, 0.56), (wide * 1.7, 0.6), (wide * 1.7, 0.46), (wide * 0.5, 0.43))
        for up in (0.49, 0.52, 0.55):
            brush.line((110, 106, 100), (wide * 0.6, up - 0.015), (wide * 1.6, up + 0.015), width=0.006)


def _head(brush: Brush, figure: Figure) -> None:
    """Draw neck, hair, face: two dots for the eyes, a shadow to one side."""
    brush.shape(figure.skin, (-0.022, 0.86), (0.022, 0.86), (0.026, 0.8), (-0.026, 0.8), shade=0.25)
    brush.oval(figure.hair, 0, 0.925, 0.064, 0.07)
    if figure.skirt:
        brush.oval(figure.hair, 0, 0.918, 0.068, 0.062)
        brush.oval(figure.hair, 0, 1.0, 0.03, 0.026)
    brush.oval(figure.skin, 0, 0.902, 0.052, 0.063, shade=0.18)
    brush.oval(figure.skin, -0.007, 0.903, 0.045, 0.059)
    for side in (-1, 1):
        brush.oval(mixed(figure.skin, INK, 0.22), side * 0.02, 0.914, 0.0125, 0.011)
        brush.oval(INK, side * 0.02, 0.913, 0.0065, 0.0075)
    brush.line(mixed(figure.skin, INK, 0.4), (0.002, 0.908), (0.006, 0.892), (-0.002, 0.89), width=0.006)
    brush.line(mixed(figure.skin, (110, 40, 40), 0.6), (-0.014, 0.872), (0.014, 0.872), width=0.007)
    brush.line(figure.hair, (-0.045, 0.955), (0.0, 0.966), (0.045, 0.955), width=0.022)
    if "beard" in figure.extras:
        brush.shape(figure.hair, (-0.046, 0.888), (0.046, 0.888), (0.03, 0.835), (0, 0.815), (-0.03, 0.835))
    if "moustache" in figure.extras:
        brush.line(figure.hair, (-0.036, 0.874), (0, 0.884), (0.036, 0.874), width=0.018)
    if "glasses" in figure.extras:
        for side in (-0.02, 0.02):
            x, y = brush.at(side, 0.913)
            r = 0.017 * brush.tall
            brush.draw.ellipse((x - r, y - r, x + r, y + r), outline=(190, 160, 90), width=2)


def _hat(brush: Brush, figure: Figure) -> None:
    dark = mixed(figure.coat, INK, 0.55)
    match figure.hat:
        case "cap":
            brush.shape(dark, (-0.068, 0.955), (-0.05, 1.0), (0.05, 0.998), (0.07, 0.955))
            brush.line(dark, (-0.02, 0.952), (0.095, 0.945), width=0.018)
        case "bowler":
            brush.oval(dark, 0, 0.962, 0.09, 0.014)
            brush.shape(
                dark, (-0.055, 0.965), (-0.05, 1.01), (-0.025, 1.03), (0.025, 1.03), (0.05, 1.01), (0.055, 0.965)
            )
        case "topper":
            brush.oval(dark, 0, 0.962, 0.092, 0.014)
            brush.shape(dark, (-0.054, 0.965), (-0.058, 1.09), (0.058, 1.09), (0.054, 0.965))
            brush.line((150, 60, 50), (-0.055, 0.978), (0.055, 0.978), width=0.02)
        case "hood":
            brush.shape(
                figure.coat,
                (-0.075, 0.84),
                (-0.078, 0.93),
                (-0.04, 1.0),
                (0, 1.012),
                (0.04, 1.0),
                (0.078, 0.93),
                (0.075, 0.84),
                (0.05, 0.86),
                (0.054, 0.94),
                (0, 0.972),
                (-0.054, 0.94),
                (-0.05, 0.86),
            )
        case "nurse":
            brush.shape((226, 222, 212), (-0.06, 0.955), (-0.066, 1.005), (0.066, 1.005), (0.06, 0.955))
            brush.line((150, 44, 40), (-0.012, 0.98), (0.012, 0.98), width=0.01)
            brush.line((150, 44, 40), (0, 0.968), (0, 0.992), width=0.01)
        case _:
            pass
