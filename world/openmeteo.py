"""The weather of a real place, in the form of Open-Meteo's current weather: data from outside, checked once, here."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlencode

from pydantic import BaseModel, Field, ValidationError

from gothmud.tables import Sky
from world.weather import Conditions, Teller

ATTRIBUTION = "Weather data by Open-Meteo.com (CC BY 4.0)"
WANTED = "temperature_2m,weather_code,wind_speed_10m,wind_direction_10m"
CODES: dict[Sky, tuple[int, ...]] = {
    "clear": (0, 1),
    "cloud": (2, 3),
    "fog": (45, 48),
    "drizzle": (51, 53, 55, 56, 57),
    "rain": (61, 63, 65, 66, 67, 80, 81, 82),
    "snow": (71, 73, 75, 77, 85, 86),
    "storm": (95, 96, 99),
}
SKY_OF: dict[int, Sky] = {code: sky for sky, codes in CODES.items() for code in codes}


class _Current(BaseModel):
    temperature_2m: Annotated[float, Field(ge=-95, le=65)]
    weather_code: int
    wind_speed_10m: Annotated[float, Field(ge=0, le=450)] = 0.0
    wind_direction_10m: Annotated[float, Field(ge=0, le=360)] = 0.0


class _Answer(BaseModel):
    current: _Current


def question(url: str, latitude: float, longitude: float) -> str:
    """Return the address that gives the weather of a place now."""
    return f"{url}?{urlencode({'latitude': latitude, 'longitude': longitude, 'current': WANTED})}"


def conditions(body: bytes, city_time: datetime, teller: Teller) -> Conditions:
    """Return the conditions that an answer tells. Raises ValueError with one line where it is none."""
    now = _current(body)
    if (sky := SKY_OF.get(now.weather_code)) is None:
        raise ValueError(f"no answer of Open-Meteo's form: weather_code {now.weather_code} is none of the WMO's")
    heading = round(now.wind_direction_10m / 45) % 8
    wind, luck = now.wind_speed_10m, f"{city_time:%F}:{sky}"
    text = teller.told(sky, now.temperature_2m, wind, heading, city_time, luck)
    return Conditions(sky, now.temperature_2m, text, round(wind), by=ATTRIBUTION)


@lru_cache(maxsize=2)
def _current(body: bytes) -> _Current:
    try:
        return _Answer.model_validate_json(body).current
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(each) for each in first["loc"])
        raise ValueError(f"no answer of Open-Meteo's form: {where or 'all of it'}: {first['msg'][:80]}") from None
