"""Draws one figure, in units of its height, in the light of the picture."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import ImageDraw

from world.photos.light import Colour, mixed, shone_on

INK: Colour = (22, 19, 22)


@dataclass(frozen=True, slots=True)
class Brush:
    """Draws one figure: in units of its height from its feet, in the light of the picture."""

    draw: ImageDraw.ImageDraw
    x: float
    feet: float
    tall: float
    light: Colour

    def at(self, across: float, up: float) -> tuple[float, float]:
        """Return a point of the plate."""
        return self.x + across * self.tall, self.feet - up * self.tall

    def lit(self, colour: Colour, shade: float = 0.0) -> Colour:
        """Return a colour in the light, with some shade over it."""
        return mixed(shone_on(colour, self.light), INK, shade)

    def shape(self, colour: Colour, *points: tuple[float, float], shade: float = 0.0) -> None:
        """Draw a polygon."""
        self.draw.polygon([self.at(*each) for each in points], fill=self.lit(colour, shade))

    def oval(self, colour: Colour, across: float, up: float, wide: float, high: float, shade: float = 0.0) -> None:
        """Draw an oval around a point."""
        x, y = self.at(across, up)
        w, h = wide * self.tall, high * self.tall
        self.draw.ellipse((x - w, y - h, x + w, y + h), fill=self.lit(colour, shade))

    def line(self, colour: Colour, *points: tuple[float, float], width: float = 0.012) -> None:
        """Draw a line."""
        self.draw.line(
            [self.at(*each) for each in points],
            fill=self.lit(colour),
            width=max(1, round(width * self.tall)),
            joint="curve",
        )
