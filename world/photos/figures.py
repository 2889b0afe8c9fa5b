"""Who stands in the picture: a row that leaves the middle to whom it is about, those at the edges a little further off."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFilter

from gothmud.events.photo import Exposure, Sitter
from world.photos.brush import Brush
from world.photos.creatures import draw_bird, draw_robot
from world.photos.light import mixed
from world.photos.looks import figure_of
from world.photos.people import draw_person, draw_sleeper
from world.photos.plate import HEIGHT, HORIZON, WIDTH, Plate

MOST = 7  # figures that are drawn
TALL = 0.44 * HEIGHT  # of an average person
FEET = {"water": 0.9, "home": 0.93, "indoor": 0.93, "work": 0.93}


def lay_figures(plate: Plate) -> None:
    """Draw who stood there, the furthest first."""
    shown = [*_thing(plate.shot), *plate.shot.sitters][:MOST]
    chance = plate.chance("figures")
    places = sorted(zip(_places(len(shown)), shown, strict=True), key=lambda each: -abs(each[0]))
    for place, sitter in places:
        away = abs(place) * 0.5 + chance.uniform(0, 0.05)
        _lay_figure(plate, sitter, WIDTH / 2 + place * WIDTH * 0.7 + chance.uniform(-12, 12), away)


def _thing(shot: Exposure) -> list[Sitter]:
    """Return the thing that it is of as a figure, where it is one."""
    return [shot.thing] if shot.thing and figure_of(shot.thing).kind != "person" else []


def _lay_figure(plate: Plate, sitter: Sitter, x: float, away: float) -> None:
    """Draw one, with a shadow; by night they stand in lamplight."""
    figure, ground = figure_of(sitter), FEET.get(plate.shot.ground, 0.9) * HEIGHT
    feet = ground - away * (ground - HORIZON) * 0.5
    tall = TALL * (1 - 0.35 * away) * figure.tall
    light = mixed(plate.light.ambient, (255, 232, 200), 0.85 if plate.indoors else 0.5 * plate.light.dark)
    _shadow(plate, x, feet, tall * figure.wide)
    brush = Brush(plate.draw, x, feet, tall, mixed(light, plate.light.horizon, 0.2 * away))
    match figure.kind:
        case "robot":
            draw_robot(brush)
        case "bird":
            draw_bird(brush)
        case _:
            draw_sleeper(brush, figure) if sitter.asleep else draw_person(brush, figure)


def _places(count: int) -> list[float]:
    """Return where so many stand, from -0.5 to 0.5: the first in the middle, the others right and left of it."""
    gap = min(0.24, 0.86 / max(1, count - 1)) if count > 1 else 0.0
    order = [((number + 1) // 2) * (1 if number % 2 else -1) * gap for number in range(count)]
    shift = gap / 2 if count % 2 == 0 else 0.0
    return [each - shift for each in order]


def _shadow(plate: Plate, x: float, feet: float, size: float) -> None:
    wide, high = round(size * 0.5), round(size * 0.12)
    mask = Image.new("L", (wide * 2, high * 2), 0)
    ImageDraw.Draw(mask).ellipse((wide * 0.35, high * 0.35, wide * 1.65, high * 1.65), fill=130)
    soft = mask.filter(ImageFilter.GaussianBlur(high * 0.28))
    plate.image.paste((8, 8, 14), (round(x - wide), round(feet - high)), soft)
