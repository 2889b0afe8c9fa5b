"""The plate that layers are laid on: larger than the print, so that edges come out smooth."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from gothmud.events.photo import Exposure
from world.photos.light import Colour, Light, light_of

WIDTH, HEIGHT = 1152, 864
HORIZON = 0.6 * HEIGHT  # where the ground meets what stands on it
SOFT = 8  # glows are painted this much smaller


@dataclass
class Plate:
    """A picture in the making: ``image`` is what has been laid on it, ``lamps`` are the lights that will glow."""

    shot: Exposure
    image: Image.Image
    lamps: list[tuple[float, float, float, Colour]] = field(default_factory=list)

    @cached_property
    def light(self) -> Light:
        """The light of the hour."""
        return light_of(self.shot)

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        """What draws on it; for colours with an alpha, too."""
        return ImageDraw.Draw(self.image, "RGBA")

    @property
    def indoors(self) -> bool:
        """Whether there is a roof over it."""
        return self.shot.ground in ("indoor", "home", "work")

    def chance(self, layer: str) -> random.Random:
        """Return a layer's own chance: what one layer rolls changes nothing in another. A place keeps its looks."""
        return random.Random(f"{self.shot.seed}:{layer}")

    def place_chance(self, layer: str) -> random.Random:
        """Return the chance of what is the same in each photo of a place."""
        return random.Random(f"{self.shot.district}:{self.shot.place}:{layer}")

    def lay(self, colour: Colour, mask: Image.Image) -> None:
        """Lay a colour on it, as much as a mask says."""
        self.image.paste(colour, (0, 0), mask)

    def add(self, glow: Image.Image) -> None:
        """Add light, given as a small picture."""
        full = glow.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        self.image = ImageChops.screen(self.image, full)


def blank(shot: Exposure) -> Plate:
    """Return a plate with nothing on it."""
    return Plate(shot, Image.new("RGB", (WIDTH, HEIGHT)))


def gradient(top: Colour, bottom: Colour, height: int = HEIGHT, width: int = WIDTH) -> Image.Image:
    """Return a field that goes from one colour at the top to another at the bottom."""
    shares = Image.linear_gradient("L").resize((width, height))
    return Image.composite(Image.new("RGB", (width, height), bottom), Image.new("RGB", (width, height), top), shares)


def fade(top: float, bottom: float, strength: int) -> Image.Image:
    """Return a mask that grows from nothing at ``top`` to ``strength`` at ``bottom`` and keeps that below it."""
    height = max(1, round(bottom - top))
    ramp = curve(Image.linear_gradient("L").resize((WIDTH, height)), lambda each: each * strength / 255)
    mask = Image.new("L", (WIDTH, HEIGHT), 0)
    mask.paste(strength, (0, round(bottom), WIDTH, HEIGHT))
    mask.paste(ramp, (0, round(top)))
    return mask


def curve(mask: Image.Image, rule: Callable[[int], float]) -> Image.Image:
    """Return a mask with each of its values changed by a rule, within 0 to 255."""
    return mask.point([max(0, min(255, round(rule(each)))) for each in range(256)])


def clouds(chance: random.Random, cells: tuple[int, int]) -> Image.Image:
    """Return a soft noise of the plate's size: fog, clouds, stains."""
    small = Image.new("L", cells)
    small.putdata([chance.randrange(256) for _ in range(cells[0] * cells[1])])
    return small.resize((WIDTH // SOFT, HEIGHT // SOFT), Image.Resampling.BICUBIC).filter(
        ImageFilter.GaussianBlur(3)
    ).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)  # fmt: skip
