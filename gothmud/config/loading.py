"""All settings together: read from ``gothmud.toml``, then from environment variables, which win."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from gothmud.config.keeping import Audit, Budget, Ledger, Reader, Tower
from gothmud.config.people import ChannelManners, Manners, Minds, Model, Post
from gothmud.config.world import City, News, Outside, Photos, Place, Weather
from gothmud.errors import ConfigError, nearest

HOME_VARIABLE = "GOTHMUD_HOME"
SUPERVISOR_VARIABLE = "GOTHMUD_SUPERVISOR"  # the process that starts the city's and starts them again
FILE_NAME = "gothmud.toml"


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
