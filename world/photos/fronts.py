"""The house fronts of a street, in perspective on both sides."""

from __future__ import annotations

import random

from world.photos.light import mixed, shone_on
from world.photos.plate import HEIGHT, HORIZON, WIDTH, Plate
from world.photos.skyline import CANDLE

Wall = list[tuple[float, float]]  # near roof, far eaves, far foot, near foot


def lay_fronts(plate: Plate) -> None:
    """Draw the house fronts of a street on both sides, in perspective."""
    chance = plate.place_chance("fronts")
    colour = shone_on(chance.choice([(96, 80, 72), (84, 84, 92), (104, 92, 74), (78, 72, 82)]), plate.light.ambient)
    for side in (0, WIDTH):
        inner = abs(side - WIDTH * chance.uniform(0.22, 0.27))
        roof, eaves = chance.uniform(-60, 20), HORIZON - chance.uniform(150, 210)
        wall = [(side, roof), (inner, eaves), (inner, HORIZON + 16), (side, HEIGHT * 0.92)]
        shade = mixed(colour, (14, 14, 22), 0.16 if side else 0.32)
        plate.draw.polygon(wall, fill=shade)
        for course in range(1, 18):
            plate.draw.line([_on(wall, 0, course / 18), _on(wall, 1, course / 18)], fill=(10, 10, 16, 34), width=2)
        plate.draw.line([wall[0], wall[1]], fill=mixed(shade, (8, 8, 14), 0.6), width=12)
        plate.draw.line([wall[1], wall[2]], fill=mixed(shade, (8, 8, 14), 0.4), width=4)
        _openings(plate, chance, wall)


def _openings(plate: Plate, chance: random.Random, wall: Wall) -> None:
    """Cut windows and a door into a wall."""
    lights = plate.chance("fronts")
    for near in (0.1, 0.4, 0.7):
        _window(plate, wall, near, (0.16, 0.36), plate.light.lit and lights.random() < 0.55)
        _window(plate, wall, near, (0.48, 0.68), plate.light.lit and lights.random() < 0.45)
    door = chance.choice([0.14, 0.42, 0.66])
    plate.draw.polygon(_pane(wall, door, 0.13, (0.76, 1.0)), fill=(16, 14, 16, 220), outline=(8, 8, 12, 220))


def _window(plate: Plate, wall: Wall, near: float, height: tuple[float, float], burns: bool) -> None:
    """Cut a window; a lit one glows, and its cross stands dark in it."""
    plate.draw.polygon(_pane(wall, near - 0.015, 0.18, (height[0] - 0.02, height[1] + 0.025)), fill=(10, 10, 16, 90))
    corners = _pane(wall, near, 0.15, height)
    plate.draw.polygon(corners, fill=(*CANDLE, 230) if burns else (18, 22, 32, 200))
    middle = sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4
    plate.draw.line(
        [_on(wall, near + 0.075, height[0]), _on(wall, near + 0.075, height[1])], fill=(12, 12, 18), width=4
    )
    plate.draw.line(
        [_on(wall, near, sum(height) / 2), _on(wall, near + 0.15, sum(height) / 2)], fill=(12, 12, 18), width=4
    )
    if burns:
        plate.lamps.append((*middle, 110, mixed((0, 0, 0), CANDLE, 0.4)))


def _pane(wall: Wall, near: float, wide: float, height: tuple[float, float]) -> list[tuple[float, float]]:
    upper, lower = height
    return [
        _on(wall, near, upper),
        _on(wall, near + wide, upper),
        _on(wall, near + wide, lower),
        _on(wall, near, lower),
    ]


def _on(wall: Wall, along: float, down: float) -> tuple[float, float]:
    """Return the point of a wall that lies so far along it and so far down."""
    (side, roof), (inner, eaves), (_, foot), (_, near_foot) = wall
    top, bottom = roof + (eaves - roof) * along, near_foot + (foot - near_foot) * along
    return side + (inner - side) * along, top + (bottom - top) * down
