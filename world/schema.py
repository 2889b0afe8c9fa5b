"""What a city is made of: the shapes of ``city.yaml``, ``rooms/*.yaml`` and ``cast/*.md``. Rules are in world/check.py."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from gothmud.persona import Persona
from gothmud.tables import CLOCK, Sky
from world.prop_schema import Id, Prop, Use, Wants
from world.yearbook import Yearbook

PartOfDay = Literal["dawn", "morning", "noon", "afternoon", "dusk", "evening", "night"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Span = Annotated[str, Field(pattern=rf"^({CLOCK.strip('^$')}-{CLOCK.strip('^$')})?$")]


class Door(_Shape):
    """What stands in a way: a thing, which is seen and handled from both sides, and how it has to be to let one pass."""

    thing: Id
    state: Annotated[Wants, Field(min_length=1)]


class Exit(_Shape):
    """A way out: ``to`` is a room id, ``name`` what one types (a direction or a word)."""

    name: Annotated[str, Field(min_length=1, max_length=24)]
    to: Id
    aliases: list[str] = []
    one_way: bool = Field(default=False, description="says that there is no way back on purpose")
    door: Door | None = None


class Thing(Prop):
    """A thing in a room: looked at, perhaps used, perhaps taken; or a board for notices, a box for letters, a wall of
    photos. With verbs of its own it is a prop."""

    id: Id
    name: Annotated[str, Field(min_length=2, max_length=40)]
    desc: Annotated[str, Field(max_length=800)]
    aliases: list[str] = []
    kind: Literal["", "board", "postbox", "gallery"] = Field(
        default="",
        description="board: notices are pinned to it; postbox: one writes letters there; gallery: the newest photos hang there",
    )
    takeable: bool = False
    uses: list[Use] = Field(default=[], description="one of them is rolled at each use; none: it can't be used")
    inside: Id | None = Field(default=None, description="the prop in which it lies at first")
    belongs: Id | None = Field(default=None, description="lost: the room or the person to bring it back to")
    thanks: Annotated[str, Field(max_length=200)] = Field(default="", description="seen by who brings it back")


class Stop(_Shape):
    """Where a tram stands: from these minutes of each hour on, for ``stands`` minutes."""

    room: Id
    minutes: Annotated[list[Annotated[int, Field(ge=0, le=59)]], Field(min_length=1, max_length=12)]
    stands: Annotated[int, Field(ge=1, le=20)] = 4


class Curfew(_Shape):
    """What is said when the curfew begins and ends (its hours are the setting ``tower.curfew``). Nobody is forced; who is
    out is noted."""

    begins: Annotated[str, Field(max_length=200)]
    ends: Annotated[str, Field(max_length=200)]
    noted_in: Id | None = Field(default=None, description="a thing that writes: its lines say who was out")


class Room(_Shape):
    """A place. ``lines`` adds a sentence by part of the day or by sky; ``at`` is its spot on the map."""

    id: Id
    name: Annotated[str, Field(min_length=2, max_length=40)]
    district: Id
    at: tuple[int, int] = Field(description="x to the east, y to the north")
    kind: Literal["street", "square", "indoor", "home", "work", "water", "garden"] = "street"
    desc: Annotated[str, Field(min_length=20, max_length=1200)]
    lines: dict[PartOfDay | Sky, str] = {}
    details: dict[str, str] = Field({}, description="word to look at -> what one sees")
    called: list[str] = Field(
        default=[], description="other words for it, as people ask the way: cafe, coffee, hospital"
    )
    meets: dict[str, Annotated[str, Field(min_length=3, max_length=80)]] = Field(
        default={}, description="need -> what there is for it, as it fits after 'there is': a coffee at the counter"
    )
    exits: list[Exit] = []
    things: list[Thing] = []
    open: Span = Field(
        default="", description="hours in which one can come in: 08:00-20:00; at the end one is sent out"
    )
    staff: list[Id] = Field(default=[], description="people whom the hours don't bind")
    tram: Annotated[list[Stop], Field(max_length=12)] = Field(
        default=[], description="this room rides: it has a way to a stop, and back, only while it stands there"
    )

    @property
    def outdoors(self) -> bool:
        """Whether it has no roof."""
        return self.kind in ("street", "square", "water", "garden")


class District(_Shape):
    """A part of the city."""

    id: Id
    name: str
    note: str = ""


class CityFile(_Shape):
    """``city.yaml``: the city's name, its districts, where strangers begin."""

    id: Id
    name: str
    motto: str = ""
    primer: Annotated[str, Field(max_length=600)] = Field(description="what everybody in it knows; minds begin with it")
    start: Id = Field(description="room id where a new player stands")
    channel: str = Field(default="city", description="name of the city-wide channel")
    clock: Annotated[str, Field(min_length=2, max_length=40)] = Field(
        default="It is", description="how the hour is told: 'The tower says' goes before '06:30 on Monday'"
    )
    districts: list[District]
    curfew: Curfew | None = None


class CityPlan(_Shape):
    """A whole city as loaded and checked."""

    city: CityFile
    rooms: list[Room]
    cast: list[Persona]
    yearbook: Yearbook = Yearbook()


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each sort of city file: ``city.yaml``, ``rooms/*.yaml``, the front matter of ``cast/*.md``,
    ``yearbook.yaml``."""
    shapes = {"city": TypeAdapter(CityFile), "rooms": TypeAdapter(list[Room]), "person": TypeAdapter(Persona)}
    shapes["yearbook"] = TypeAdapter(Yearbook)
    return {name: shape.json_schema() for name, shape in shapes.items()}
