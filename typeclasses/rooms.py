"""Places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evennia.utils.dbserialize import deserialize
from evennia.utils.utils import list_to_string

from typeclasses import stock
from typeclasses.city import the_city
from typeclasses.exits import Exit
from typeclasses.places import CITY_ID, SWEPT, starting_room
from typeclasses.things import Thing
from typeclasses.whole import Whole
from world.hours import Stand, closed, is_open
from world.prose import barless, linked

if TYPE_CHECKING:
    from typeclasses.characters import Character


class Room(Whole, stock.Room):
    """A place of the city. Data: ``area``, ``kind``, ``at`` (x, y), ``lines`` by hour and sky, ``details`` to look at,
    ``open`` (hours) and ``staff`` (who isn't bound by them), ``tram`` (its timetable)."""

    looked_into = False  # whether it is in memory already, as ahead.py brings it there

    @property
    def city_id(self) -> str:
        """The room's id in the city's files, or an empty string."""
        return self.tags.get(category=CITY_ID, return_list=True)[0] if self.tags.get(category=CITY_ID) else ""

    def people(self) -> list[Character]:
        """Return everybody who is here."""
        from typeclasses.characters import Character

        return [each for each in self.contents if isinstance(each, Character)]

    def all_ways(self) -> list[Exit]:
        """Return the exits that lead somewhere, those to a tram that is elsewhere, too."""
        return [each for each in self.exits if isinstance(each, Exit) and each.destination]

    def ways(self) -> list[Exit]:
        """Return the exits that lead somewhere now."""
        return [each for each in self.all_ways() if each.there]

    def things(self) -> list[Thing]:
        """Return the things that lie or stand here, and the doors of its ways, which are seen from both sides."""
        lying = [each for each in self.contents if isinstance(each, Thing)]
        return lying + [door for way in self.all_ways() if (door := way.door) is not None and door not in lying]

    @property
    def timetable(self) -> list[Stand]:
        """Where it stands when, if it is a tram."""
        return [Stand.model_validate(deserialize(each)) for each in self.db.tram or ()]

    def barred(self, body: Any) -> str:
        """Return why somebody can't come in at this hour, or an empty string."""
        hours = self.db.open or ""
        if is_open(hours, the_city().clock.now()) or body.db.person in (self.db.staff or []):
            return ""
        return closed(self.key, hours)

    def scene(self) -> str:
        """Return the description as it is now: the hour, the sky and a feast add their sentence."""
        city = the_city()
        lines = self.db.lines or {}
        feast = city.almanac.decoration(self.city_id)
        extra = [lines.get(city.heavens.part(), ""), lines.get(city.over(self).sky, ""), feast]
        return " ".join(each.strip() for each in [self.db.desc or "", *extra] if each and each.strip())

    def at_object_delete(self) -> bool:
        """Before the place is gone, whoever is in it finds themselves at home, or where strangers begin."""
        from typeclasses.verbs import move  # verbs need rooms

        for each in self.people():
            if refuge := self._refuge(each):
                each.home = each.home if each.home != self else refuge
                each.msg(f"{self.key} is no more.")
                with the_city().chronicle.together():
                    move(each, refuge, move_type=SWEPT)
        return super().at_object_delete()

    def _refuge(self, body: Character) -> Room | None:
        places = (body.home, starting_room(), *(each.destination for each in self.ways()))
        return next((each for each in places if isinstance(each, Room) and each != self), None)

    def return_appearance(self, looker: Any, *, links: bool = False, **_kwargs: Any) -> str:
        """Return the room as a person reads it; with ``links`` ways, people and things can be clicked on."""
        link, plain = (linked, barless) if links else (lambda _command, label: label, str)
        people = [each for each in self.people() if each is not looker]
        parts = [f"|Y{plain(self.key)}|n  |x{plain(self.db.area or '')}|n", plain(self.scene())]
        if things := self.things():
            seen = [link(f"look {each.key}", plain(each.shown())) for each in things]
            parts.append(f"You see {list_to_string(seen)}.")
        if people:
            verb = "is" if len(people) == 1 else "are"
            names = [link(f"look {each.key}", f"|w{plain(each.seen_as())}|n") for each in people]
            parts.append(f"{list_to_string(names)} {verb} here.")
        ways = [f"{link(each.key, f'|c{plain(each.key)}|n')} ({plain(each.destination.key)})" for each in self.ways()]
        parts.append(f"Ways: {', '.join(ways) or 'none'}.")
        return "\n".join(parts)
