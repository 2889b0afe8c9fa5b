"""Rooms: a wall with a window on the weather, boards, a lamp, and the furniture of a home, a bar or a workshop."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw

from world.photos.light import Colour, mixed
from world.photos.plate import HEIGHT, HORIZON, WIDTH, Plate, gradient
from world.photos.sky import lay_sky
from world.photos.skyline import lay_skyline

FLOOR = 0.68 * HEIGHT
WARM: Colour = (244, 190, 112)
DARK: Colour = (24, 19, 18)
PAPERS: tuple[Colour, ...] = ((138, 94, 80), (92, 112, 96), (132, 116, 82), (94, 98, 124), (122, 84, 98))
WINDOW = (300, 360)  # width, height


def lay_interior(plate: Plate) -> None:
    """Lay a room on a plate."""
    chance = plate.place_chance("room")
    bright = 1 - 0.3 * plate.light.dark
    paper = mixed((14, 12, 14), chance.choice(PAPERS), 0.62 + 0.38 * bright)
    plate.image.paste(gradient(mixed(paper, (10, 9, 12), 0.45), paper, round(FLOOR)), (0, 0))
    _stripes(plate, chance, paper)
    left = chance.choice([0.12, 0.36, 0.62]) * WIDTH
    _window(plate, left, 0.1 * HEIGHT)
    _boards(plate, mixed((128, 92, 64), (12, 10, 12), 0.25 * plate.light.dark))
    {"home": _home, "work": _workshop}.get(plate.shot.ground, _bar)(plate, chance, left)
    _lamp(plate, chance.uniform(0.4, 0.6) * WIDTH)


def _stripes(plate: Plate, chance: random.Random, paper: Colour) -> None:
    """Put a pattern on the wall, a rail and a skirting."""
    draw, gap = plate.draw, chance.choice([36, 48, 64])
    for x in range(0, WIDTH, gap):
        draw.line((x, 0, x, FLOOR), fill=(*mixed(paper, (255, 240, 210), 0.3), 26), width=gap // 3)
    wood = mixed(paper, DARK, 0.6)
    draw.rectangle((0, FLOOR - 170, WIDTH, FLOOR), fill=(*wood, 210))
    draw.rectangle((0, FLOOR - 176, WIDTH, FLOOR - 166), fill=mixed(wood, (255, 230, 190), 0.1))
    for x in range(20, WIDTH, 120):
        draw.rectangle((x, FLOOR - 146, x + 88, FLOOR - 32), outline=(*mixed(wood, (0, 0, 0), 0.5), 200), width=3)


def _window(plate: Plate, left: float, top: float) -> None:
    """Cut a pointed window; behind it is the sky of the hour."""
    width, height = WINDOW
    outside = Plate(plate.shot.model_copy(update={"ground": "square"}), plate.image.copy())
    lay_sky(outside)
    lay_skyline(outside)
    across = round(HORIZON - 60) * width // height
    view = outside.image.crop((300, 60, 300 + across, round(HORIZON))).resize(WINDOW, Image.Resampling.BILINEAR)
    mask = Image.new("L", WINDOW, 0)
    draw = ImageDraw.Draw(mask)
    draw.rectangle((0, height // 3, width, height), fill=255)
    draw.ellipse((0, 0, width, height * 2 // 3), fill=255)
    plate.image.paste(view, (round(left), round(top)), mask)
    _bars(plate, left, top)
    if plate.light.dark < 0.6:
        plate.lamps.append(
            (
                left + width / 2,
                top + height / 2,
                420,
                mixed((0, 0, 0), plate.light.horizon, 0.34 * (1 - plate.light.dark)),
            )
        )


def _bars(plate: Plate, left: float, top: float) -> None:
    (width, height), draw = WINDOW, plate.draw
    draw.arc((left - 8, top - 8, left + width + 8, top + height * 2 / 3 + 8), 180, 360, fill=DARK, width=14)
    for x in (left - 4, left + width + 4):
        draw.line((x, top + height / 3, x, top + height), fill=DARK, width=14)
    for share in (0.33, 0.67):
        draw.line((left + width * share, top + 20, left + width * share, top + height), fill=DARK, width=6)
        draw.line((left, top + height * share + 20, left + width, top + height * share + 20), fill=DARK, width=5)
    draw.rectangle(
        (left - 26, top + height - 4, left + width + 26, top + height + 16), fill=mixed(DARK, (120, 90, 64), 0.35)
    )


def _boards(plate: Plate, wood: Colour) -> None:
    draw = plate.draw
    plate.image.paste(gradient(mixed(wood, (10, 8, 8), 0.5), wood, HEIGHT - round(FLOOR)), (0, round(FLOOR)))
    for number in range(-14, 15):
        draw.line((WIDTH / 2 + number * 62, FLOOR, WIDTH / 2 + number * 128, HEIGHT), fill=(12, 9, 8, 110), width=3)
    draw.rectangle((0, FLOOR - 12, WIDTH, FLOOR + 3), fill=mixed(wood, DARK, 0.75))


def _lamp(plate: Plate, x: float) -> None:
    """Hang a lamp; it burns when the day doesn't."""
    draw, y = plate.draw, 132
    draw.line((x, 0, x, y - 30), fill=DARK, width=4)
    draw.polygon([(x - 56, y), (x - 20, y - 38), (x + 20, y - 38), (x + 56, y)], fill=mixed(DARK, (70, 90, 74), 0.5))
    if plate.light.lit or plate.shot.sky in ("rain", "cloud", "snow"):
        draw.ellipse((x - 16, y - 8, x + 16, y + 20), fill=(255, 236, 186))
        plate.lamps.append((x, y + 8, 330, mixed((0, 0, 0), WARM, 0.62)))
        plate.lamps.append((x, FLOOR + 40, 480, mixed((0, 0, 0), WARM, 0.26)))


