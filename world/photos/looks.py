"""From the words of somebody's looks to what a figure needs: coat, build, hat, hair. The same looks are the same figure."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gothmud.events.photo import Sitter
from gothmud.words import mentions
from world.photos.light import Colour

COATS: tuple[Colour, ...] = (
    (62, 56, 66), (84, 58, 52), (56, 70, 66), (72, 76, 92), (98, 84, 62), (66, 52, 74), (50, 54, 60),
)  # fmt: skip
HAIR: dict[str, Colour] = {"white": (206, 202, 192), "red": (140, 72, 40), "brown": (84, 58, 40), "": (44, 36, 34)}
SKIN: tuple[Colour, ...] = ((236, 214, 190), (222, 190, 160), (196, 156, 122), (150, 108, 82), (112, 80, 62))
SIZES = {"tall": 1.12, "small": 0.86, "child": 0.7}
WIDTHS = {"broad": 1.3, "round": 1.45, "thin": 0.78}


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure is drawn from. ``kind`` is person, robot or bird; sizes are shares of an average one."""

    kind: str
    coat: Colour
    trousers: Colour
    skin: Colour
    hair: Colour
    hat: str
    tall: float
    wide: float
    skirt: bool
    extras: frozenset[str]


def figure_of(sitter: Sitter) -> Figure:
    """Return how somebody is drawn; what their looks don't say follows from their name."""
    chance, looks, words = random.Random(sitter.name), sitter.looks, tables()
    builds = _all(looks, words["builds"])
    kinds = _all(looks, words["kinds"])
    coat = _colour(looks) or chance.choice(COATS)
    return Figure(
        kind=next((each for each in ("robot", "bird") if each in kinds), "person"),
        coat=coat,
        trousers=chance.choice(COATS),
        skin=chance.choice(SKIN),
        hair=HAIR[next(iter(_all(looks, words["hair"])), "")],
        hat=next(iter(_all(looks, words["hats"])), chance.choice(["", "", "bowler"]) if not looks else ""),
        tall=_share(SIZES, builds) * chance.uniform(0.97, 1.03),
        wide=_share(WIDTHS, builds),
        skirt="skirt" in kinds,
        extras=frozenset(_all(looks, words["extras"])),
    )


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Return the words and what is drawn for them."""
    return tomllib.loads((Path(__file__).parent / "looks.toml").read_text(encoding="utf-8"))


def _colour(looks: str) -> Colour | None:
    """Return the colour that the looks name first."""
    known: dict[str, list[int]] = tables()["colours"]
    for word in looks.casefold().replace(",", " ").replace(".", " ").split():
        if word in known:
            red, green, blue = known[word]
            return red, green, blue
    return None


def _all(looks: str, table: dict[str, list[str]]) -> list[str]:
    return [each for each, words in table.items() if mentions(looks, words)]


def _share(table: dict[str, float], found: list[str]) -> float:
    return next((table[each] for each in found if each in table), 1.0)
