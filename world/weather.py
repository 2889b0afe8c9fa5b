"""A seeded local weather: the same seed and hour always give the same sky. Fronts last some hours each."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import datetime

from world.schema import Sky

FRONT_HOURS = 3
WARMEST_DAY, WARMEST_HOUR = 200, 15  # of the year, of the day
SENTENCES: dict[Sky, str] = {
    "clear": "The sky is clear.",
    "cloud": "Low clouds hang over the roofs.",
    "fog": "Fog has come in.",
    "drizzle": "A fine drizzle falls.",
    "rain": "It rains steadily.",
    "storm": "A storm shakes the shutters.",
    "snow": "Snow falls without a sound.",
}
WEIGHTS: dict[Sky, float] = {"clear": 3, "cloud": 4, "fog": 2, "drizzle": 2, "rain": 2, "storm": 0.5, "snow": 0}
WINTER_WEIGHTS: dict[Sky, float] = {**WEIGHTS, "clear": 2, "snow": 2.5, "storm": 0.2}


@dataclass(frozen=True, slots=True)
class Conditions:
    """The sky, degrees Celsius, and the sentence that says it."""

    sky: Sky
    celsius: float
    text: str


class Weather:
    """The weather of a seed, asked for by city time."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def at(self, city_time: datetime) -> Conditions:
        """Return the conditions at a city time."""
        front = random.Random(f"{self.seed}:{city_time:%Y-%m-%d}:{city_time.hour // FRONT_HOURS}")
        celsius = round(_season(city_time) + _hour(city_time) + front.gauss(0, 2), 1)
        weights = WINTER_WEIGHTS if celsius < 2 else WEIGHTS
        sky = front.choices(list(weights), list(weights.values()))[0]
        return Conditions(sky, celsius, SENTENCES[sky])


def _season(moment: datetime) -> float:
    return 9 + 10 * math.cos(2 * math.pi * (moment.timetuple().tm_yday - WARMEST_DAY) / 365)


def _hour(moment: datetime) -> float:
    return 3 * math.cos(2 * math.pi * (moment.hour + moment.minute / 60 - WARMEST_HOUR) / 24)
