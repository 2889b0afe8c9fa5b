"""What a painter is told of an exposure. The same person is always told in the same words, so that a face stays one."""

from __future__ import annotations

from gothmud.events.photo import Exposure, Ground, Sitter
from world.daylight import part_of_day
from world.photos.light import light_of
from world.photos.words import AIR

STYLE = "old photograph, gothic city, gaslight era, muted colours, film grain, 35mm"
AVOID = "text, letters, watermark, frame, modern car, neon, deformed hands, extra limbs, nude"
PLACES: dict[Ground, str] = {
    "street": "a narrow crooked street between tall houses", "square": "a cobbled square with gas lamps and spires",
    "indoor": "the inside of a dim public room with a counter", "home": "a small furnished room with a fireplace",
    "work": "a workshop full of brass wheels and tools", "water": "a stone quay at dark water", "garden": "an old park with bare trees",
}  # fmt: skip
MOST = 4  # people who are described; a painter makes one body of more
LONGEST_LOOKS = 160


def wording(shot: Exposure) -> str:
    """Return the prompt for an exposure: the thing that it is of and people first, then the place, the light, the manner."""
    shown = shot.sitters[:MOST]
    thing = f"{_looks(shot.thing)}, " if shot.thing else ""
    people = (
        f"{len(shown)} people: {'; '.join(map(_looks, shown))}"
        if len(shown) > 1
        else "".join(map(_looks, shown)) or "nobody"
    )
    dark = "lamps lit" if light_of(shot).lit else "daylight"
    return f"{thing}{people}, in {PLACES[shot.ground]}, {part_of_day(shot.at)}, {AIR[shot.sky]}, {dark}, {STYLE}"


def _looks(sitter: Sitter) -> str:
    """Return somebody's looks as fixed words; parentheses and colons, which weigh words, are left out."""
    plain = sitter.looks.translate(str.maketrans("", "", "()[]{}<>:\\|"))[:LONGEST_LOOKS]
    asleep = ", asleep" if sitter.asleep else ""
    return f"{plain.strip().rstrip('.') or 'a person in a dark coat'}{asleep}"
