"""Every setting, declared once: name, type, default, unit, one line of meaning.

Read from ``gothmud.toml`` in the city's home, then environment variables (``GOTHMUD_MODEL__ENDPOINT``), which win.
docs/operations.md and ``gothmud config`` list them from here.
"""

from __future__ import annotations

import os
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from gothmud.errors import ConfigError, nearest
from gothmud.tables import CLOCK

HOME_VARIABLE = "GOTHMUD_HOME"
FILE_NAME = "gothmud.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def checked_url(value: str) -> str:
    """Return a URL of the web, or nothing. Raises ValueError for anything else."""
    if value and not value.startswith(("http://", "https://")):
        raise ValueError("expected a URL that begins with http:// or https://")
    return value


class City(_Section):
    """Which city, and where it listens."""

    name: str = Field(default="gothmud", description="folder below world/cities, or the path of a city folder")
    port: Annotated[int, Field(ge=1024, le=65000)] = Field(
        default=4000, description="telnet; web is +1, websocket +2, and +3 to +6 are for the processes among themselves"
    )
    interface: str = Field(default="127.0.0.1", description="address on which humans are let in; 0.0.0.0 for everybody")
    speed: Annotated[float, Field(gt=0, le=3600)] = Field(
        default=1.0, description="city seconds per real second at founding"
    )
    seed: int = Field(default=1, description="of weather and dice")
    begins: datetime | None = Field(
        default=None, description="city time at founding, such as 2026-11-24T10:00; unset: this hour, or 10 in the dark"
    )
    waits: bool = Field(
        default=False,
        description="whether a new city's clock stands still until it is set, so that two days begin alike",
    )


class Place(_Section):
    """Where on earth the city lies, for sun and weather. Without it, the parts of the day are the clock's."""

    latitude: Annotated[float, Field(ge=-90, le=90)] | None = Field(
        default=None, description="degrees, north is positive"
    )
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = Field(
        default=None, description="degrees, east is positive; the tower clock keeps its whole hour, without summer time"
    )

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("expected both of place.latitude and place.longitude, or neither")
        return self


class Weather(_Section):
    """Whose weather it is."""

    source: Literal["local", "open-meteo"] = Field(
        default="local", description="local: by the city's seed; open-meteo: of the place, at the wall's own pace"
    )
    interval: Annotated[float, Field(ge=10, le=1440)] = Field(
        default=30.0, description="real minutes between two questions for the place's weather"
    )
    url: str = Field(
        default="https://api.open-meteo.com/v1/forecast", description="who is asked for it, in Open-Meteo's form"
    )

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        return checked_url(value)


class News(_Section):
    """Headlines from outside, for the boards and the newspaper boy."""

    feeds: Annotated[list[str], Field(max_length=8)] = Field(
        default=[], description="addresses of RSS or Atom feeds; none: the city's own paper"
    )
    interval: Annotated[float, Field(ge=10, le=1440)] = Field(
        default=120.0, description="real minutes between two questions for a feed"
    )
    lines: Annotated[int, Field(ge=1, le=12)] = Field(
        default=4, description="headlines at a time, of all feeds together"
    )

    @field_validator("feeds")
    @classmethod
    def _urls(cls, value: list[str]) -> list[str]:
        return [checked_url(each) for each in value if each]


class Outside(_Section):
    """How the city asks outside, for weather and news."""

    seconds: Annotated[float, Field(gt=0, le=60)] = Field(default=15.0, description="for one answer, redirects and all")
    private_hosts: list[str] = Field(
        default=[], description="hosts that may be at private addresses, such as your own mirror; else none may"
    )


class Model(_Section):
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


class Minds(_Section):
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


class Manners(_Section):
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


class ChannelManners(_Section):
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


class Post(_Section):
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


class Budget(_Section):
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


class Ledger(_Section):
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


