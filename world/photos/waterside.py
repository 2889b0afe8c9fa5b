"""A quay: boards to stand on, water that gives the sky back, a boat."""

from __future__ import annotations

from world.photos.floors import mirror
from world.photos.light import mixed, shone_on
from world.photos.plate import HEIGHT, HORIZON, WIDTH, Plate, gradient


def lay_waterside(plate: Plate) -> None:
    """Lay the water, then the quay before it."""
    _water(plate)
    _quay(plate)


def _water(plate: Plate) -> None:
    """Lay water that gives the sky back in broken strips."""
    light, chance = plate.light, plate.chance("waves")
    colour = mixed(mixed(light.above, light.horizon, 0.4), (24, 36, 46), 0.45)
    plate.image.paste(
        gradient(mixed(colour, light.horizon, 0.4), mixed(colour, (8, 10, 16), 0.5), HEIGHT - round(HORIZON)),
        (0, round(HORIZON)),
    )
    mirror(plate, HORIZON, 120)
    for _ in range(240):
        share = chance.random() ** 1.4
        y, x = HORIZON + 6 + share * (HEIGHT - HORIZON), chance.random() * WIDTH
        long = 10 + 90 * share * chance.random()
        bright = chance.random() < 0.4
        fill = (*mixed(light.horizon, (255, 255, 255), 0.2), 46) if bright else (8, 12, 20, 60)
        plate.draw.line((x, y, x + long, y), fill=fill, width=1 + round(2 * share))
    _boat(plate)


def _boat(plate: Plate) -> None:
    """Moor a boat with a bare mast; it lies elsewhere each time."""
    chance, draw = plate.chance("boat"), plate.draw
    x, y, size = chance.uniform(0.15, 0.8) * WIDTH, HORIZON + 34, chance.uniform(0.8, 1.2)
    dark = mixed((20, 18, 24), plate.light.horizon, 0.22)
    draw.polygon(
        [(x - 70 * size, y - 12), (x + 76 * size, y - 16), (x + 52 * size, y + 12), (x - 50 * size, y + 12)], fill=dark
    )
    draw.line((x, y - 10, x + 4, y - 150 * size), fill=dark, width=4)
    draw.line((x - 34 * size, y - 100 * size, x + 44 * size, y - 116 * size), fill=dark, width=3)
    for end in (-66, 70):
        draw.line((x + 4, y - 148 * size, x + end * size, y - 14), fill=(*dark, 150), width=1)


def _quay(plate: Plate) -> None:
    """Lay the boards of a quay to stand on, with bollards."""
    draw, light = plate.draw, plate.light
    edge = HEIGHT * 0.8
    wood = shone_on((110, 94, 78) if plate.shot.sky != "snow" else (206, 208, 212), light.ambient)
    draw.rectangle((0, edge, WIDTH, HEIGHT), fill=wood)
    for number in range(-8, 9):
        x = WIDTH / 2 + number * 84
        draw.line((x, edge, WIDTH / 2 + number * 150, HEIGHT), fill=(14, 12, 14, 120), width=3)
    draw.rectangle((0, edge - 5, WIDTH, edge + 5), fill=mixed(wood, (10, 10, 14), 0.6))
    for x in (0.08, 0.93):
        draw.rounded_rectangle(
            (x * WIDTH - 18, edge - 60, x * WIDTH + 18, edge + 16), 9, fill=mixed(wood, (10, 10, 14), 0.7)
        )
        draw.ellipse((x * WIDTH - 25, edge - 70, x * WIDTH + 25, edge - 46), fill=mixed(wood, (10, 10, 14), 0.62))
