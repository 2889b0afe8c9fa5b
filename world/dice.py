"""Dice people: replies, greetings and habits rolled from weighted tables. A plain object that takes facts and a time."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from gothmud.persona import Dice, Reply
from gothmud.words import mentions
from world.daylight import within

MEMORY = 3  # rolls that are not repeated at once


@dataclass(frozen=True, slots=True)
class Facts:
    """What a roll may depend on."""

    hour: int
    sky: str = ""
    heard: str = ""
    neighbours: frozenset[str] = frozenset()


@dataclass
class DiceMind:
    """The tables of one person and what it did last. ``rng`` decides; the same seed rolls the same day."""

    tables: Dice
    rng: random.Random
    last: list[Reply] = field(default_factory=list)

    def answer(self, facts: Facts) -> Reply | None:
        """Return a reply to ``facts.heard``: one whose words fit if there is any, else one without condition."""
        return self._roll(_fitting(self.tables.replies, facts))

    def greet(self, facts: Facts) -> Reply | None:
        """Return a greeting for somebody who came in, or None."""
        return self._roll(_fitting(self.tables.greetings, facts))

    def habit(self, facts: Facts) -> Reply | None:
        """Return something to do by oneself, or None."""
        return self._roll(_fitting(self.tables.habits, facts))

    def due(self, elapsed_city_seconds: float) -> bool:
        """Return whether a habit is due after this much more city time; on average once in ``every`` seconds."""
        return self.rng.random() < elapsed_city_seconds / self.tables.every

    def _roll(self, table: list[Reply]) -> Reply | None:
        fresh = [each for each in table if each not in self.last] or table
        if not fresh:
            return None
        chosen = self.rng.choices(fresh, [each.weight for each in fresh])[0]
        self.last = [*self.last, chosen][-MEMORY:]
        return chosen


def _fitting(table: list[Reply], facts: Facts) -> list[Reply]:
    fits = [each for each in table if _fits(each, facts)]
    named = [each for each in fits if each.words]
    return named or fits


def _fits(reply: Reply, facts: Facts) -> bool:
    return (
        within(reply.hours, facts.hour)
        and (not reply.skies or facts.sky in reply.skies)
        and (not reply.words or mentions(facts.heard, reply.words))
        and (not reply.go or reply.go in facts.neighbours)
    )
