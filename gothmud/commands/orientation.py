"""Commands that tell where and when one is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from evennia.commands.default.muxcommand import MuxCommand

from typeclasses.city import in_bodies, the_city
from typeclasses.places import CITY_ID, city_file
from typeclasses.stock import ObjectDB
from world.almanac import moon
from world.skies import skies
from world.townplan import Spot, draw
from world.weather import Conditions


class CmdTime(MuxCommand):
    """
    the hour, the weather, the moon

    Usage:
      time
    """

    key = "time"
    aliases = ["weather", "date"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Tell it."""
        city = the_city()
        now, sky = city.clock.now(), city.over(self.caller.location)
        pace = "" if city.clock.rate == 1 or city.fast.on else f" Time runs {city.clock.rate:g} times as fast as yours."
        still = " It jumps from deed to deed." if city.fast.on else " The clock stands still."
        paused = still if city.clock.paused else ""
        self.caller.msg(
            f"{city_file().get('clock', 'It is')} {now:%H:%M} on {now:%A, %d %B %Y}: {city.heavens.part()}. "
            f"{sky.text} {sky.celsius:.0f} degrees. {skies().glass[sky.glass]}{pace}{paused}"
        )
        for line in filter(None, (city.almanac.today(), _lights(now, sky), sky.by)):
            self.caller.msg(line)


def _lights(now: datetime, sky: Conditions) -> str:
    """Return how sun and moon stand, as far as the sky's own sentence leaves it open."""
    sun = the_city().heavens.sun
    hours = sun.hours(now.date()) if sun else None
    risen = f"The sun: {hours.rises:%H:%M} to {hours.sets:%H:%M}. " if hours else ""
    shape = moon(now.date())
    return risen + ("" if shape in sky.text else shape)


class CmdMap(MuxCommand):
    """
    a map of the city around you

    Usage:
      map
    """

    key = "map"
    locks = "cmd:all()"

    def func(self) -> None:
        """Draw it."""
        rooms = [each for each in ObjectDB.objects.filter(db_tags__db_category=CITY_ID).distinct() if each.db.at]
        spots = [_spot(each) for each in rooms]
        here = self.caller.location.db.at if self.caller.location else None
        self.caller.msg(draw(spots, tuple(here) if here else None))


def _spot(room: Any) -> Spot:
    x, y = room.db.at
    return Spot(room.key, x, y, [tuple(way.destination.db.at) for way in room.all_ways()])


class CmdWho(MuxCommand):
    """
    who is in the city

    Usage:
      who
    """

    key = "who"
    locks = "cmd:all()"

    def func(self) -> None:
        """List everybody who is in, and who of them sleeps; of strangers no more than the name."""
        people = {each.puppet for each in in_bodies()}
        asleep = {each for each in people if each.asleep}
        self.caller.msg(f"Awake in the city: {_names(people - asleep) or 'nobody'}.")
        if asleep:
            self.caller.msg(f"Asleep: {_names(asleep)}.")


def _names(people: set[Any]) -> str:
    return ", ".join(sorted(each.fullname if each.tier != "human" else f"|w{each.key}|n" for each in people))
