"""The ground of an outdoor place, by its kind."""

from __future__ import annotations

from world.photos.floors import STONE, lay_cobbles, lay_floor
from world.photos.fronts import lay_fronts
from world.photos.garden import lay_garden
from world.photos.light import mixed, shone_on
from world.photos.plate import HORIZON, WIDTH, Plate
from world.photos.waterside import lay_waterside


def lay_ground(plate: Plate) -> None:
    """Lay the ground, and what stands on it."""
    match plate.shot.ground:
        case "water":
            lay_waterside(plate)
        case "garden":
            lay_garden(plate)
        case kind:
            lay_floor(plate, STONE)
            lay_cobbles(plate)
            _fountain(plate) if kind == "square" else lay_fronts(plate)


def _fountain(plate: Plate) -> None:
    """Set a dry fountain into the middle of a square."""
    draw, x, y = plate.draw, WIDTH * plate.place_chance("fountain").uniform(0.46, 0.68), HORIZON + 44
    stone = mixed(shone_on((120, 114, 108), plate.light.ambient), plate.light.horizon, 0.15)
    dark = mixed(stone, (10, 10, 16), 0.45)
    draw.ellipse((x - 120, y - 20, x + 120, y + 34), fill=dark)
    draw.ellipse((x - 120, y - 30, x + 120, y + 20), fill=stone)
    draw.ellipse((x - 104, y - 25, x + 104, y + 13), fill=dark)
    draw.polygon([(x - 14, y), (x - 8, y - 90), (x + 8, y - 90), (x + 14, y)], fill=stone)
    draw.ellipse((x - 46, y - 102, x + 46, y - 80), fill=stone)
    draw.polygon([(x - 10, y - 100), (x, y - 150), (x + 16, y - 128), (x + 10, y - 100)], fill=stone)
