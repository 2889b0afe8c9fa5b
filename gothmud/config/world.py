"""Settings of the world: which city, where and when it is, its weather, its news, its photos."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated, Literal, Self

from pydantic import Field, NaiveDatetime, field_validator, model_validator

from gothmud.config.section import Section, checked_url

LOOPBACK = "127.0.0.1"


class City(Section):
    """Which city, and where it listens."""

    name: str = Field(default="gothmud", description="folder below world/cities, or the path of a city folder")
    port: Annotated[int, Field(ge=1024, le=65000)] = Field(
        default=4000, description="telnet; web is +1, websocket +2, and +3 to +6 are for the processes among themselves"
    )
    interface: str = Field(default=LOOPBACK, description="address on which humans are let in; 0.0.0.0 for everybody")
    speed: Annotated[float, Field(gt=0, le=3600)] = Field(
        default=1.0, description="city seconds per real second at founding"
    )
    seed: int = Field(default=1, description="of weather and dice")
    begins: NaiveDatetime | None = Field(
        default=None, description="city time at founding, such as 2026-11-24T10:00; unset: this hour, or 10 in the dark"
    )
    waits: bool = Field(
        default=False,
        description="whether a new city's clock stands still until it is set, so that two days begin alike",
    )

    @field_validator("interface")
    @classmethod
    def _interface(cls, value: str) -> str:
        return str(ip_address(value))

    @property
    def interfaces(self) -> list[str]:
        """Where telnet, page and websocket listen: for humans, and for minds and supervisor on the loopback address."""
        everywhere = ip_address(self.interface).is_unspecified
        return [self.interface] if everywhere or self.interface == LOOPBACK else [LOOPBACK, self.interface]


class Place(Section):
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


class Weather(Section):
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


class News(Section):
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


class Outside(Section):
    """How the city asks outside, for weather and news."""

    seconds: Annotated[float, Field(gt=0, le=60)] = Field(default=15.0, description="for one answer, redirects and all")
    private_hosts: list[str] = Field(
        default=[], description="hosts that may be at private addresses, such as your own mirror; else none may"
    )


class Photos(Section):
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
