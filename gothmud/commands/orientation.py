"""Commands that tell where and when one is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gothmud.commands.aim import called
from gothmud.commands.plain import PlainCommand
from gothmud.wire import Act
from typeclasses import walking
from typeclasses.acts import TYPED, do_typed
from typeclasses.atlas import the_atlas
from typeclasses.city import in_bodies, the_city
from typeclasses.places import city_file
from world.almanac import moon
from world.routes import direction, sentences
from world.skies import skies
from world.townplan import Spot, draw
from world.weather import Conditions


class CmdTime(PlainCommand):
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


class CmdMap(PlainCommand):
    """
    a map of the city around you

    Usage:
      map

    You are at the @. In screen-reader mode it is told in sentences.
    """

    key = "map"
    locks = "cmd:all()"

    def func(self) -> None:
        """Draw it, or tell it to whoever has it read to them."""
        room = self.caller.location
        told = self.session and self.session.screen_reader
        self.caller.msg(sentences(the_atlas(), room.id if room else 0) if told else _drawn(room))
        walking.did(self.caller, "map")


def _drawn(room: Any) -> str:
    places = {each.num: each for each in the_atlas().places}
    spots = [
        Spot(each.name, each.x, each.y, [(places[to].x, places[to].y) for to in each.ways.values() if to in places])
        for each in places.values()
    ]
    here = places.get(room.id) if room else None
    return draw(spots, (here.x, here.y) if here else None)


class CmdGo(PlainCommand):
    """
    go a way, or learn the way to a place

    Usage:
      go <way or place>

    A way out is enough by itself: 'north' is 'go north'. To a place that is further off you are told the way.
    """

    key = "go"
    aliases = ["go to"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Go where it is one step, tell the way where it is more."""
        room, wanted = self.caller.location, self.args.strip()
        ways = room.all_ways() if room else []
        way = called(wanted, ways) or next((each for each in ways if called(wanted, [each.destination])), None)
        if way:
            do_typed(self.caller, Act(id=TYPED, verb="go", exit=way.id))
            return
        told = direction(the_atlas(), room.id if room else 0, wanted)
        lost = f"No way out and no place is called '{wanted}'; 'map' has them all." if wanted else "Where to?"
        out = ", ".join(each.key for each in ways if each.there) or "none"
        self.caller.msg(told or f"{lost} Ways: {out}.")


class CmdWho(PlainCommand):
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
        told = _in_lines if self.session and self.session.screen_reader else _in_a_row
        self.msg(told("Awake in the city", _names(people - asleep) or ["nobody"]))
        if asleep:
            self.msg(told("Asleep", _names(asleep)))
        walking.did(self.caller, "who")


def _names(people: set[Any]) -> list[str]:
    return sorted(each.fullname if each.tier != "human" else f"|w{each.key}|n" for each in people)


def _in_a_row(title: str, names: list[str]) -> str:
    return f"{title}: {', '.join(names)}."


def _in_lines(title: str, names: list[str]) -> str:
    return "\n".join([f"{title}:", *names])
