"""What comes with the hour: places close, the tram comes and goes, the bell rings the curfew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from evennia.utils.dbserialize import deserialize

from gothmud import wire
from gothmud.events import Changed, Curfew
from typeclasses import views
from typeclasses.chronicle import Show
from typeclasses.city import City, object_of, those_awake
from typeclasses.happening import happens_in
from typeclasses.places import by_city_id, by_itself, by_thing_id, city_file
from typeclasses.stock import ServerConfig
from world.hours import lasts, stands_at
from world.schema import Curfew as CurfewRule

if TYPE_CHECKING:
    from typeclasses.characters import Character
    from typeclasses.rooms import Room

CURFEW = "gothmud_curfew"  # server setting: whether it holds
NIGHTS, LONGEST_NOTE = 8, 200  # lines of the book, and how long one is
OUTSIDE = ("street", "square", "water", "garden")


def keep_hours(city: City) -> None:
    """Do what the hour asks for; nothing where it was done already, also before a restart."""
    for room in by_itself("hours"):
        _see_out(city, room)
    for car in by_itself("tram"):
        _ride(city, car)
    _ring_curfew(city)


def _see_out(city: City, room: Room) -> None:
    """Send everybody out of a place that is closed; sleepers are left to lie."""
    from typeclasses.verbs import move  # verbs need hours' rooms

    late = [each for each in room.people() if not each.asleep and room.barred(each)]
    if not late:
        return
    with city.chronicle.together():
        event = happens_in(room, Changed, f"{room.key} closes. Whoever doesn't belong here is shown out.")
        for each in late:
            if way := next((way for way in room.ways() if not way.barred(each)), None):
                move(each, way.destination, way, event.id)


def _ride(city: City, car: Room) -> None:
    """Let a tram come to a stop or leave it."""
    now, before = stands_at(car.timetable, city.clock.now()), car.db.stop or ""
    if now == before:
        return
    with city.chronicle.together():
        car.db.stop = now
        _passes(car, before, "{car} leaves.", "{car} sets off from {stop}.")
        _passes(car, now, "{car} comes in.", "{car} stops at {stop}.")


def _passes(car: Room, stop: str, here: str, inside: str) -> None:
    """Tell of a tram that comes to a stop or leaves it, there and in the car, and show the ways that there are now."""
    if not stop or (place := by_city_id(stop)) is None:
        return
    for room, text in ((place, here), (car, inside)):
        happens_in(room, Changed, text.format(car=car.key, stop=place.key))
        transaction.on_commit(partial(_show_ways, room))


def _show_ways(room: Room) -> None:
    views.show(views.room_info(room), room.people())


def _ring_curfew(city: City) -> None:
    """Ring the curfew in or out; who is under the sky then is noted, and nothing more."""
    if not (found := city_file().get("curfew")):
        return
    rule = CurfewRule.model_validate(deserialize(found))
    on = lasts(settings.GOTHMUD.tower.curfew, city.clock.now())
    if on == bool(ServerConfig.objects.conf(CURFEW)):
        return
    with city.chronicle.together():
        ServerConfig.objects.conf(CURFEW, on)
        out = _under_the_sky() if on else []
        text = rule.begins if on else rule.ends
        shows = Show(wire.Seen, {"text": text}, those_awake())
        city.chronicle.happen(Curfew, shows, on=on, text=text, out=[each.id for each in out])
        book = by_thing_id(rule.noted_in) if rule.noted_in and out else None
        if book is not None:
            names = ", ".join(each.key for each in out)
            book.note(0, f"{city.clock.now():%A, %H:%M}", f"Out: {names}"[:LONGEST_NOTE], NIGHTS)


def _under_the_sky() -> list[Character]:
    bodies = [body for each in those_awake() if (body := object_of(each)) is not None and body.location is not None]
    return [each for each in bodies if each.location.db.kind in OUTSIDE]
