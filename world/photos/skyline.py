"""Roofs, towers, chimneys and lit windows: rows of them, the further the paler. A place keeps its own skyline."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import ImageDraw

from world.photos.light import Colour, mixed
from world.photos.plate import HORIZON, WIDTH, Plate

SLATE: Colour = (34, 36, 46)
CANDLE: Colour = (246, 196, 104)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of houses: its distance (1 far, 0 near), how high and wide they are, what stands among them."""

    away: float
    lowest: int
    highest: int
    narrow: int
    wide: int
    towers: float = 0.1


ROWS = {
    "street": (Row(0.75, 110, 200, 60, 110, 0.2), Row(0.45, 120, 230, 80, 130)),
    "square": (Row(0.85, 130, 250, 50, 90, 0.3), Row(0.55, 160, 300, 90, 150, 0.16), Row(0.3, 90, 170, 110, 170, 0.0)),
    "water": (Row(0.9, 40, 90, 40, 90, 0.2), Row(0.7, 30, 70, 60, 120, 0.1)),
    "garden": (Row(0.9, 80, 150, 60, 120, 0.3),),
}


def lay_skyline(plate: Plate) -> None:
    """Lay the rows that a place of this kind has, from the furthest to the nearest."""
    for number, row in enumerate(ROWS.get(plate.shot.ground, ROWS["street"])):
        _lay_row(plate, row, number)


def _lay_row(plate: Plate, row: Row, number: int) -> None:
    chance, lights = plate.place_chance(f"row{number}"), plate.chance(f"windows{number}")
    colour = mixed(
        mixed(SLATE, plate.light.ambient, 0.16), plate.light.horizon, 0.06 + 0.58 * row.away - 0.1 * plate.light.dark
    )
    draw, x = plate.draw, -40.0 - chance.random() * 60
    while x < WIDTH:
        width, height = chance.randint(row.narrow, row.wide), chance.randint(row.lowest, row.highest)
        top = HORIZON - height
        if chance.random() < row.towers:
            _tower(draw, chance, x, top, width * 0.5, colour)
            x += width * 0.5
            continue
        _house(draw, chance, x, top, width, colour)
        _windows(plate, lights, (x, top, width, height), row)
        x += width - chance.randint(0, 6)


def _house(
    draw: ImageDraw.ImageDraw, chance: random.Random, x: float, top: float, width: float, colour: Colour
) -> None:
    """Draw a house with a gable, a stepped gable, a hip or a mansard, and its chimneys."""
    draw.rectangle((x, top, x + width, HORIZON + 30), fill=colour)
    rise = width * chance.uniform(0.35, 0.8)
    lean = chance.uniform(-0.08, 0.08) * width  # none of them is quite straight
    match chance.randrange(4):
        case 0:
            draw.polygon([(x - 5, top), (x + width / 2 + lean, top - rise), (x + width + 5, top)], fill=colour)
        case 1:
            for step in range(4):
                inset = step * width / 9
                draw.rectangle((x + inset, top - step * rise / 4 - rise / 4, x + width - inset, top), fill=colour)
        case 2:
            ridge = [(x + width * 0.3, top - rise * 0.7), (x + width * 0.7, top - rise * 0.7)]
            draw.polygon([(x - 6, top), *ridge, (x + width + 6, top)], fill=colour)
        case _:
            crown = [
                (x + width * 0.12, top - rise * 0.6),
                (x + width * 0.5, top - rise * 0.8),
                (x + width * 0.88, top - rise * 0.6),
            ]
            draw.polygon([(x - 4, top), *crown, (x + width + 4, top)], fill=colour)
    for _ in range(chance.randint(1, 2)):
        at = x + width * chance.uniform(0.12, 0.8)
        high = top - rise * chance.uniform(0.6, 1.0)
        draw.rectangle((at, high, at + 9, top), fill=colour)
        draw.rectangle((at - 2, high - 4, at + 11, high), fill=colour)


def _tower(
    draw: ImageDraw.ImageDraw, chance: random.Random, x: float, top: float, width: float, colour: Colour
) -> None:
    """Draw a tower with a spire, pinnacles at its corners, and something on its tip."""
    top -= chance.randint(30, 90)
    tip, middle = top - width * chance.uniform(1.6, 3.0), x + width / 2
    draw.rectangle((x, top, x + width, HORIZON + 30), fill=colour)
    draw.polygon([(x - 4, top), (middle, tip), (x + width + 4, top)], fill=colour)
    for corner in (x, x + width):
        draw.polygon([(corner - 5, top), (corner, top - width * 0.6), (corner + 5, top)], fill=colour)
    draw.line((middle, tip + 4, middle, tip - 16), fill=colour, width=2)
    draw.line((middle - 6, tip - 9, middle + 6, tip - 9), fill=colour, width=2)


def _windows(plate: Plate, chance: random.Random, box: tuple[float, float, float, float], row: Row) -> None:
    """Light some windows where it is dark; by day they are only dark holes."""
    x, top, width, height = box
    draw, dark = plate.draw, plate.light.dark
    size = 6 + 6 * (1 - row.away)
    for down in range(int((height - 20) // (size * 3))):
        for across in range(int((width - 10) // (size * 2.4))):
            left, upper = x + 9 + across * size * 2.4, top + 14 + down * size * 3
            burns = plate.light.lit and chance.random() < 0.34 * (0.35 + dark) * _wakeful(plate)
            colour = (
                (*mixed(CANDLE, plate.light.horizon, row.away * 0.35), 235)
                if burns
                else (16, 18, 28, round(74 * (1.1 - row.away)))
            )
            draw.rectangle((left, upper + size * 0.5, left + size, upper + size * 1.9), fill=colour)
            draw.pieslice((left, upper, left + size, upper + size), 180, 360, fill=colour)


def _wakeful(plate: Plate) -> float:
    """Return how many people still sit up: fewer and fewer after ten."""
    hour = plate.shot.at.hour
    return 0.35 if hour >= 23 or hour < 5 else 1.0
