"""Bodies that live by dice: they answer, greet and follow their habits without any model."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from twisted.internet import reactor

from gothmud.clock import stopwatch
from gothmud.events import Event, Moved, Said
from gothmud.persona import Dice, Reply
from gothmud.wire import Act
from typeclasses.acts import TYPED, perform
from typeclasses.characters import Character
from typeclasses.city import the_city
from world.dice import DiceMind, Facts

if TYPE_CHECKING:
    from typeclasses.exits import Exit

ANSWER_AFTER = 1.2  # real seconds; an answer at once would be a machine's


def dice_of(body: Character) -> DiceMind:
    """Return the dice of a body, made at the first use; a stranger has a few of everybody's."""
    mind = body.ndb.dice
    if mind is None:
        tables = Dice.model_validate_json(body.db.dice) if body.db.dice else EVERYBODY
        mind = body.ndb.dice = DiceMind(tables, random.Random(f"{the_city().boot}:{body.id}"))
    return mind


EVERYBODY = Dice(habits=[Reply(emote="looks up at the clock tower."), Reply(emote="turns up the collar.")])


def facts_of(body: Character, heard: str = "") -> Facts:
    """Return what a roll of this body may depend on, now."""
    city = the_city()
    neighbours = frozenset(each.destination.city_id for each in body.location.ways()) if body.location else frozenset()
    return Facts(city.clock.now().hour, city.conditions.sky, heard, neighbours)


def rolled_act(body: Character, act: Act) -> Act | None:
    """Return the act that a body's dice give for ``habit``: an answer to ``act.text`` if there is any, else a habit."""
    mind, facts = dice_of(body), facts_of(body, act.text)
    reply = mind.answer(facts) if act.text else mind.habit(facts)
    return act_of(body, reply, act.id, act.cause, act.person) if reply else None


def act_of(body: Character, reply: Reply, act_id: str, cause: str, person: int | None = None) -> Act | None:
    """Return a rolled reply as an act of the wire, or None if its way is not there."""
    if reply.say:
        return Act(id=act_id, verb="say", text=reply.say, cause=cause, person=person)
    if reply.emote:
        return Act(id=act_id, verb="emote", text=reply.emote, cause=cause)
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
        """Answer what is said to it, greet who comes in."""
        super().perceive(event, frame, named)
        if isinstance(event, Said) and event.mode in ("say", "whisper") and self._meant(event):
            self._soon(dice_of(self).answer, event, event.text)
        elif isinstance(event, Moved) and self._came_to_me(event) and self._cool():
            self._soon(dice_of(self).greet, event, "")

    def live(self, elapsed: float) -> None:
        """Perhaps follow a habit; ``elapsed`` is in city seconds. Nobody performs for an empty room, but walks on."""
        mind = dice_of(self)
        if self.location is None or not mind.due(elapsed):
            return
        reply = mind.habit(facts_of(self))
        watched = any(each.awake and not each.asleep and each.tier != "dice" for each in self.location.people())
        if reply and (watched or reply.go):
            self._perform(reply, "")

    def _meant(self, event: Said) -> bool:
        """Whether it is this one's turn, by the room's floor; dice leave dice alone."""
        if event.who == self.id or event.tier == "dice" or not self._cool():
            return False
        return self.id in (event.turn, event.to)

    def _came_to_me(self, event: Moved) -> bool:
        return event.tier == "human" and self.location is not None and event.room == self.location.id

    def _cool(self) -> bool:
        return stopwatch() - (self.ndb.spoke_at or -1e9) >= dice_of(self).tables.cooldown

    def _soon(self, roll: Any, event: Event, heard: str) -> None:
        self.ndb.spoke_at = stopwatch()
        where = self.location

        def answer() -> None:
            if self.location is where and self.pk and (reply := roll(facts_of(self, heard))):
                self._perform(reply, event.id)

        pause = 0.0 if the_city().fast.on else ANSWER_AFTER  # hours may pass in a second there
        reactor.callLater(pause, answer)  # pyright: ignore[reportAttributeAccessIssue]

    def _perform(self, reply: Reply, cause: str) -> None:
        if act := act_of(self, reply, TYPED, cause):
            perform(self, act)