def _home(plate: Plate, chance: random.Random, window: float) -> None:
    """Put in a fire, a bed and a picture that hangs askew."""
    draw, x = plate.draw, 0.8 * WIDTH if window < WIDTH / 2 else 0.2 * WIDTH
    draw.rectangle((x - 120, FLOOR - 240, x + 120, FLOOR + 6), fill=mixed(DARK, (130, 110, 96), 0.42))
    draw.rectangle((x - 140, FLOOR - 258, x + 140, FLOOR - 236), fill=mixed(DARK, (150, 126, 100), 0.3))
    draw.pieslice((x - 76, FLOOR - 180, x + 76, FLOOR - 30), 180, 360, fill=(10, 8, 8))
    draw.rectangle((x - 76, FLOOR - 106, x + 76, FLOOR + 4), fill=(10, 8, 8))
    flames = plate.chance("fire")
    for _ in range(7):
        at, high = x + flames.uniform(-44, 44), flames.uniform(30, 84)
        draw.polygon(
            [(at - 15, FLOOR), (at + flames.uniform(-8, 8), FLOOR - high), (at + 15, FLOOR)],
            fill=(240, flames.randint(120, 190), 60, 190),
        )
    plate.lamps.append((x, FLOOR - 30, 260, (150, 76, 24)))
    _bed(plate, WIDTH - x)
    _picture(plate, x, FLOOR - 350, chance)


def _bed(plate: Plate, x: float) -> None:
    draw, left = plate.draw, x - 190
    draw.rectangle((left, FLOOR - 150, left + 16, FLOOR + 50), fill=DARK)
    draw.rectangle((left + 360, FLOOR - 96, left + 376, FLOOR + 50), fill=DARK)
    draw.rounded_rectangle((left + 10, FLOOR - 66, left + 368, FLOOR + 26), 18, fill=(122, 106, 98))
    draw.rounded_rectangle((left + 18, FLOOR - 92, left + 110, FLOOR - 46), 18, fill=(190, 182, 168))
    draw.rounded_rectangle((left + 96, FLOOR - 72, left + 368, FLOOR + 22), 14, fill=(92, 56, 56))


def _picture(plate: Plate, x: float, y: float, chance: random.Random) -> None:
    tilt = chance.uniform(-9, 9)
    corners = [(x - 60, y - 40 + tilt), (x + 60, y - 40 - tilt), (x + 60, y + 40 - tilt), (x - 60, y + 40 + tilt)]
    plate.draw.polygon(corners, fill=(60, 60, 58), outline=(128, 98, 56), width=7)
    plate.draw.ellipse((x - 17, y - 24, x + 17, y + 14), fill=(132, 116, 98))
    plate.draw.pieslice((x - 34, y + 6, x + 34, y + 66), 180, 360, fill=(34, 32, 36))


