"""Props: a thing is used by one of its verbs, and wears out. State, things moved and event are stored together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gothmud.events import Changed
from gothmud.wire import Act, ActResult
from typeclasses.acts import Refusal
from typeclasses.city import the_city
from typeclasses.doing import on_paper
from typeclasses.handling import handled, show_things, thing_among
from typeclasses.happening import happens_in
from typeclasses.places import by_itself, by_thing_id
from typeclasses.stock import Room
from typeclasses.things import Thing
from world.prop_schema import Change, Paper, Verb, Wear
from world.props import Attempt, changed, rule_for, worn, worn_by_use

if TYPE_CHECKING:
    from typeclasses.characters import Character


def use(body: Character, act: Act) -> ActResult:
    """Use a thing that is here or carried: by one of its own verbs, or one of its results is rolled."""
    thing = thing_among(act, [*body.location.things(), *body.things()], "That is not here.")
    if not act.how and (uses := list(thing.db.uses or [])):
        rolled = the_city().chance.choice(uses)
        return handled(body, act, thing, text=f"{rolled['you']}\n{rolled['others']}")
    if not thing.prop.verbs:
        raise Refusal(f"You find no use for {thing.shown()}.")
    words = on_paper(body, act.text) if act.text.strip() else ""
    return _done_with(body, act, thing, _rule(body, act, thing, words), words)


def wear_out(elapsed: float) -> None:
    """Let things wear for so many city seconds more."""
    city = the_city()
    for each in by_itself("wears"):
        if wear := worn(each.prop, each.now, each.around(), elapsed, city.chance):
            with city.chronicle.together():
                _wears(each, wear, "")


def _rule(body: Character, act: Act, thing: Thing, words: str) -> Verb:
    """Return the rule by which a thing is used. Raises Refusal with what is lacking."""
    verbs = dict.fromkeys(each.verb for each in thing.prop.verbs)
    if act.how and act.how not in verbs:
        raise Refusal(f"That can't be done with {thing.shown()}. One can: {', '.join(verbs)}.")
    attempt = Attempt(act.how, words, frozenset(each.thing_id for each in body.things()))
    rule = rule_for(thing.prop, thing.now, thing.around(), attempt)
    if isinstance(rule, str):
        raise Refusal(rule)
    return rule


def _done_with(body: Character, act: Act, thing: Thing, rule: Verb, words: str) -> ActResult:
    shows = the_city().chance.choice(rule.shows)
    if rule.writes:
        _write(thing, rule.writes, body, words)
    moved = _apply(thing, rule, body)
    text = f"{shows.you}\n{shows.others}".replace("{words}", words)
    result = handled(body, act, thing, text=text, how=rule.verb, things=[each.lay() for each in (thing, *moved)])
    show_things(_others_who_see(thing, body.location))
    if wear := worn_by_use(thing.prop, thing.now, thing.around(), the_city().chance):
        _wears(thing, wear, result.event)
    return result


def _apply(thing: Thing, change: Change, body: Character | None = None) -> list[Thing]:
    """Change a thing's state and move what its rule moves; return the other things that were moved."""
    if (after := changed(thing.prop, thing.now, change)) != thing.now:
        thing.db.now = after
    moved: list[Thing] = []
    for field, to in (("takes", thing), ("gives", body), ("returns", None)):
        other = by_thing_id(each) if (each := getattr(change, field, None)) else None
        if other is None or (field == "returns" and other is not thing and other.location is not thing):
            continue  # what isn't in it stays with whoever has it
        other.location = other.first_place if to is None else to
        moved += [other] if other is not thing else []
    return moved


def _wears(thing: Thing, wear: Wear, cause: str) -> None:
    moved = _apply(thing, wear)
    happens_in(
        _room_of(thing), Changed, wear.line, cause, thing=thing.id, thing_name=thing.key,
        things=[each.lay() for each in (thing, *moved)],
    )  # fmt: skip
    rooms = [each for each in (_room_of(thing), *map(_room_of, moved)) if each is not None]
    show_things([*dict.fromkeys(rooms), *_others_who_see(thing, thing.location)])


def _write(thing: Thing, paper: Paper, body: Character, words: str) -> None:
    """Let words stay on a thing; the oldest give way."""
    if len(words) > paper.longest:
        raise Refusal(f"There is room for {paper.longest} characters; yours are {len(words)}.")
    if thing.noted_today(body.id) >= paper.a_day:
        raise Refusal("You have written enough here today.")
    thing.note(body.id, body.key, words, paper.lines)


def _room_of(thing: Thing) -> Any | None:
    """Return the room where a thing is, whoever or whatever has it."""
    place = thing.location
    while place is not None and not isinstance(place, Room):
        place = place.location
    return place


def _others_who_see(door: Thing, here: Any) -> list[Any]:
    """Return the rooms behind the ways in which a thing is the door, but for this one."""
    room = _room_of(door)
    ways = [each for each in room.all_ways() if each.door is door] if room is not None else []
    return [each for each in (room, *(way.destination for way in ways)) if ways and each is not here]
