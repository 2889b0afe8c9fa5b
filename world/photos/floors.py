"""What one stands on outdoors: a plain ground, wet or under snow; cobbles."""

from __future__ import annotations

from PIL import Image

from world.photos.light import Colour, mixed, shone_on
from world.photos.plate import HEIGHT, HORIZON, WIDTH, Plate, gradient

SNOW: Colour = (226, 230, 236)
STONE: Colour = (124, 116, 106)
WET = ("drizzle", "rain", "storm")


def lay_floor(plate: Plate, colour: Colour) -> None:
    """Lay a ground of one colour."""
    if plate.shot.sky == "snow":
        colour = mixed(colour, SNOW, 0.8)
    near = shone_on(colour, plate.light.ambient)
    if plate.shot.sky in WET:
        near = mixed(near, (20, 24, 32), 0.3)
    far = mixed(near, plate.light.horizon, 0.5)
    plate.image.paste(gradient(far, mixed(near, (12, 12, 18), 0.4), HEIGHT - round(HORIZON)), (0, round(HORIZON)))
    if plate.shot.sky in WET:
        mirror(plate, HORIZON, 60)


def mirror(plate: Plate, line: float, strength: int) -> None:
    """Let the ground below a line give back what stands above it, blurred."""
    height = HEIGHT - round(line)
    above = plate.image.crop((0, round(line) - height, WIDTH, round(line))).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    soft = above.resize((WIDTH // 4, height // 12)).resize((WIDTH, height), Image.Resampling.BILINEAR)
    plate.image.paste(soft, (0, round(line)), Image.new("L", soft.size, strength))


def lay_cobbles(plate: Plate) -> None:
    """Draw courses of stones that grow towards the viewer."""
    draw, chance = plate.draw, plate.place_chance("cobbles")
    y, step = HORIZON + 10, 5.0
    while y < HEIGHT:
        share = (y - HORIZON) / (HEIGHT - HORIZON)
        dark = (10, 10, 16, round(26 + 44 * share))
        x = -chance.random() * step * 4
        while x < WIDTH:
            wide = step * chance.uniform(1.8, 2.6)
            draw.arc((x, y - step * 0.6, x + wide, y + step * 0.7), 180, 350, fill=dark, width=1 + round(share * 2))
            if chance.random() < 0.16:
                draw.ellipse((x + 3, y - step * 0.4, x + wide - 3, y + step * 0.5), fill=(255, 250, 235, 9))
            x += wide
        y, step = y + step, step * 1.09
