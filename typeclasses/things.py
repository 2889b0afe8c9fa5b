"""Things: looked at, perhaps used, perhaps taken."""

from __future__ import annotations

from typing import Any

from evennia.utils.dbserialize import deserialize

from gothmud.events.standing import Lay
from typeclasses import stock
from typeclasses.city import the_city
from typeclasses.places import THING_ID, by_thing_id
from typeclasses.whole import Whole
from world.prop_schema import Look, Prop
from world.props import Around, kept, look, possible
from world.prose import literal


class Thing(Whole, stock.Object):
    """A thing. Data: ``desc``, ``takeable``, ``uses`` (each what the user and what the others see), its rules as its file
    has them (``state``, ``verbs``, ``wears``, ``looks``), ``now`` (its state), ``inside``, ``written`` (lines that stay on
    it), ``belongs``, ``thanks``, ``lost``."""

    location: Any

    def access(self, accessing_obj: Any, access_type: str = "read", **kwargs: Any) -> bool:
        """Evennia asks at every command whether each object here lends its commands; a thing never does."""
        return False if access_type == "call" else super().access(accessing_obj, access_type, **kwargs)

    @property
    def thing_id(self) -> str:
        """The thing's id in the city's files, or an empty string."""
        return next(iter(self.tags.get(category=THING_ID, return_list=True)), "")

    @property
    def carried(self) -> bool:
        """Whether somebody has it."""
        return self.location is not None and not isinstance(self.location, stock.Room)

    @property
    def prop(self) -> Prop:
        """Its rules; the builder lets them be read again when it has changed them."""
        if self.ndb.prop is None:
            found = {field: deserialize(self.attributes.get(field)) for field in Prop.model_fields}
            self.ndb.prop = Prop.model_validate({field: value for field, value in found.items() if value})
        return self.ndb.prop

    @property
    def first_place(self) -> Any:
        """Where it lay at first: in another thing, or in a room."""
        return (by_thing_id(self.db.inside) if self.db.inside else None) or self.home

    @property
    def now(self) -> dict[str, int | str]:
        """Its state."""
        return kept(self.prop, self.db.now or {})

    def looks(self) -> Look:
        """Return how it looks now."""
        return look(self.prop, self.now)

    def around(self) -> Around:
        """Return what its rules may depend on besides its state."""
        city = the_city()
        inside = frozenset(each.thing_id for each in self.contents if isinstance(each, Thing))
        return Around(city.clock.now().hour, city.conditions.sky, inside)

    def lay(self) -> Lay:
        """Return where it is and how, for the record."""
        return Lay(id=self.id, name=self.key, at=self.location.id if self.location else None, now=self.now)

    def shown(self) -> str:
        """Return the thing as part of a sentence."""
        first = self.key.split(" ", 1)[0].casefold()
        now = f" ({state})" if (state := self.looks().now) else ""
        if first in ("a", "an", "the", "some", "somebody's"):
            return f"{self.key}{now}"
        return f"{'an' if self.key[0].casefold() in 'aeiou' else 'a'} {self.key}{now}"

    @property
    def own_verbs(self) -> list[str]:
        """The verbs of its own that are possible now."""
        return possible(self.prop, self.now, self.around()) if self.prop.verbs else []

    @property
    def verbs(self) -> list[str]:
        """What can be done with it."""
        verbs = ["use"] if self.db.uses or self.prop.verbs else []
        if self.db.takeable:
            verbs += ["drop", "give"] if self.carried else ["get"]
        return [*verbs, *self.own_verbs]

    @property
    def content(self) -> str:
        """What somebody sees who is shown it: one line."""
        return " ".join(str(self.db.desc or "Nothing special.").split())

    def hints(self, looker: Any) -> list[str]:
        """Return what one could type at it."""
        hints = [f"|wuse {self.key}|n"] if self.db.uses else []
        hints += [f"|w{verb} {self.key}|n" for verb in self.own_verbs]
        return hints + ([f"|wget {self.key}|n"] if self.db.takeable and self.location != looker else [])

    def note(self, who: int, name: str, words: str, most: int) -> None:
        """Let a line stay on it; of more than ``most`` the oldest give way."""
        line = {"who": who, "name": name, "day": _today(), "words": words}
        self.db.written = [*(self.db.written or []), line][-most:]

    def noted_today(self, who: int) -> int:
        """Return how many of the lines that stay on it somebody wrote today."""
        return sum(each["who"] == who and each["day"] == _today() for each in self.db.written or [])

    def return_appearance(self, looker: Any, **_kwargs: Any) -> str:
        """Return what one sees at a closer look."""
        hints = self.hints(looker)
        seen = self.looks().desc or self.db.desc or "Nothing special."
        could = f"  (You could: {', '.join(hints)})" if hints else ""
        return "\n".join([f"{seen}{could}", *self._written()])

    def _written(self) -> list[str]:
        lines = [f'"{literal(each["words"])}" ({each["name"]})' for each in self.db.written or []]
        return ["It says, the newest last:", *lines] if lines else []


def _today() -> str:
    return the_city().clock.now().date().isoformat()
