"""What hangs or falls between the lens and the place: lamplight, fog, rain, snow."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from world.photos.light import Colour, mixed
from world.photos.plate import HEIGHT, HORIZON, SOFT, WIDTH, Plate, clouds, curve, fade

GAS: Colour = (255, 214, 138)
IRON: Colour = (22, 22, 28)
HAZE = {"clear": 12, "cloud": 34, "fog": 150, "drizzle": 84, "rain": 96, "storm": 90, "snow": 90}
FALLS = {
    "drizzle": (260, 22, 1, 60),
    "rain": (520, 44, 2, 84),
    "storm": (720, 62, 2, 100),
}  # how many, long, wide, seen


def lay_posts(plate: Plate) -> None:
    """Set gas lamps along a street, a square, a quay, a garden; where it is dark they burn."""
    for x, feet, tall in ((0.3, 0.66, 190), (0.85, 0.78, 330)):
        _post(plate, x * WIDTH, feet * HEIGHT, tall)


def _post(plate: Plate, x: float, feet: float, tall: float) -> None:
    draw, top, size = plate.draw, feet - tall, tall / 10
    iron = mixed(IRON, plate.light.horizon, max(0.0, 0.2 - tall / 2400))
    draw.line((x, feet, x, top), fill=iron, width=max(3, round(tall / 45)))
    draw.polygon(
        [
            (x - size * 0.5, feet),
            (x + size * 0.5, feet),
            (x + size * 0.16, feet - size * 1.4),
            (x - size * 0.16, feet - size * 1.4),
        ],
        fill=iron,
    )
    draw.line((x - size, top + size * 0.6, x + size, top + size * 0.6), fill=iron, width=3)
    glass = [
        (x - size * 0.6, top),
        (x - size * 0.9, top - size * 1.9),
        (x + size * 0.9, top - size * 1.9),
        (x + size * 0.6, top),
    ]
    draw.polygon(glass, fill=(255, 232, 176) if plate.light.lit else (150, 156, 156), outline=iron, width=3)
    draw.polygon(
        [(x - size * 1.1, top - size * 1.9), (x, top - size * 3), (x + size * 1.1, top - size * 1.9)], fill=iron
    )
    if plate.light.lit:
        plate.lamps.append((x, top - size, tall * 0.95, mixed((0, 0, 0), GAS, 0.62)))
        plate.lamps.append((x, feet + 6, tall * 0.7, mixed((0, 0, 0), GAS, 0.2)))


def lay_haze(plate: Plate) -> None:
    """Lay what the air has in it before the figures come: a haze over the distance, fog in banks."""
    band = fade(HORIZON - 330, HORIZON + 20, HAZE[plate.shot.sky])
    near = curve(band.crop((0, round(HORIZON), WIDTH, HEIGHT)), lambda each: each / 2)
    band.paste(near, (0, round(HORIZON)))
    plate.lay(mixed(plate.light.horizon, (230, 226, 214), 0.1), band.filter(ImageFilter.BoxBlur(24)))
    if plate.shot.sky == "fog":
        _bank(plate, "far", 150)


def lay_air(plate: Plate) -> None:
    """Lay what comes before the figures: thin fog, rain, snow."""
    match plate.shot.sky:
        case "fog":
            _bank(plate, "near", 105)
        case "snow":
            _snow(plate)
        case "drizzle" | "rain" | "storm":
            _rain(plate)
        case _:
            pass


def lay_glow(plate: Plate) -> None:
    """Let the lamps glow, further in fog; all at once, for a glow is soft."""
    spread = 1.5 if plate.shot.sky in ("fog", "snow", "rain") and not plate.indoors else 1.0
    glow = Image.new("RGB", (WIDTH // SOFT, HEIGHT // SOFT))
    for x, y, radius, colour in plate.lamps:
        wide = radius * spread
        spot = Image.radial_gradient("L").resize((round(2 * wide / SOFT), round(2 * wide / SOFT)))
        lit = Image.new("RGB", glow.size)
        lit.paste(
            colour, (round((x - wide) / SOFT), round((y - wide) / SOFT)),
            curve(spot, lambda each: max(0, 255 - each * 1.42) ** 2 / 255),
        )  # fmt: skip
        glow = ImageChops.screen(glow, lit)
    plate.add(glow)


def _bank(plate: Plate, name: str, thick: int) -> None:
    noise = clouds(plate.chance(f"fog {name}"), (4, 9))
    mask = curve(noise, lambda each: (each - 70) * thick / 160)
    plate.lay(mixed(plate.light.horizon, (236, 232, 220), 0.2 * (1 - plate.light.dark)), mask)


def _rain(plate: Plate) -> None:
    count, long, wide, seen = FALLS[plate.shot.sky]
    chance, veil = plate.chance("rain"), Image.new("L", (WIDTH, HEIGHT), 0)
    draw, slant = ImageDraw.Draw(veil), chance.choice([-0.32, -0.2, 0.2, 0.32])
    for _ in range(count):
        x, y, near = chance.uniform(-60, WIDTH + 60), chance.uniform(-40, HEIGHT), chance.random()
        size = long * (0.5 + near)
        draw.line((x, y, x + slant * size, y + size), fill=round(seen * (0.4 + near)), width=wide if near > 0.6 else 1)
    plate.lay(mixed(plate.light.horizon, (236, 242, 250), 0.6), veil)


def _snow(plate: Plate) -> None:
    chance, draw = plate.chance("snow"), plate.draw
    for _ in range(520):
        x, y, near = chance.random() * WIDTH, chance.random() * HEIGHT, chance.random() ** 3
        radius = 1.2 + 5.5 * near
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(246, 248, 252, round(210 - 110 * near)))
