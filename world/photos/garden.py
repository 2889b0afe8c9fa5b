"""A garden: grass, a path, a hedge, trees that are bare in the cold months."""

from __future__ import annotations

import random

from PIL import Image, ImageDraw, ImageFilter

from world.photos.floors import lay_floor
from world.photos.light import Colour, mixed, shone_on
from world.photos.plate import HEIGHT, HORIZON, WIDTH, Plate

GRASS: Colour = (84, 96, 66)
BARK: Colour = (30, 26, 26)
TREES = ((0.1, 1.25), (0.27, 0.7), (0.74, 0.75), (0.92, 1.35))  # where, how large


def lay_garden(plate: Plate) -> None:
    """Lay the grass and what grows on it."""
    lay_floor(plate, GRASS)
    _path(plate)
    _trees(plate)


def _path(plate: Plate) -> None:
    colour = shone_on((176, 164, 138) if plate.shot.sky != "snow" else (234, 236, 240), plate.light.ambient)
    bend = plate.place_chance("path").uniform(-0.1, 0.1)
    middle = WIDTH * (0.5 + bend)
    points = [(middle - 26, HORIZON), (middle + 26, HORIZON), (WIDTH * 0.86, HEIGHT), (WIDTH * 0.16, HEIGHT)]
    plate.draw.polygon(points, fill=(*mixed(colour, plate.light.horizon, 0.15), 150))


def _trees(plate: Plate) -> None:
    """Plant trees: bare in the cold months, in leaf in the others; and a hedge behind them."""
    chance = plate.place_chance("trees")
    dark = mixed(BARK, plate.light.horizon, 0.12)
    plate.draw.rectangle(
        (0, HORIZON - 34, WIDTH, HORIZON + 8),
        fill=mixed(shone_on((58, 74, 52), plate.light.ambient), plate.light.horizon, 0.25),
    )
    for x, size in TREES:
        foot = HORIZON + 20 + 90 * (size - 0.6)
        _branch(plate, chance, (x * WIDTH, foot), (0.0, -1.0), 150 * size, 24 * size, dark)
    if 5 <= plate.shot.at.month <= 10 and plate.shot.sky != "snow":
        _leaves(plate, chance)


def _branch(
    plate: Plate, chance: random.Random, foot: tuple[float, float], way: tuple[float, float], length: float, thick: float,
    colour: Colour,
) -> None:  # fmt: skip
    """Draw a branch and those that grow from it."""
    tip = foot[0] + way[0] * length, foot[1] + way[1] * length
    plate.draw.line((*foot, *tip), fill=colour, width=max(1, round(thick)))
    if thick < 2:
        return
    for turn in (-0.55, 0.1, 0.6)[: 2 if thick > 9 else 3]:
        angle = turn + chance.uniform(-0.25, 0.25)
        bent = way[0] - way[1] * angle, way[1] + way[0] * angle
        size = (bent[0] ** 2 + bent[1] ** 2) ** 0.5
        _branch(
            plate,
            chance,
            tip,
            (bent[0] / size, bent[1] / size),
            length * chance.uniform(0.6, 0.78),
            thick * 0.58,
            colour,
        )


def _leaves(plate: Plate, chance: random.Random) -> None:
    autumn = plate.shot.at.month >= 9
    tint = shone_on((150, 98, 48) if autumn else (74, 100, 58), plate.light.ambient)
    mask = Image.new("L", (WIDTH // 2, HEIGHT // 2), 0)
    draw = ImageDraw.Draw(mask)
    for x, size in TREES:
        for _ in range(420 if autumn else 700):
            cx = x * WIDTH / 2 + chance.gauss(0, 50 * size)
            cy = (HORIZON - 240 * size) / 2 + chance.gauss(0, 36 * size)
            r = chance.uniform(2, 6) * size
            draw.ellipse((cx - r, cy - r * 0.7, cx + r, cy + r * 0.7), fill=chance.randint(60, 200))
    plate.lay(mixed(tint, (10, 14, 12), 0.25), mask.filter(ImageFilter.GaussianBlur(0.8)).resize((WIDTH, HEIGHT)))
