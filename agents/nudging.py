"""Looks at what is due, turns it into an inner thought, and follows what becomes of it. The rules are in nudges.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agents.elapsed import stretch
from agents.errands import Errand, Outlook, errands
from agents.memory.unfinished import unfinished
from agents.mind import Mind
from agents.needs import Want, wants
from agents.nudges import Fate, Moment, Nudge, Nudger, rules, wished
from agents.turn import Turns
from agents.view import Occasion, Wish
from agents.wayfinding import Town, exit_to, next_room
from gothmud.events import Nudge as NudgeEvent
from gothmud.needs import needs


class Nudging:
    """The nudges of one mind: at most one is being followed. Without ``needs`` nothing sends it out but its plan."""

    def __init__(self, mind: Mind, turns: Turns, *, full: bool, needs: bool = True) -> None:
        self._mind, self._turns, self._full, self._needs = mind, turns, full, needs
        self._nudger = Nudger(mind.persona, turns.past.nudged)
        self._followed = self._nudger.known(turns.past.followed)
        self._turns_since = turns.past.followed_for

    @property
    def goal(self) -> str:
        """The place that the followed nudge leads to, or nothing."""
        return self._followed.goal if self._followed else ""

    async def look(self, busy: bool) -> Occasion | None:
        """Return the thought to follow now, if any; write down what became of the others.

        While the endpoint is away nobody is nudged: a thought must not be replayed into a stale context.
        """
        if self._full and self._mind.model.paused:
            return None
        fired = None
        for verdict in self._nudger.look(self._moment(busy)):
            if verdict.fate == "fired":
                fired = verdict.nudge
            else:
                self._record(verdict.nudge, verdict.fate)
            if verdict.fate == "dropped":
                self._turns.note_state({"dropped": verdict.nudge.key}, sync=False)
        return self._fire(fired) if fired else None

    def wish(self, wish: Wish) -> Occasion | None:
        """Return a behaviour's wish as the thought to follow now; none while the endpoint is away."""
        nudge = wished(wish)
        if self._full and self._mind.model.paused:
            self._record(nudge, "dropped")
            return None
        return self._fire(nudge)

    def _fire(self, nudge: Nudge) -> Occasion:
        self.close()
        self._followed, self._turns_since = nudge, 0
        text = self._worded(nudge)
        self._record(nudge, "fired", text)
        return Occasion("nudge", nudge=text, key=nudge.key)

    def after(self, verb: str) -> None:
        """A turn is over: see whether the followed nudge was obeyed."""
        nudge = self._followed
        if nudge is None:
            return
        self._turns_since += verb != "walk"
        room = self._mind.body.senses.room
        if room is not None and room.key == nudge.goal if nudge.goal else nudge.obeyed_by(verb):
            self._close("obeyed")
        elif self._turns_since >= rules()[nudge.rule].within and not self._turns.past.goal:
            self._close("ignored")

    def close(self) -> None:
        """Another thought takes over, or the day is over."""
        room = self._mind.body.senses.room
        if self._followed:
            self._close("obeyed" if room and self._followed.goal == room.key else "ignored")

    def next_look(self) -> datetime:
        """Return the next city time at which something may be due."""
        return self._nudger.next_look(self._moment(busy=False))

    def _close(self, fate: Fate) -> None:
        nudge, self._followed = self._followed, None
        if nudge:
            self._turns.note_state({"settled": nudge.key}, sync=False)
            self._record(nudge, fate, turns=self._turns_since)

    def _moment(self, busy: bool) -> Moment:
        senses, now = self._mind.body.senses, self._mind.body.senses.clock.now()
        here, past = senses.room.key if senses.room else "", self._turns.past
        asked = (self._errands, self._felt_at) if self._needs else (None, None)
        return Moment(now, here, past.quiet_since or now, busy, *asked, past.trail.sent_out)

    def _wants(self) -> list[Want]:
        mind = self._mind
        return wants(mind.persona, mind.town, self._turns.past.trail, mind.body.senses.clock.now())

    def _felt_at(self) -> datetime:
        now = self._mind.body.senses.clock.now()
        return min((now + each.left for each in self._wants()), default=datetime.max)

    def _errands(self) -> Sequence[Errand]:
        """Return the ways out for what is felt now, if anything is."""
        felt = [each for each in self._wants() if each.felt]
        return errands(felt, self._outlook()) if felt else ()

    def _outlook(self) -> Outlook:
        senses, trail = self._mind.body.senses, self._turns.past.trail
        return Outlook(
            self._mind.persona, self._mind.town, trail, senses.clock.now(), senses.room.key if senses.room else "", senses.sky,
            frozenset(each.name for each in senses.people.values() if each.awake and not each.asleep),
            tuple(each.name for each in senses.carried), senses.broken, unfinished(self._turns.view().vault, trail.last_talk),
        )  # fmt: skip

    def _worded(self, nudge: Nudge) -> str:
        moment, town = self._moment(busy=False), self._mind.town
        words = {
            "doing": nudge.doing, "place": town.places.get(nudge.goal, nudge.goal), "home": town.places.get(self._mind.persona.home, "home"),
            "quiet": stretch(moment.now - moment.quiet_since), "name": self._mind.persona.name, "way": self._way(nudge.goal),
        }  # fmt: skip
        if nudge.errand:
            words |= {"want": _want(nudge.errand, moment.now), "why": _why(nudge.errand, town)}
        rule = rules()[nudge.rule]
        says = rule.there if rule.there and nudge.goal == moment.here else rule.says
        said = self._mind.rng.choice(says).format(**words).strip()
        return said[:1].upper() + said[1:]

    def _way(self, goal: str) -> str:
        room, town = self._mind.body.senses.room, self._mind.town
        if not goal or room is None or room.key == goal:
            return "I am there already." if goal else ""
        way = exit_to(room, town, next_room(town, room.key, goal))
        return f"The way is {way.name}." if way else ""

    def _record(self, nudge: Nudge, fate: Fate, text: str = "", turns: int = 0) -> None:
        self._mind.recorder.write(
            NudgeEvent, agent=self._mind.persona.id, rule=nudge.rule, key=nudge.key, fate=fate, text=text, turns=turns
        )


def _want(errand: Errand, now: datetime) -> str:
    """Return what one misses, and for how long."""
    return needs()[errand.need].says.format(since=stretch(now - errand.met))


def _why(errand: Errand, town: Town) -> str:
    """Return why one would go there now, and what there is for the need."""
    reason, sentences = errand.reason, rules()["need"].reasons
    met = town.meets.get(reason.place, {})
    what = met.get(errand.need) or next(iter(met.values()), "")
    words = {"place": town.places[reason.place], "what": what, **reason.words}
    keys = [*reason.says, *(["also"] if errand.need in met and "{what}" not in sentences[reason.says[0]] else [])]
    return " ".join(sentences[each].format(**words) for each in keys)
