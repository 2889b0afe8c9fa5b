"""An agent: a full mind with a session file that only grows, living turn by turn, day by day, in its body."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from agents import pace
from agents.attention import called_while_away
from agents.duties import Duties
from agents.greeting import Greeting
from agents.mind import Decision, Mind
from agents.night import Night
from agents.nudging import Nudging
from agents.schedule import night_of, phase
from agents.senses import Percept
from agents.sleeping import Sleep
from agents.turn import INTERRUPTED, Turns
from agents.view import Occasion
from agents.wayfinding import exit_to, next_room
from gothmud.config import Minds
from gothmud.wire import Act

STALE = timedelta(minutes=3)  # city time after which a line needs no answer any more
SOON = 10.0  # seconds until one looks again whether one may speak
BUSY = timedelta(minutes=3)  # city time after the last word with somebody who is here
PATIENCE = timedelta(seconds=45)  # city time that a duty, or the way, waits for a pause in a talk
JITTER = (0.6, 1.4)
STRIDE = (6.0, 12.0)  # seconds from one room to the next, for somebody on the way
TIRED = timedelta(minutes=10)  # city time that somebody who was woken stays up


class Agent:
    """A mind's life: wake, perceive, answer, greet, follow a thought, walk, muse, sleep."""

    def __init__(self, mind: Mind, turns: Turns, night: Night, rules: Minds, *, full: bool) -> None:
        self._mind, self._turns, self._night, self._rules, self._full = mind, turns, night, rules, full
        self._past = turns.past
        self._nudging = Nudging(mind, turns, full=full, needs=rules.needs)
        self._sleep = Sleep(mind, turns)
        self._duties = Duties(mind, turns, full=full)
        self._greeting = Greeting(mind.body.senses, turns.past)
        self._cut_short = 0
        self._stride_at = self._muse_at = datetime.min
        self._day: date | None = None
        self.doing = "waking"

    async def live(self) -> None:
        """Live until cancelled."""
        await self._turns.resume()
        self._night.settle()
        if self._night.unfinished:
            await self._lie_down()
        self._put_off()
        waiting, came_back = self._turns.unanswered(), True
        while True:
            if self._past.asleep:
                self.doing = "asleep"
                await self._turns.perceive(await self._sleep.until_morning())
            await self._end_the_night()
            if self._past.waking:
                await self._rise()
                waiting = []
            self.doing = "listening"
            await self._duties.ask()
            new = await self._mind.body.perceive(self._now() if waiting or came_back else self._next_look())
            await self._turns.perceive(new)
            await self._attend([*waiting, *new])
            waiting, came_back = [], False
            self._turns.write()
            await self._night.compact_if_full()

    async def _attend(self, percepts: list[Percept]) -> None:
        """See to the most urgent thing: an answer, a greeting, the night, a thought, the way, musing."""
        now = self._now()
        if percept := self._to_answer(percepts):
            await self._answer(percept)
        elif arrival := self._greeting.due(percepts):
            await self._greet(arrival)
        elif self._bedtime():
            await self._lie_down()
        elif thought := await self._nudging.look(self._moment_busy()):
            await self._follow(thought)
        elif self._past.goal and now >= self._stride_due():
            await self._stride()
        elif (due := self._duty_at()) and now >= due:
            self.doing = "at work"
            for wish in await self._duties.do():
                if thought := self._nudging.wish(wish):
                    await self._follow(thought)
        elif now >= self._muse_at:
            await self._muse()

    async def _answer(self, percept: Percept) -> None:
        """Listen a moment longer (people speak in more than one line), then answer the latest of it."""
        body = self._mind.body
        await body.rest(self._now() + pace.city(body.senses, self._rules.answer_pause))
        more = await body.perceive(self._now())
        await self._turns.perceive(more)
        percept = self._to_answer([percept, *more]) or percept
        self.doing = f"answering {percept.called}"
        await body.think(True)
        try:
            await self._thoughtfully(Occasion("answer", percept))
        finally:
            await body.think(False)
            self._put_off()
            if percept.human:
                self._take_a_breath()

    async def _greet(self, arrival: Percept) -> None:
        """Greet somebody who came in; a moment later where somebody else began to speak meanwhile."""
        done = await self._turns.take(Occasion("greet", arrival))
        if not done.verb and self._mind.body.senses.held_back():
            self._greeting.put_off(arrival)

    async def _thoughtfully(self, turn: Occasion) -> None:
        """Take a turn; where a machine's speed means nothing, the words said take their time."""
        done = await self._turns.take(replace(turn, again=self._cut_short) if self._cut_short else turn)
        self._cut_short = self._cut_short + 1 if done.reason == INTERRUPTED else 0
        self._nudging.after(done.verb)
        if self._mind.body.senses.fast:
            await self._mind.body.rest(self._now() + pace.thinking(done.text))

    async def _follow(self, thought: Occasion) -> None:
        self.doing = "following a thought"
        if self._full:
            await self._thoughtfully(thought)
        elif self._nudging.goal:
            await self._turns.take(thought, self._decide_to_walk(self._nudging.goal))
        else:
            await self._thoughtfully(thought)
        self._take_a_breath()
        self._put_off()

    def _take_a_breath(self) -> None:
        """Go on to the next room a moment later."""
        self._stride_at = self._now() + pace.city(self._mind.body.senses, self._mind.rng.uniform(*STRIDE))

    async def _stride(self) -> None:
        """Go one room further towards the goal; without the model."""
        self.doing = f"on the way to {self._mind.town.places.get(self._past.goal, self._past.goal)}"
        done = await self._turns.take(Occasion("walk"), self._decide_to_walk(self._past.goal))
        if not done.ok:
            self._past.goal = ""  # no way there; the next thought may know another
        self._nudging.after("walk")
        self._take_a_breath()

    def _decide_to_walk(self, goal: str):  # noqa: ANN202 - the shape is Turns.take's
        async def decide(_turn: Occasion) -> Decision:
            room = self._mind.body.senses.room
            way = exit_to(room, self._mind.town, next_room(self._mind.town, room.key, goal)) if room else None
            if way is None or room is None:
                return Decision(None, by="nobody", why_not="no way there")
            there = way.to_name == self._mind.town.places.get(goal)
            act = Act(id=self._mind.act_id(), verb="go", exit=way.id)
            return Decision(act, by="dice", goal="" if there else goal)

        return decide

    async def _muse(self) -> None:
        """Do something by oneself, where somebody may see it; never twice on the same silence (thoughts end that)."""
        self.doing, senses = "musing", self._mind.body.senses
        if senses.held_back():  # whatever came to mind could not be said
            self._muse_at = self._now() + pace.city(senses, SOON)
            return
        seen = self._rules.always or senses.humans
        if seen and (self._past.heard or not self._full):
            await self._thoughtfully(Occasion("muse"))
        self._put_off()

    async def _lie_down(self) -> None:
        """Go to sleep; whoever asks something over the notes gets an answer first."""
        self.doing = "going to bed"
        self._nudging.close()
        while heard := await self._night.lie_down():
            if asked := self._to_answer(heard):
                await self._answer(asked)

    async def _end_the_night(self) -> None:
        """Once a day, in a quiet moment: make up a night that was missed, and see that every night has a morning."""
        day = night_of(self._mind.persona, self._now())
        if day != self._day and not self._moment_busy():
            self._day = day
            if night := self._night.missed:
                self.doing = "putting yesterday down"
                self._nudging.close()
                await self._night.make_up(night)
        self._sleep.greet_the_morning()

    async def _rise(self) -> None:
        """Take the first turn of the morning, or of somebody who was woken."""
        self.doing, how = "waking", self._past.waking
        self._put_off()
        if how == "awake":
            await self._turns.add("on_wake")
            await self._thoughtfully(Occasion("wake"))
        else:
            await self._turns.perceive(await self._mind.body.perceive(self._now()))
            shaken = next((each for each in self._past.heard if each.kind == "shaken"), None)
            await self._thoughtfully(Occasion("woken", self._to_answer(self._past.heard) or shaken))
        self._past.waking = ""  # also where the model gave no answer

    def _bedtime(self) -> bool:
        """Whether it is time to lie down: at home, or so late that any place will do; never in the middle of a talk."""
        now, room = self._now(), self._mind.body.senses.room
        when = phase(self._mind.persona, now)
        if when == "day" or now - self._past.woken_at < TIRED or self._moment_busy():
            return False
        return when == "late" or (room is not None and room.key == self._mind.persona.home)

    def _moment_busy(self) -> bool:
        """Whether somebody who is here was spoken with a moment ago."""
        now, people = self._now(), self._mind.body.senses.people
        return any(now - at < BUSY for who, at in self._past.last_word.items() if who in people)

    def _stride_due(self) -> datetime:
        """Return when to go on to one's goal: nobody is left standing in the middle of a talk."""
        return min(max(self._stride_at, self._free_at()), self._stride_at + PATIENCE)

    def _duty_at(self) -> datetime | None:
        """Return when to do what is due."""
        at = self._duties.at
        return at and min(max(at, self._free_at()), at + PATIENCE)

    def _free_at(self) -> datetime:
        """Return when one is no longer busy with somebody who is here."""
        people = self._mind.body.senses.people
        return max((at + BUSY for who, at in self._past.last_word.items() if who in people), default=datetime.min)

    def _next_look(self) -> datetime:
        """Return the city time of the next thing that is due; in real time one looks again every few seconds."""
        now, senses = self._now(), self._mind.body.senses
        dues = [self._muse_at, self._nudging.next_look()]
        dues += [now + pace.city(senses, SOON)] if self._greeting.waits else []
        dues += [self._stride_due()] if self._past.goal else []
        dues += [due] if (due := self._duty_at()) else []
        dues += [now + BUSY] if phase(self._mind.persona, now) != "day" else []
        if not senses.fast:
            dues.append(now + pace.city(senses, pace.LOOK))
        return max(now, min(dues))

    def _put_off(self) -> None:
        """Muse a while later."""
        senses = self._mind.body.senses
        seconds = self._rules.fast_musing_seconds if senses.fast else self._rules.musing_seconds
        self._muse_at = self._now() + pace.city(senses, seconds * self._mind.rng.uniform(*JITTER))

    def _to_answer(self, percepts: list[Percept]) -> Percept | None:
        """Return the line to answer: a human's before a mind's, the latest of several."""
        senses, now, persona = self._mind.body.senses, self._now(), self._mind.persona
        meant = [
            each for each in percepts
            if (senses.asks_me(each) or called_while_away(each, persona, senses)) and now - each.at < STALE
        ]  # fmt: skip
        return max(meant, key=lambda each: (each.human, each.seq), default=None)

    def _now(self) -> datetime:
        return self._mind.body.senses.clock.now()
