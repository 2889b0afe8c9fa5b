"""Bring the database to what a city's files say: rooms, exits, things and people keep their ids and their history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from gothmud.errors import CityError
from gothmud.persona import Persona
from typeclasses import almanac, furnishing, residents
from typeclasses.batches import make
from typeclasses.names import TAKEN
from typeclasses.places import CITY_FILE, START, by_city_id
from typeclasses.residents import Bring
from typeclasses.stock import ObjectDB, ServerConfig, atomic
from typeclasses.stored import stored_pieces
from world.building import Piece, Step, Steps, compare, pieces_of
from world.lookalikes import skeleton
from world.schema import CityPlan

LIMBO = 2  # Evennia's number for it
TOGETHER = 25  # new pieces that are made at a time


def steps_to(plan: CityPlan, *, prune: bool = False) -> Steps:
    """Return what has to be done to the stored city. Raises CityError where another city is stored."""
    there = stored_pieces()
    stored = next((each.fields["id"] for each in there if each.kind == "city"), plan.city.id)
    if stored != plan.city.id:
        raise CityError(f"this home holds the city '{stored}'; '{plan.city.id}' is another: --home gives it its own")
    return compare(pieces_of(plan), there, prune=prune)


def build(plan: CityPlan, steps: Steps, done: Callable[[int], None] | None = None) -> None:
    """Do all steps in one transaction, while nobody looks; ``done`` is told how many are done."""
    with atomic():
        for number in doing(steps, plan.city.start):
            if done:
                done(number)
        settle(plan)


def doing(steps: Steps, start: str, bring: Bring = residents.put) -> Iterator[int]:
    """Do all steps, a few at a time; yield how many are done after each few. ``bring`` takes people out of a removed room,
    to the room ``start``. Whoever asks for the next few gives them a transaction."""
    number = 0
    for few in _grouped(steps.steps):
        if _is_new(few[0]):
            make(furnishing.FORMS[few[0].piece.kind]([each.piece for each in few]))
        else:
            _do(few[0], start, bring)
        yield (number := number + len(few))


def _grouped(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield new rooms, exits and things of a kind together, but what lies in a thing and any other step alone."""
    few: list[Step] = []
    for step in steps:
        if few and (len(few) == TOGETHER or not _goes_with(step, few[0])):
            yield few
            few = []
        if _is_new(step):
            few.append(step)
        else:
            yield [step]
    if few:
        yield few


def _is_new(step: Step) -> bool:
    """Whether it is one of those that are made many at a time."""
    return step.do == "create" and step.piece.kind in furnishing.FORMS


def _goes_with(step: Step, first: Step) -> bool:
    return _is_new(step) and step.piece.kind == first.piece.kind and not step.piece.fields.get("inside")


def _do(step: Step, start: str, bring: Bring) -> None:
    """Do one step. (Removals come last: then the room where strangers begin is there, to bring people to.)"""
    if step.piece.kind == "city":
        ServerConfig.objects.conf(CITY_FILE, dict(step.piece.fields))
    elif step.do != "remove":
        WRITERS[step.piece.kind](step)
    elif step.piece.kind == "room":
        furnishing.clear_room(step.piece, by_city_id(start), bring)
    else:
        REMOVERS[step.piece.kind](step.piece)


WRITERS: dict[str, Callable[[Step], None]] = {
    "room": furnishing.change_room, "exit": furnishing.change_way, "thing": furnishing.change_thing,
    "person": residents.person,
}  # fmt: skip
REMOVERS: dict[str, Callable[[Piece], None]] = {
    "exit": furnishing.close_way, "thing": furnishing.put_away, "person": residents.move_out,
}  # fmt: skip


def settle(plan: CityPlan) -> None:
    """Keep where strangers begin, which names are taken, and the yearbook."""
    for setting, value in ((START, plan.city.start), (TAKEN, sorted(_taken(plan.cast)))):
        if ServerConfig.objects.conf(setting) != value:
            ServerConfig.objects.conf(setting, value)
    almanac.keep_yearbook(plan.yearbook)
    _fetch_keeper(by_city_id(plan.city.start))


def _taken(cast: list[Persona]) -> set[str]:
    """Return what the people of the cast are called, alone and as they are shown ('Ada, the robot mender')."""
    found: set[str] = set()
    for each in cast:
        role = each.role.removeprefix("the ")
        names = (
            each.name,
            role,
            *each.aliases,
            f"{each.name} {each.role}",
            f"{each.name} {role}",
            f"{role} {each.name}",
        )
        found |= {*map(skeleton, names)}
    return found


def _fetch_keeper(start: Any) -> None:
    """Let the keeper's character begin where strangers do, not in Limbo; until then it stands nowhere in sight."""
    keeper = ObjectDB.objects.filter(id=1).first()
    if keeper is not None and keeper.location is not None and keeper.location.id == LIMBO:
        keeper.home = keeper.db.prelogout_location = start
        keeper.location = None
