"""The floor among bodies: who is here becomes facts, a ruling becomes a refusal, and how it stands is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from gothmud import wire
from gothmud.clock import wall
from gothmud.events import Event, Hushed, Said, SceneEnded
from typeclasses import views
from typeclasses.acts import Refusal
from typeclasses.chronicle import number_of
from typeclasses.city import the_city
from world.floor import Floor, Line, Moment, Present
from world.floor.lines import Mode

if TYPE_CHECKING:
    from typeclasses.characters import Character
    from typeclasses.rooms import Room


def floor_of(room: Room) -> Floor:
    """Return a room's floor; after a start it knows what was said before. Another clock begins another floor."""
    fast = the_city().fast.on
    if room.ndb.floor is None or room.ndb.floor_is_fast != fast:
        room.ndb.floor, room.ndb.floor_is_fast = Floor(settings.GOTHMUD.floor), fast
        for event in the_city().chronicle.lately(room.id, Said, Hushed):
            _again(room.ndb.floor, event)
        room.ndb.floor.ended()  # they stand in the record
    return room.ndb.floor


def _again(floor: Floor, event: Event) -> None:
    """Let a floor know of something that happened before a start."""
    at = moment_of(event)
    if isinstance(event, Hushed):
        floor.hush(at) if event.quiet else floor.listen()
    elif isinstance(event, Said) and event.mode != "channel":
        human, whispered = event.tier == "human", event.mode == "whisper"
        said = Line(event.who, human, event.text, at, event.to, event.mode, event.turn, unseen=whispered)
        floor.take(replace(said, cause=number_of(event.cause), event=event.seq))


def company_of(room: Room) -> list[Present]:
    """Return who is in a room, as the floor sees them."""
    return [present(each) for each in room.people()]


def present(body: Character) -> Present:
    """Return somebody as the rules of talk see them."""
    return Present(
        body.id, tuple(filter(None, (body.key, body.role, *(body.db.aliases or [])))), body.tier == "human",
        body.awake and not body.asleep, body.tier == "dice", tuple(body.db.concerns or ()),
    )  # fmt: skip


def moment_of(event: Event) -> Moment:
    """Return when something happened, as the rules of talk count time."""
    assert event.city_time is not None
    return _moment(event.city_time, event.real_time)


def now() -> Moment:
    """Return this moment, as the floor counts time."""
    return _moment(the_city().clock.now(), wall())


def _moment(city: datetime, real: datetime) -> Moment:
    return Moment(city, city.replace(tzinfo=UTC) if the_city().fast.on else real)


def admitted(body: Character, text: str, mode: Mode, to: Character | None = None, cause: str = "") -> Line | None:
    """Return what is to be said as a line, with the one whose turn it is then; None for humans among themselves, who
    need no floor. Raises Refusal where the floor says no."""
    room, human = body.location, body.tier == "human"
    if human and not _has_bots(room):
        return None
    line = Line(body.id, human, text, now(), to.id if to else None, mode, cause=number_of(cause))
    company, floor = company_of(room), floor_of(room)
    if why := floor.ruling(line, company):
        raise Refusal(why)
    return floor.turn(line, company)


def taken(body: Character, line: Line, event: Event) -> None:
    """Let the floor know that a line was said; call it once that is stored."""
    if (room := body.location) is not None:
        floor_of(room).take(replace(line, event=event.seq))
        _tell_of_ends(room, event.id)
        show(room)


def came(body: Character, room: Room) -> None:
    """Let the floor know that somebody came into a room."""
    if body.tier == "human" and room.ndb.floor is not None:
        room.ndb.floor.came(now())


def left(body: Character, room: Room | None) -> None:
    """Let the floor know that somebody is gone from a room."""
    if room is not None and room.ndb.floor is not None:
        room.ndb.floor.left(body.id)
        _tell_of_ends(room)
        show(room)


def _tell_of_ends(room: Room, cause: str = "") -> None:
    """Write down the scenes that have come to an end."""
    for scene in floor_of(room).ended():
        the_city().chronicle.happen(
            SceneEnded, cause=cause, room=room.id, speakers=sorted(scene.people), lines=scene.lines, end=scene.end,
            novelty=round(scene.new, 3), minutes=round((scene.last - scene.opened).total_seconds() / 60, 2),
        )  # fmt: skip


def thinks(body: Character, on: bool) -> None:
    """Let the floor know that a mind looks for words, or no longer; whoever waits for it without a page is told."""
    room = body.location
    floor = floor_of(room)
    floor.thinks(body.id, on)
    if on and body.id in floor.waits_for(now()):
        for each in room.people():
            if each.tier == "human" and not each.takes_frames:
                each.msg(f"|x({body.key} is looking for words.)|n")


def types(body: Character, on: bool) -> None:
    """Let the floor know that a human types, or no longer."""
    if body.tier == "human" and body.location is not None and _has_bots(body.location):
        floor_of(body.location).types(body.id, on, now())
        show(body.location)


def show(room: Room) -> None:
    """Tell everybody in a room how the floor stands, if that has changed."""
    if not _has_bots(room):
        return
    stands = standing(room)
    quiet = stands.model_copy(update={"open_in": 0.0})
    if stands.open_in or quiet != room.ndb.floor_shown:
        room.ndb.floor_shown = quiet
        views.show(stands, room.people())


def standing(room: Room) -> wire.Floor:
    """Return how a room's floor stands, as a message of the wire."""
    stands = floor_of(room).standing(now(), company_of(room))
    return wire.Floor(
        turn=stands.turn, asked=list(stands.asked), why=stands.why, open_in=round(stands.open_in.total_seconds(), 1),
        hushed=stands.hushed, closing=stands.closing, resting=list(stands.resting),
    )  # fmt: skip


def _has_bots(room: Any) -> bool:
    return any(each.tier != "human" for each in room.people())
