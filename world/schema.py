"""What a city is made of: the shapes of ``city.yaml``, ``rooms/*.yaml`` and ``cast/*.md``. Rules are in world/check.py."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from gothmud.persona import Persona
from gothmud.tables import Sky
from world.yearbook import Yearbook

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,30}$")]
PartOfDay = Literal["dawn", "morning", "noon", "afternoon", "dusk", "evening", "night"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Exit(_Shape):
    """A way out: ``to`` is a room id, ``name`` what one types (a direction or a word)."""

    name: Annotated[str, Field(min_length=1, max_length=24)]
    to: Id
    aliases: list[str] = []
    one_way: bool = Field(default=False, description="says that there is no way back on purpose")


class Use(_Shape):
    """What using a thing shows: to the user, and to the others (who see '<Name> <others>')."""

    you: Annotated[str, Field(max_length=300)]
    others: Annotated[str, Field(max_length=300)] = Field(description="begins with a verb: 'pulls the bell rope.'")


class Thing(_Shape):
    """A thing in a room: looked at, perhaps used, perhaps taken; or a board for notices, a box for letters, a wall of photos."""

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
