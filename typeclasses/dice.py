"""Bodies that live by dice: they answer, greet, give thanks, walk their round and follow their habits without any model."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from twisted.internet import reactor

from gothmud.events import Event, Handled, Moved, Said
from gothmud.tables import Dice, Reply
from gothmud.wire import Act
from typeclasses.acts import TYPED, perform
from typeclasses.characters import Character
from typeclasses.city import the_city
from typeclasses.layout import city_ways
from world.conditions import Facts, Other, dropped
from world.dice import DiceMind
from world.moods import restored

if TYPE_CHECKING:
    from typeclasses.exits import Exit
    from typeclasses.rooms import Room
    from typeclasses.things import Thing

ANSWER_AFTER = 1.2  # real seconds; an answer at once would be a machine's
Roll = Callable[[Facts], Reply | None]


def dice_of(body: Character) -> DiceMind:
    """Return the dice of a body, made at the first use; a stranger has a few of everybody's."""
    mind = body.ndb.dice
    if mind is None:
        tables = Dice.model_validate_json(body.db.dice) if body.db.dice else EVERYBODY
        rng = random.Random(f"{the_city().luck}:{body.id}")
        mind = body.ndb.dice = DiceMind(tables, rng, restored(body.db.dice_state))
    return mind


EVERYBODY = Dice(habits=[Reply(emote="looks up at the sky."), Reply(emote="turns up the collar.")])


def facts_of(body: Character, heard: str = "", person: int | None = None) -> Facts:
    """Return what a roll of this body may depend on, now; ``person`` is who it is for, else everybody who is awake here."""
    city, room = the_city(), body.location
    if room is None:
        return Facts(city.clock.now(), city.over().sky, heard)
    mind, now = dice_of(body), city.clock.now()
    open_ways = frozenset(each.destination.city_id for each in room.ways() if not each.barred(body))
    return Facts(
        now, city.over(room).sky, heard, room.city_id, open_ways, _others(body, person),
        tuple(each.key for each in body.things()), city_ways() if mind.on_round(now) and mind.paced(now) else {},
        frozenset(_offers(room)),
    )  # fmt: skip


def _offers(room: Room) -> dict[str, tuple[Thing, str]]:
    """Return what the things in a room can be used for, each with the thing and its verb."""
    return {f"{verb} {thing.key}": (thing, verb) for thing in room.things() for verb in thing.own_verbs}


def _others(body: Character, person: int | None) -> tuple[Other, ...]:
    others = [each for each in body.location.people() if each is not body]
    return tuple(_other(each) for each in others if (each.id == person if person else each.awake and not each.asleep))


def _other(body: Character) -> Other:
    return Other(body.key, body.tier, body.db.person or "", tuple(each.key for each in body.things()))


def rolled(body: Character, roll: Roll, facts: Facts) -> Reply | None:
    """Return what the dice gave; what they remember of it is kept on the body."""
    mind = dice_of(body)
    before = mind.state
    reply = roll(facts)
    if mind.state is not before:
        body.db.dice_state = mind.state.model_dump_json()
    return reply


def rolled_act(body: Character, act: Act) -> Act | None:
    """Return the act that a body's dice give for ``habit``: an answer to ``act.text`` if there is any, else a habit."""
    mind = dice_of(body)
    facts = facts_of(body, act.text, act.person)
    reply = rolled(body, mind.answer if act.text else mind.habit, facts)
    return act_of(body, reply, act.id, act.cause, act.person) if reply else None


def act_of(body: Character, reply: Reply, act_id: str, cause: str, person: int | None = None) -> Act | None:
    """Return a rolled reply as an act of the wire, or None if its way or thing is not there."""
    if reply.say:
        text = the_city().almanac.with_news(reply.say, body.id)
        return Act(id=act_id, verb="say", text=text, cause=cause, person=person) if text else None
    if reply.emote:
        return Act(id=act_id, verb="emote", text=reply.emote, cause=cause)
    if reply.drop:
        thing = next((each for each in body.things() if dropped(each.key, reply)), None)
        return Act(id=act_id, verb="drop", thing=thing.id, cause=cause) if thing else None
    if reply.use:
        thing, verb = _offers(body.location).get(reply.use, (None, ""))
        return Act(id=act_id, verb="use", thing=thing.id, how=verb, cause=cause) if thing else None
    way: Exit | None = next((each for each in body.location.ways() if each.destination.city_id == reply.go), None)
    return Act(id=act_id, verb="go", exit=way.id, cause=cause) if way else None


class DicePerson(Character):
    """A dice NPC."""

    @property
    def awake(self) -> bool:
        """Always: dice don't sleep."""
        return True

    @property
    def asleep(self) -> bool:
        """Never, for the same reason."""
        return False

    def perceive(self, event: Event, frame: str, named: dict[int, str]) -> None:
        """Answer what is said to it, greet who comes in, give thanks for a thing."""
        super().perceive(event, frame, named)
        mind = dice_of(self)
        if isinstance(event, Said) and event.mode in ("say", "whisper") and self._meant(event) and self._ready():
            self._soon(mind.answer, event, event.who, event.text)
        elif isinstance(event, Moved) and self._came_to_me(event):
            self._soon(mind.greet, event, event.who)
        elif isinstance(event, Handled) and event.verb == "give" and event.to == self.id:
            self._soon(mind.thank, event, event.who, event.thing_name)

    def live(self, elapsed: float) -> None:
        """Perhaps go on with the round or follow a habit; ``elapsed`` is in city seconds."""
        mind = dice_of(self)
        if self.location is not None and mind.stirs(the_city().clock.now(), elapsed):
            self._perform(rolled(self, lambda facts: mind.live(facts, elapsed), facts_of(self)), "")

    def _meant(self, event: Said) -> bool:
        """Whether it is this one's turn, by the room's floor; dice leave dice alone."""
        if event.who == self.id or event.tier == "dice":
            return False
        return self.id in (event.turn, event.to)

    def _came_to_me(self, event: Moved) -> bool:
        if event.who == self.id or self.location is None or event.room != self.location.id:
            return False
        body = next((each for each in self.location.people() if each.id == event.who), None)
        return body is not None and dice_of(self).greets(_other(body), the_city().clock.now())

    def _ready(self) -> bool:
        """Whether the pause since the last answer is over. (In a city that is paused none would end: there none is kept.)"""
        city = the_city()
        return (city.clock.paused and not city.fast.on) or dice_of(self).ready(city.clock.now())

    def _soon(self, roll: Roll, event: Event, who: int, heard: str = "") -> None:
        """Roll and do it after a breath; what else would be rolled from the same table in that breath is passed over."""
        about_to: set[Roll] = self.ndb.about_to or set()
        if roll in about_to:
            return
        self.ndb.about_to = about_to | {roll}
        where = self.location

        def act() -> None:
            self.ndb.about_to -= {roll}
            if self.location is where and self.pk:
                self._perform(rolled(self, roll, facts_of(self, heard, who)), event.id)

        pause = 0.0 if the_city().fast.on else ANSWER_AFTER  # hours may pass in a second there
        reactor.callLater(pause, act)  # pyright: ignore[reportAttributeAccessIssue]

    def _perform(self, reply: Reply | None, cause: str) -> None:
        if reply and (act := act_of(self, reply, TYPED, cause)):
            perform(self, act)
