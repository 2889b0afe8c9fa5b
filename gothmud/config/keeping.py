"""Settings of those who look after it: budget, bill, audit log, watcher, reader."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from gothmud.config.section import Section, checked_url
from gothmud.tables import CLOCK


class Budget(Section):
    """How many tokens the minds may use, in and out together (0 is no limit; hours and days are real ones, UTC), and when
    they hold back."""

    city_hour: Annotated[int, Field(ge=0)] = Field(default=0, description="tokens of all minds in an hour; 0: no limit")
    city_day: Annotated[int, Field(ge=0)] = Field(default=0, description="tokens of all minds in a day; 0: no limit")
    agent_hour: Annotated[int, Field(ge=0)] = Field(default=0, description="tokens of one mind in an hour; 0: no limit")
    agent_day: Annotated[int, Field(ge=0)] = Field(default=0, description="tokens of one mind in a day; 0: no limit")
    rest_after: Annotated[float, Field(ge=0)] = Field(
        default=0.0, description="real minutes without a human after which the city slows down; 0: never"
    )
    rest_seconds: Annotated[float, Field(gt=0)] = Field(
        default=60.0, description="then: real seconds between two idle thoughts of all minds together"
    )
    yield_card: Annotated[float, Field(ge=0, le=100)] = Field(
        default=0.0, description="percent of the card used by others from which minds don't think unasked; 0: never"
    )


class Ledger(Section):
    """What the bill is reckoned with."""

    reference: dict[str, str] = Field(
        default={}, description="whose list price stands for a local model's: MODEL = 'PROVIDER:MODEL'"
    )
    default_reference: str = Field(
        default="openai:gpt-5-mini", description="the same for a model without list price and without a reference"
    )
    watts_idle: Annotated[float, Field(ge=0)] = Field(
        default=20.0, description="of the model's machine, where no meter can be read"
    )
    watts_busy: Annotated[float, Field(ge=0)] = Field(default=65.0, description="the same while it works on a call")
    price_kwh: Annotated[float, Field(ge=0)] = Field(default=0.30, description="of electricity, in dollars")


class Audit(Section):
    """The log of what crosses the wire."""

    on: bool = Field(default=True, description="keep it, in the home's folder 'audit'")
    whispers: bool = Field(default=True, description="with the words of whispers and letters; the login screen says so")
    keep_days: Annotated[int, Field(ge=0)] = Field(
        default=30, description="real days after which a day's file is deleted; 0 keeps all"
    )


class Tower(Section):
    """The watcher, who reads the audit log."""

    minutes: Annotated[int, Field(ge=1, le=1440)] = Field(default=20, description="city minutes between two reports")
    tokens: Annotated[int, Field(ge=200, le=8000)] = Field(
        default=800, description="of the digest that a report is made from, at most"
    )
    whispers: bool = Field(
        default=True,
        description="with the words of whispers, as far as the audit log has them; the login screen says so",
    )
    curfew: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")] = Field(
        default="23:00-05:00", description="when nobody should be out; the same hour twice: no curfew"
    )
    alarm: Annotated[int, Field(ge=0, le=100)] = Field(
        default=4, description="weight of what is unusual from which the watcher calls it over the city; 0: never"
    )


class Reader(Section):
    """The reader, who writes briefings for whoever runs the city."""

    at: list[Annotated[str, Field(pattern=CLOCK)]] = Field(
        default=["08:00", "15:00", "19:00"],
        description="hours of the machine's own clock at which it is nudged to write one",
    )
    calls: Annotated[int, Field(ge=0, le=10_000)] = Field(
        default=40, description="parts of sessions, notes and talk that the model reads for one briefing, at most"
    )
    webhook: str = Field(
        default="", description="URL that gets the paper as JSON (title, text) after each; empty: none"
    )

    @field_validator("webhook")
    @classmethod
    def _url(cls, value: str) -> str:
        return checked_url(value)
