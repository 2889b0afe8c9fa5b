"""Dice people: answers, greetings and habits rolled from weighted tables, and a daily round. A plain object that takes
facts, with a time in them, and returns what to do: a row of its tables, or nothing."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gothmud.tables import Dice, Reply
from gothmud.ways import next_room
from world.conditions import Facts, Other, fits_in, for_somebody, is_for
from world.moods import State, cooled, feels, moved_by, suits
from world.round import PACE, leg_at

MEMORY = 3  # rolls that are not repeated at once
LINGERS = timedelta(seconds=40)  # city time after an answer in which nobody walks off


@dataclass
class DiceMind:
    """The tables of one person and what it did last. ``rng`` decides; the same seed rolls the same day.

    ``state`` is replaced, never changed: who keeps it compares.
    """

    tables: Dice
    rng: random.Random
    state: State = field(default_factory=State)
    last: list[Reply] = field(default_factory=list)
    spoke: datetime | None = None
    greeted: datetime | None = None
    stepped: datetime | None = None

    def ready(self, now: datetime) -> bool:
        """Return whether the pause between two answers is over."""
        return self._over(self.spoke, now)

    def greets(self, other: Other, now: datetime) -> bool:
        """Return whether it greets somebody: a human; others where a row is for them."""
        known = other.tier == "human" or any(is_for(each, other) for each in for_somebody(self.tables.greetings))
        return known and self.ready(now) and self._over(self.greeted, now)

    def answer(self, facts: Facts) -> Reply | None:
        """Return a reply to ``facts.heard``: one whose words fit if there is any, else one without words."""
        return self._spoken(self.tables.replies, facts)

    def thank(self, facts: Facts) -> Reply | None:
        """Return what to do about a thing that was given to it (``facts.heard`` is its name), or None."""
        return self._spoken(self.tables.gifts, facts)

    def greet(self, facts: Facts) -> Reply | None:
        """Return a greeting for somebody who came in, or None. Who is no human gets one only from a row for them."""
        self.greeted = facts.now
        human = any(each.tier == "human" for each in facts.others)
        return self._roll(self.tables.greetings if human else for_somebody(self.tables.greetings), facts)

    def habit(self, facts: Facts) -> Reply | None:
        """Return something to do by oneself, or None."""
        row = self._pick(self.tables.habits, facts, self.tables.rest)
        return self._did(row, facts.now, self.tables.rest) if row else None

    def stirs(self, now: datetime, elapsed_city_seconds: float) -> bool:
        """Return whether it would do something by itself after this much more city time: ask ``live`` what."""
        return self.on_round(now) or self.due(elapsed_city_seconds)

    def live(self, facts: Facts, elapsed_city_seconds: float) -> Reply | None:
        """Return what to do by oneself: the next of the round, else a habit.

        Nobody performs for an empty room, but walks on; nobody strays from the round while it isn't done.
        """
        on_round = self.on_round(facts.now)
        if on_round and (step := self._next_of_round(facts)):
            return step
        if on_round and not self.due(elapsed_city_seconds):
            return None
        rest = self.tables.rest
        row = self._pick([each for each in self.tables.habits if not (on_round and each.go)], facts, rest)
        return self._did(row, facts.now, rest) if row and (facts.watched or row.go or row.drop or row.use) else None

    def due(self, elapsed_city_seconds: float) -> bool:
        """Return whether a habit is due after this much more city time; on average once in ``every`` seconds."""
        return self.rng.random() < elapsed_city_seconds / self.tables.every

    def on_round(self, now: datetime) -> bool:
        """Return whether a leg of the round has begun and isn't over."""
        begun = leg_at(self.tables.round, now)
        return begun is not None and self.state.arrived != begun.since

    def paced(self, now: datetime) -> bool:
        """Return whether the next exit of the round may be taken: nobody runs, nor walks off in the middle of a talk."""
        lingers = any(each is not None and now - each < LINGERS for each in (self.spoke, self.greeted))
        return not lingers and (self.stepped is None or now - self.stepped >= PACE)

    def _next_of_round(self, facts: Facts) -> Reply | None:
        begun = leg_at(self.tables.round, facts.now)
        if begun is None:
            return None
        under_way = self.state.set_out == begun.since
        if facts.room == begun.leg.to:
            self.state = self.state.model_copy(update={"arrived": begun.since})
            return self._shown(begun.leg.arriving, facts) if under_way else None
        if not under_way and self.paced(facts.now):
            self.state = self.state.model_copy(update={"set_out": begun.since})
            if row := self._shown(begun.leg.leaving, facts):
                return row
        return self._step(facts, begun.leg.to)

    def _step(self, facts: Facts, goal: str) -> Reply | None:
        """Return the next exit of the way, after a pace; nothing while it is closed."""
        if not self.paced(facts.now):
            return None
        self.stepped = facts.now
        room = next_room(facts.ways, facts.room, goal)
        return Reply(go=room) if room in facts.neighbours else None

    def _shown(self, table: list[Reply], facts: Facts) -> Reply | None:
        return self._roll(table, facts) if facts.watched else None

    def _over(self, since: datetime | None, now: datetime) -> bool:
        return since is None or now - since >= timedelta(seconds=self.tables.cooldown)

    def _spoken(self, table: list[Reply], facts: Facts) -> Reply | None:
        """Roll an answer; the pause until the next begins."""
        row = self._roll(table, facts)
        self.spoke = facts.now if row else self.spoke
        return row

    def _roll(self, table: list[Reply], facts: Facts) -> Reply | None:
        row = self._pick(table, facts)
        return self._did(row, facts.now) if row else None

    def _pick(self, table: list[Reply], facts: Facts, rest: float = 0.0) -> Reply | None:
        fitting = self._fitting(table, facts, rest)
        fresh = [each for each in fitting if each not in self.last] or fitting
        return self.rng.choices(fresh, [each.weight for each in fresh])[0] if fresh else None

    def _did(self, row: Reply, now: datetime, rest: float = 0.0) -> Reply:
        self.last = [*self.last, row][-MEMORY:]
        self.state = moved_by(self.tables.moods, self.state, row, now, rest)
        return row

    def _fitting(self, table: list[Reply], facts: Facts, rest: float) -> list[Reply]:
        """Return the rows to roll from: of those that fit the ones marked as first, else the ones whose words fit."""
        fits = [each for each in table if fits_in(each, facts) and self._feels_like(each, facts.now)]
        fits = [each for each in fits if each.first] or fits
        fits = [each for each in fits if cooled(self.state, each, facts.now, rest)]
        return [each for each in fits if each.words] or fits

    def _feels_like(self, row: Reply, now: datetime) -> bool:
        return all(suits(feels(self.tables.moods, self.state, name, now), want) for name, want in row.mood.items())
