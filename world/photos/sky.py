"""The first layer outdoors: the sky with stars, sun, moon and clouds."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw, ImageFilter

from world.photos.light import mixed
from world.photos.plate import HEIGHT, HORIZON, SOFT, WIDTH, Plate, clouds, curve, gradient

CLEAR_ENOUGH = ("clear", "cloud")
COVER = {"clear": 0.18, "cloud": 0.75, "fog": 0.3, "drizzle": 0.7, "rain": 0.85, "storm": 1.0, "snow": 0.6}
MOON = 46  # radius


def lay_sky(plate: Plate) -> None:
    """Lay the sky on a plate."""
    light = plate.light
    plate.image.paste(gradient(light.above, light.horizon, round(HORIZON) + 40), (0, 0))
    if light.sun < -0.05 and plate.shot.sky in CLEAR_ENOUGH:
        _stars(plate)
    if plate.shot.sky in CLEAR_ENOUGH:
        _sun(plate) if light.sun > -0.12 else _moon(plate)
    _clouds(plate)


def _stars(plate: Plate) -> None:
    chance, draw = plate.chance("stars"), plate.draw
    for _ in range(150):
        x, y, bright = chance.random() * WIDTH, chance.random() ** 1.5 * HORIZON, chance.random()
        radius = 0.8 + 1.6 * bright**4
        colour = (255, 250, 230, round((70 + 170 * bright) * plate.light.dark))
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _where(plate: Plate, share: float) -> tuple[float, float]:
    """Return where something stands that crosses the sky: ``share`` of its way is behind it."""
    return WIDTH * (0.12 + 0.76 * share), HORIZON * (0.95 - 0.75 * math.sin(math.pi * share))


def _sun(plate: Plate) -> None:
    hour = plate.shot.at.hour + plate.shot.at.minute / 60
    x, y = _where(plate, min(1.0, max(0.0, (hour - 6.5) / 12)))
    warm = mixed((255, 170, 96), (255, 246, 214), max(0.0, plate.light.sun))
    _halo(plate, x, y, 250, mixed((0, 0, 0), warm, 0.6))
    plate.draw.ellipse((x - 34, y - 34, x + 34, y + 34), fill=(*mixed(warm, (255, 255, 255), 0.5), 235))


def _moon(plate: Plate) -> None:
    hour = (plate.shot.at.hour + plate.shot.at.minute / 60 - 18.5) % 24
    x, y = _where(plate, 0.08 + 0.84 * min(1.0, hour / 12))
    full = 1 - abs(plate.light.moon - 0.5) * 2
    _halo(plate, x, y, 230, mixed((0, 0, 0), (150, 160, 190), 0.55 * full))
    plate.image.paste((240, 236, 216), (round(x - 2 * MOON), round(y - 2 * MOON)), _phase(plate.light.moon))
    if full > 0.6:  # its seas
        for across, down, radius in ((-0.3, -0.2, 0.22), (0.25, 0.3, 0.3), (0.3, -0.35, 0.14)):
            cx, cy, r = x + across * MOON, y + down * MOON, radius * MOON
            plate.draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=(120, 118, 120, 50))


def _phase(age: float) -> Image.Image:
    """Return the lit part of the moon as a mask: half a disc, and an ellipse that adds to it or takes from it."""
    mask = Image.new("L", (4 * MOON, 4 * MOON), 0)
    draw, bow = ImageDraw.Draw(mask), MOON * abs(math.cos(2 * math.pi * age))
    disc = (MOON, MOON, 3 * MOON, 3 * MOON)
    draw.ellipse(disc, fill=12)
    draw.pieslice(disc, -90, 90, fill=240) if age < 0.5 else draw.pieslice(disc, 90, 270, fill=240)
    draw.ellipse((2 * MOON - bow, MOON, 2 * MOON + bow, 3 * MOON), fill=240 if 0.25 < age < 0.75 else 12)
    return mask.filter(ImageFilter.GaussianBlur(1))


def _halo(plate: Plate, x: float, y: float, radius: float, colour: tuple[int, int, int]) -> None:
    small = Image.new("RGB", (WIDTH // SOFT, HEIGHT // SOFT))
    cx, cy, r = x / SOFT, y / SOFT, radius / SOFT / 2
    ImageDraw.Draw(small).ellipse((cx - r, cy - r, cx + r, cy + r), fill=colour)
    plate.add(small.filter(ImageFilter.GaussianBlur(r * 0.7)))


def _clouds(plate: Plate) -> None:
    """Lay clouds: long ones, brighter than the sky by day, darker by night and in a storm."""
    cover = COVER[plate.shot.sky]
    noise = clouds(plate.chance("clouds"), (7, 11))
    floor = round(190 - 110 * cover)
    mask = curve(noise, lambda each: min(255, (each - floor) * 3) * 0.59)
    mask.paste(0, (0, round(HORIZON) + 40, WIDTH, HEIGHT))
    light = plate.light
    dark = plate.shot.sky in ("storm", "rain") or light.sun < 0
    colour = mixed(light.above, (14, 14, 24), 0.5) if dark else mixed(light.horizon, (255, 250, 240), 0.45)
    plate.lay(colour, mask)
