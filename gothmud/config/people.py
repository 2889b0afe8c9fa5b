"""Settings of those who live in it: the model, the minds, their manners."""

from __future__ import annotations

import os
from typing import Annotated, Literal

from pydantic import Field, field_validator

from gothmud.config.section import Section, checked_url


class Model(Section):
    """The language model. Without an endpoint one that runs on its usual port is taken, else the embedded one."""

    endpoint: str = Field(
        default="", description="base URL of an OpenAI-compatible API, such as http://127.0.0.1:11434/v1"
    )
    name: str = Field(default="", description="the model's name there; empty takes the first that it lists")
    api_key_env: str = Field(default="", description="name of the environment variable that holds the key")
    embedded: bool = Field(
        default=False, description="use the embedded model even if another endpoint is found running"
    )
    slots: Annotated[int, Field(ge=0, le=256)] = Field(
        default=0, description="calls at a time; 0 takes what the endpoint says"
    )
    context: Annotated[int, Field(ge=0)] = Field(
        default=0, description="tokens of context; 0 takes what the endpoint says"
    )
    freedom: Literal["auto", "narrow", "full"] = Field(
        default="auto",
        description="narrow: the harness picks what fits and a small model only words it; auto: by model size",
    )
    timeout: Annotated[float, Field(gt=0)] = Field(default=60.0, description="seconds after which a call is a failure")
    temperature: Annotated[float, Field(ge=0, le=2)] = Field(default=0.8, description="of sampling")
    threads: Annotated[int, Field(ge=0)] = Field(
        default=0, description="of the embedded model; 0 leaves one core to the others"
    )
    cassette: str = Field(default="", description="file that calls are recorded on and replayed from; empty: none")
    cassette_mode: Literal["auto", "record", "replay"] = Field(
        default="auto", description="auto: ask for what isn't on it; record: ask for all; replay: ask nobody"
    )

    @field_validator("endpoint")
    @classmethod
    def _url(cls, value: str) -> str:
        return checked_url(value).rstrip("/")

    @property
    def key(self) -> str:
        """The endpoint's key, or an empty string."""
        return os.environ.get(self.api_key_env, "") if self.api_key_env else ""


class Minds(Section):
    """How lively the minds are."""

    musing_seconds: Annotated[float, Field(ge=5)] = Field(
        default=90.0,
        description="real seconds between an idle agent's own turns, at least; there are none while nobody is in",
    )
    answer_pause: Annotated[float, Field(ge=0)] = Field(
        default=0.6, description="real seconds a mind listens before it answers"
    )
    always: bool = Field(default=False, description="muse even while no human is connected")
    fast_musing_seconds: Annotated[float, Field(ge=5)] = Field(
        default=900.0, description="the same on the fast clock, in city seconds"
    )
    needs: bool = Field(
        default=True, description="whether needs (docs/etiquette.md) send agents out; off is for comparisons"
    )
    behaviours: list[str] = Field(
        default=[],
        description="which behaviours are on, in their order in a turn; '-name' switches one off; empty: all of them",
    )


class Manners(Section):
    """How a room keeps its floor."""

    on: bool = Field(default=True, description="whether rooms rule on who may speak; off is for comparisons")
    bot_lines: Annotated[int, Field(ge=1)] = Field(
        default=3, description="lines in a row that those without a player may say while a human is in the room"
    )
    words_a_second: Annotated[float, Field(gt=0)] = Field(
        default=4.0, description="how fast humans read: so long the floor is theirs after an answer"
    )
    answer_seconds: Annotated[float, Field(ge=0)] = Field(
        default=6.0, description="what they get on top, to begin an answer"
    )
    patience_seconds: Annotated[float, Field(ge=1)] = Field(
        default=20.0, description="how long one who was asked is waited for, if nobody sees it think"
    )
    scene_lines: Annotated[int, Field(ge=4)] = Field(
        default=12, description="lines after which a talk among those without a player is over"
    )
    rest_minutes: Annotated[float, Field(ge=0)] = Field(
        default=10.0, description="city minutes before the same people talk again"
    )
    subject_minutes: Annotated[float, Field(ge=0)] = Field(
        default=60.0, description="city minutes before they take up the same subject again"
    )


class ChannelManners(Section):
    """How often one may call over the city's channel."""

    on: bool = Field(default=True, description="whether the channel rules on who may call; off is for comparisons")
    human_lines: Annotated[int, Field(ge=1, le=30)] = Field(
        default=6, description="calls of one player in a real minute, at most"
    )
    bot_minutes: Annotated[float, Field(ge=0)] = Field(
        default=10.0, description="city minutes between two calls of one without a player, unless a player asked it"
    )
    answers: Annotated[int, Field(ge=0)] = Field(
        default=2, description="how many without a player may speak to the same matter"
    )
    answer_minutes: Annotated[float, Field(ge=0)] = Field(
        default=5.0, description="city minutes after which a matter is over"
    )
    patience_seconds: Annotated[float, Field(ge=0)] = Field(
        default=30.0, description="how long one whom a player called by name is waited for"
    )


class Post(Section):
    """How much boards and letter boxes hold. Days are the city's."""

    notices_a_day: Annotated[int, Field(ge=0)] = Field(default=3, description="notices that one may pin in a day")
    notices: Annotated[int, Field(ge=1, le=100)] = Field(
        default=12, description="notices on a board; one more takes down the oldest"
    )
    notice_days: Annotated[float, Field(gt=0)] = Field(default=7.0, description="days after which a notice comes down")
    letters_a_day: Annotated[int, Field(ge=0)] = Field(default=5, description="letters that one may write in a day")
    letters: Annotated[int, Field(ge=1, le=100)] = Field(
        default=20, description="letters that wait for one person; as many read ones are kept"
    )
