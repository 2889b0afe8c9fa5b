"""Ways out: doors may be shut, places closed, trams elsewhere."""

from __future__ import annotations

from typing import Any

from evennia.utils.dbserialize import deserialize

from gothmud.wire import Act
from typeclasses import stock
from typeclasses.acts import TYPED, do_typed
from typeclasses.city import the_city
from typeclasses.places import by_thing_id
from typeclasses.whole import Whole
from world.hours import next_stand, stands_at
from world.props import fits


class Exit(Whole, stock.Exit):
    """An exit: typing its name is the act ``go``, as it is for every mind. Data: ``door`` (the id of a thing, and how
    its state has to be)."""

    def access(self, accessing_obj: Any, access_type: str = "read", **kwargs: Any) -> bool:
        """Evennia asks at every command whether each object here lends its commands; an exit always does."""
        return True if access_type == "call" else super().access(accessing_obj, access_type, **kwargs)

    def at_traverse(self, traversing_object: Any, target_location: Any, **_kwargs: Any) -> None:
        """Go through."""
        do_typed(traversing_object, Act(id=TYPED, verb="go", exit=self.id))

    @property
    def door(self) -> Any | None:
        """The thing that stands in it."""
        return by_thing_id(self.db.door["thing"]) if self.db.door else None

    @property
    def there(self) -> bool:
        """Whether there is such a way now: one to or from a tram is there while the tram is."""
        stop, car = self._tram()
        return car is None or stands_at(car.timetable, the_city().clock.now()) == stop.city_id

    def barred(self, body: Any) -> str:
        """Return why somebody can't pass, or an empty string."""
        if not self.there:
            return self._away()
        if not self.access(body, "traverse"):
            return self.db.err_traverse or "That way is barred."
        door = self.door
        if door is not None and not fits(deserialize(self.db.door["state"]), door.now):
            could = f" ({', '.join(f'{verb} {door.key}' for verb in door.own_verbs)})" if door.own_verbs else ""
            return f"The {door.key} is {door.looks().now or 'in the way'}.{could}"
        return self.destination.barred(body)

    def _tram(self) -> tuple[Any, Any | None]:
        """Return the stop and the tram that the way joins; no tram for any other way."""
        here, there = self.location, self.destination
        if here is not None and here.timetable:
            return there, here
        return here, there if there is not None and there.timetable else None

    def _away(self) -> str:
        stop, car = self._tram()
        if car is None or car is self.location:
            return f"{self.location.key} isn't at {stop.key}. Wait until it stops there."
        comes = next_stand(car.timetable, stop.city_id, the_city().clock.now())
        if comes is None:
            return f"{car.key} doesn't stop here."
        return f"{car.key} isn't here. It comes at {comes:%H:%M}."
