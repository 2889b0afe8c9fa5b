"""A scene among people without a player: it opens with a line, runs, and closes for a reason; then it rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from gothmud.novelty import Recent, grams
from gothmud.words import words_of
from world.floor.lines import Line
from world.floor.manners import LEAST_NOVELTY, LULL, Manners, farewell

End = Literal["", "farewell", "time", "nothing new", "lull", "parted"]
LOOK_BACK = 40  # lines against which a line's novelty is measured
STALE_RUN = 4  # lines in a row that must bring little
GOODBYES = 2  # lines before the end, from which on it is time to come to one
SUBJECT = 0.25  # share of a line's content words that the old talk had
SHORTEST = 4  # letters of a word that tells a subject


@dataclass
class Scene:
    """One talk. ``since_human`` counts the lines that no human said since a human spoke."""

    opened: datetime
    last: datetime
    people: set[int] = field(default_factory=set)
    lines: int = 0
    since_human: int = 0
    end: End = ""
    novelties: list[float] = field(default_factory=list)
    _said: Recent = field(default_factory=lambda: Recent(LOOK_BACK))
    _words: set[str] = field(default_factory=set)
    _took_leave: set[int] = field(default_factory=set)

    def take(self, line: Line, manners: Manners) -> None:
        """Take a line that was said; the scene may end with it."""
        self.end = self.end_with(line, manners)
        said = grams(line.text)
        self.novelties.append(self._said.novelty(said))
        self._said.add(said)
        self._words |= subject(line.text)
        self.people.add(line.who)
        self.lines, self.last = self.lines + 1, line.at.city
        if line.human:
            self.since_human, self._took_leave = 0, set()
            return
        self.since_human += 1
        if farewell(line.text):
            self._took_leave.add(line.who)

    @property
    def new(self) -> float:
        """How much of it was new, line by line on average."""
        return sum(self.novelties) / len(self.novelties) if self.novelties else 1.0

    def end_with(self, line: Line, manners: Manners) -> End:
        """Return why the scene would be over with this line, or an empty string; with a human's it never is, nor where
        the rules are off: nothing ends it then."""
        if line.human or not manners.on:
            return ""
        if farewell(line.text) and self._took_leave - {line.who}:
            return "farewell"
        if self.since_human + 1 >= manners.scene_lines:
            return "time"
        novelties = [*self.novelties, self._said.novelty(grams(line.text))]
        stale = self.since_human + 1 > STALE_RUN + GOODBYES and _stale(novelties[-STALE_RUN:])
        return "nothing new" if stale else ""

    def stale(self) -> bool:
        """Return whether the last lines brought little that is new."""
        return self.since_human >= STALE_RUN and _stale(self.novelties[-STALE_RUN:])

    def closing(self, manners: Manners) -> bool:
        """Return whether it is time to come to an end: somebody took leave, nothing new comes, or it has gone on long."""
        long = self.since_human >= manners.scene_lines - GOODBYES
        return not self.end and (long or bool(self._took_leave) or self.stale())

    def took_leave(self, who: int) -> bool:
        """Return whether somebody has said goodbye in it."""
        return who in self._took_leave

    def lulled(self, now: datetime) -> bool:
        """Return whether so long was silence that the next line begins another talk."""
        return now - self.last > LULL

    def same_subject(self, text: str) -> bool:
        """Return whether a line takes up what this talk was about."""
        words = subject(text)
        return bool(words) and len(words & self._words) / len(words) >= SUBJECT


def subject(text: str) -> set[str]:
    """Return the words of a text that may tell what it is about: the longer ones, cut to their stem's first letters."""
    return {each[:6] for each in words_of(text) if len(each) >= SHORTEST}


def _stale(novelties: Sequence[float]) -> bool:
    return sum(novelties) / len(novelties) < LEAST_NOVELTY