def _bar(plate: Plate, chance: random.Random, window: float) -> None:
    """Put in shelves of bottles or books, a counter, and a clock that is wrong."""
    draw, x = plate.draw, 0.62 * WIDTH if window < WIDTH / 3 else 0.04 * WIDTH
    x = x if window < WIDTH / 3 or window > WIDTH / 2 else 0.72 * WIDTH
    bottles = chance.random() < 0.5
    for shelf in range(3):
        y = FLOOR - 200 - shelf * 96
        draw.rectangle((x, y, x + 290, y + 10), fill=mixed(DARK, (120, 86, 58), 0.4))
        at = x + 8.0
        while at < x + 270:
            wide, high = chance.uniform(10, 20), chance.uniform(38, 72)
            tint = chance.choice([(86, 46, 40), (48, 66, 56), (96, 80, 50), (52, 52, 72), (110, 100, 84)])
            draw.rectangle((at, y - high, at + wide, y), fill=tint)
            if bottles:
                draw.rectangle((at + wide * 0.35, y - high - 16, at + wide * 0.65, y - high), fill=tint)
            at += wide + chance.choice([1, 1, 2, 14 if bottles else 2])
    draw.rectangle((x - 30, FLOOR - 116, x + 330, FLOOR + 42), fill=mixed(DARK, (110, 72, 48), 0.5))
    draw.rectangle((x - 44, FLOOR - 132, x + 344, FLOOR - 112), fill=mixed(DARK, (150, 104, 70), 0.6))
    _clock(plate, x + 145, 96)


def _clock(plate: Plate, x: float, y: float) -> None:
    draw, at = plate.draw, plate.shot.at
    draw.ellipse((x - 48, y - 48, x + 48, y + 48), fill=(196, 186, 160), outline=DARK, width=8)
    for turn, long in ((at.hour % 12 / 12, 22), (9 / 60, 36)):  # the city's minute hands stand at nine minutes past
        angle = 2 * math.pi * turn
        draw.line((x, y, x + long * math.sin(angle), y - long * math.cos(angle)), fill=DARK, width=5)


def _workshop(plate: Plate, chance: random.Random, window: float) -> None:
    """Put in a bench, tools on nails, wheels and a pipe."""
    draw = plate.draw
    for number in range(3):
        x = chance.uniform(0.08, 0.92) * WIDTH
        _wheel(plate, x, chance.uniform(60, 330), chance.uniform(40, 110), 9 + 3 * number)
    x = 0.06 * WIDTH if window > WIDTH / 3 else 0.6 * WIDTH
    draw.line((0, 60, WIDTH, 76), fill=mixed(DARK, (140, 96, 60), 0.5), width=22)
    draw.rectangle((x, FLOOR - 104, x + 400, FLOOR - 80), fill=mixed(DARK, (140, 100, 66), 0.6))
    for leg in (x + 20, x + 366):
        draw.rectangle((leg, FLOOR - 80, leg + 18, FLOOR + 40), fill=mixed(DARK, (110, 78, 54), 0.5))
    for number in range(7):
        at, long = x + 26 + number * 52, chance.uniform(40, 80)
        draw.line((at, FLOOR - 260, at, FLOOR - 260 + long), fill=(92, 90, 88), width=7)
        draw.ellipse((at - 9, FLOOR - 268 + long, at + 9, FLOOR - 246 + long), outline=(112, 110, 106), width=6)


def _wheel(plate: Plate, x: float, y: float, radius: float, teeth: int) -> None:
    draw, brass = plate.draw, mixed(DARK, (168, 128, 66), 0.55)
    for number in range(teeth):
        angle = 2 * math.pi * number / teeth
        cx, cy = x + radius * math.cos(angle), y + radius * math.sin(angle)
        draw.ellipse((cx - 11, cy - 11, cx + 11, cy + 11), fill=brass)
        draw.line((x, y, cx, cy), fill=brass, width=7)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=brass, width=16)
    draw.ellipse((x - 18, y - 18, x + 18, y + 18), fill=brass)
