"""From a plate to a print: grain, darkened corners, a card with the caption, bytes."""

from __future__ import annotations

import io
import random
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFont, PngImagePlugin

from world.photos.light import Colour
from world.photos.plate import Plate

SIZE = (576, 432)  # of the picture on the print
EDGE, FOOT = 28, 84  # of the card around it
CARD: Colour = (232, 224, 204)
INK: Colour = (58, 48, 42)
COLOURS = 128  # of a print; few enough for a small file, and grain hides the steps
LONGEST_LINE = 64


def printed(plate: Plate) -> bytes:
    """Return a plate as a PNG. It says whose caption it is, and nothing else that isn't seen."""
    picture = _grained(plate.image.resize(SIZE, Image.Resampling.LANCZOS), plate.shot.seed)
    toned = Image.blend(picture, _sepia(picture), 0.22)
    card = _card(_vignetted(toned), plate)
    told = PngImagePlugin.PngInfo()
    told.add_itxt("Title", plate.shot.caption)
    told.add_itxt("Author", plate.shot.taker)
    told.add_text("Software", "gothmud")
    out = io.BytesIO()
    card.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, "PNG", pnginfo=told, compress_level=9
    )
    return out.getvalue()


def _sepia(picture: Image.Image) -> Image.Image:
    grey = picture.convert("L")
    return Image.merge(
        "RGB", [grey.point([min(255, round(each * share + 6)) for each in range(256)]) for share in (1.06, 0.97, 0.82)]
    )


def _grained(picture: Image.Image, seed: int) -> Image.Image:
    """Add the grain of a film; the same seed, the same grains."""
    grain = Image.frombytes("L", SIZE, random.Random(seed).randbytes(SIZE[0] * SIZE[1]))
    fine = grain.point([118 + each * 20 // 255 for each in range(256)])
    return ImageChops.overlay(picture, Image.merge("RGB", [fine] * 3))


def _vignetted(picture: Image.Image) -> Image.Image:
    return ImageChops.multiply(picture, _corners())


@cache
def _corners() -> Image.Image:
    """Return what darkens the corners of a picture."""
    far = Image.radial_gradient("L").resize(SIZE)
    mask = far.point([round(255 - max(0, each - 110) * 0.72) for each in range(256)])
    return Image.merge("RGB", [mask] * 3)


def _card(picture: Image.Image, plate: Plate) -> Image.Image:
    """Return the picture on its card: a thin line round it, the caption and what the back would say below."""
    shot = plate.shot
    card = Image.new("RGB", (SIZE[0] + 2 * EDGE, SIZE[1] + EDGE + FOOT), CARD)
    draw = ImageDraw.Draw(card)
    draw.rectangle((7, 7, card.width - 8, card.height - 8), outline=(178, 164, 134))
    draw.rectangle((EDGE - 4, EDGE - 4, EDGE + SIZE[0] + 3, EDGE + SIZE[1] + 3), outline=INK, width=2)
    card.paste(picture, (EDGE, EDGE))
    middle, top = card.width / 2, EDGE + SIZE[1] + 24
    draw.text((middle, top), _short(shot.caption or shot.place), INK, _font(19), anchor="mm")
    told = f"{shot.place}, {shot.at:%A %H:%M} · {shot.taker}"
    draw.text((middle, top + 27), _short(told), (120, 104, 88), _font(13), anchor="mm")
    return card


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1]}…"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