class Photos(_Section):
    """What is photographed, and how much of it is kept."""

    a_day: Annotated[int, Field(ge=0, le=200)] = Field(
        default=12, description="photos that one person may take on a day of the city"
    )
    prints: Annotated[int, Field(ge=10, le=5000)] = Field(
        default=400, description="prints in the city; beyond that old ones fade, the first and last of each day latest"
    )
    megabytes: Annotated[int, Field(ge=1)] = Field(
        default=200,
        description="of picture files in the home's folder 'photos'; one that was thrown out is drawn again when it is asked for",
    )
    comfyui: str = Field(
        default="", description="URL of a ComfyUI that paints photos anew, such as http://127.0.0.1:8188; empty: none"
    )
    workflow: str = Field(
        default="",
        description="file of a ComfyUI workflow in API form with marked inputs (docs/photos.md); empty: ours",
    )
    checkpoint: str = Field(default="", description="ComfyUI checkpoint; empty takes the first that it lists")
    paint_seconds: Annotated[float, Field(gt=0)] = Field(
        default=180.0, description="real seconds after which a painting is given up; the drawn photo stays"
    )

    @field_validator("comfyui")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("expected a URL that begins with http:// or https://")
        return value.rstrip("/")


class Audit(_Section):
    """The log of what crosses the wire."""

    on: bool = Field(default=True, description="keep it, in the home's folder 'audit'")
    whispers: bool = Field(default=True, description="with the words of whispers and letters; the login screen says so")
    keep_days: Annotated[int, Field(ge=0)] = Field(
        default=30, description="real days after which a day's file is deleted; 0 keeps all"
    )


class Tower(_Section):
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


class Reader(_Section):
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


class Settings(BaseSettings):
    """All of it. Frozen: a change is made in the file and takes a restart."""

    model_config = SettingsConfigDict(env_prefix="GOTHMUD_", env_nested_delimiter="__", extra="forbid", frozen=True)

    city: City = City()
    place: Place = Place()
    weather: Weather = Weather()
    news: News = News()
    outside: Outside = Outside()
    model: Model = Model()
    minds: Minds = Minds()
    floor: Manners = Manners()
    channel: ChannelManners = ChannelManners()
    post: Post = Post()
    budget: Budget = Budget()
    ledger: Ledger = Ledger()
    photos: Photos = Photos()
    audit: Audit = Audit()
    tower: Tower = Tower()
    reader: Reader = Reader()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file."""
        return env_settings, init_settings


def home_dir() -> Path:
    """Return the city's home: ``GOTHMUD_HOME``, else the platform's data folder. It may not exist yet."""
    named = os.environ.get(HOME_VARIABLE)
    return Path(named).expanduser().resolve() if named else Path(platformdirs.user_data_dir("gothmud", False))


def load(home: Path) -> Settings:
    """Return the settings of a home. Raises ConfigError, which names file, field, what was found and expected."""
    path = home / FILE_NAME
    return _validated(_read_toml(path), path)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(f"{path}: can't be read as TOML: {error}") from None


def _validated(values: dict[str, Any], path: Path) -> Settings:
    try:
        return Settings(**values)
    except SettingsError as error:
        raise ConfigError(f"environment: {error}; expected GOTHMUD_SECTION__FIELD, as in GOTHMUD_CITY__PORT") from None
    except ValidationError as error:
        raise ConfigError("\n".join(_finding(path, dict(each)) for each in error.errors())) from None


def known_fields() -> list[tuple[str, str]]:
    """Return every (section, field) pair, in the order of declaration."""
    sections = {name: info.annotation for name, info in Settings.model_fields.items()}
    return [(section, field) for section, model in sections.items() for field in getattr(model, "model_fields", {})]


def _finding(path: Path, error: dict[str, Any]) -> str:
    field = ".".join(str(part) for part in error["loc"])
    variable = "GOTHMUD_" + "__".join(str(part) for part in error["loc"]).upper()
    where = variable if variable in os.environ else str(path)
    if error["type"] == "extra_forbidden":
        known = [".".join(pair) if "." in field else pair[0] for pair in known_fields()]
        return f"{where}: '{field}' is no setting{nearest(field, known)}"
    return f"{where}: {field}: found {error['input']!r}; {error['msg']}"


class Ports(BaseModel):
    """The ports that follow from the base: three for humans and minds, four among the processes."""

    telnet: int
    web: int
    websocket: int
    amp: int
    web_inner: int
    model: int
    control: int

    @classmethod
    def from_base(cls, base: int) -> Ports:
        """Number all ports from the telnet port upwards."""
        return cls(**{name: base + step for step, name in enumerate(cls.model_fields)})
