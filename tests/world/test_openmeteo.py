"""The weather of a real place out of answers of Open-Meteo's form, and out of what is none."""

from __future__ import annotations

import json
from datetime import datetime
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud.tables import Sky
from tests.base.strategies import QUICK
from world.openmeteo import ATTRIBUTION, SKY_OF, conditions, question
from world.weather import Teller

NOON = datetime(2026, 11, 24, 12)


def answer(**current: object) -> bytes:
    """Return an answer as the service gives it, with what we didn't ask for."""
    shown = {"time": "2026-11-24T12:00", "interval": 900, "temperature_2m": 4.2, "weather_code": 61, "wind_speed_10m": 44.0, "wind_direction_10m": 270}  # fmt: skip
    return json.dumps({"latitude": 53.5, "elevation": 4, "current": {**shown, **current}}).encode()


def test_an_answer_is_told_as_the_citys_own_weather_is() -> None:
    now = conditions(answer(), NOON, Teller())
    assert (now.sky, now.celsius, now.wind, now.by) == ("rain", 4.2, 44, ATTRIBUTION)
    assert now.text.endswith("There is a sharp wind from the west.")
    assert conditions(answer(weather_code=0), NOON.replace(hour=23), Teller()).text.endswith("The moon is full. There is a sharp wind from the west.")  # fmt: skip


def test_every_code_has_a_sky() -> None:
    assert set(SKY_OF.values()) == set(get_args(Sky))
    assert len(SKY_OF) == 28


def test_the_question_names_the_place() -> None:
    asked = urlsplit(question("https://api.example/v1/forecast", 53.55, -9.99))
    assert (asked.netloc, asked.path) == ("api.example", "/v1/forecast")
    assert parse_qs(asked.query)["latitude"] + parse_qs(asked.query)["longitude"] == ["53.55", "-9.99"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "all of it"),
        (b"<html>", "all of it"),
        (b'{"error": true, "reason": "x"}', "current: Field required"),
        (answer(weather_code=1234), "weather_code 1234"),
        (answer(temperature_2m=900), "current.temperature_2m"),
        (answer(temperature_2m=None), "current.temperature_2m"),
        (answer(wind_direction_10m="north"), "current.wind_direction_10m"),
    ],
)
def test_what_is_no_answer_is_a_line(body: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        conditions(body, NOON, Teller())
    assert "\n" not in str(refused.value)


@QUICK
@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall_over(body: bytes) -> None:
    with pytest.raises(ValueError, match="no answer of Open-Meteo's form"):
        conditions(body, NOON, Teller())
