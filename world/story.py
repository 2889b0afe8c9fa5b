"""A fact on its way: who knows it and by which words, every telling of it, and the tree that they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from gothmud.events import RumorPlanted
from world.retelling import Fact, Judgement, Line, Manner, Matcher
from world.stems import rules

Mode = Literal["say", "whisper", "emote", "channel", "letter"]


@dataclass(frozen=True, slots=True)
class Retelling:
    """One telling. ``event`` is that of the words, ``learnt`` that by which the teller came to know the fact."""

    fact: str
    event: str
    at: datetime
    who: int
    name: str
    mode: Mode
    text: str
    manner: Manner
    score: float
    heard: tuple[int, ...]
    new: tuple[int, ...]
    learnt: str
    like_planted: float
    like_learnt: float


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact that somebody wrote into their notes: known, but told to nobody."""

    fact: str
    at: datetime
    who: int
    note: str
    text: str


@dataclass
class Story:
    """A fact on its way. ``learnt`` has, by person, the event by which each first came to know it."""

    planted: RumorPlanted
    matcher: Matcher
    learnt: dict[int, str] = field(default_factory=dict)
    tellings: list[Retelling] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    _heard: dict[str, Matcher] = field(default_factory=dict)

    def words(self, event: str) -> str:
        """Return the words by which somebody learnt it: a telling's, or the planted ones."""
        return next((each.text for each in self.tellings if each.event == event), self.planted.text)

    def judge(self, line: Line, who: int) -> Judgement:
        """Return whether somebody tells it: in the planted words, or in those by which they learnt it themselves.

        So a story that changes from mouth to mouth is followed, as long as something of it is left.
        """
        judged, heard = self.matcher.judge(line), self.words(self.learnt.get(who, ""))
        if judged.tells or heard == self.planted.text or self.matcher.share(line) < rules()["drifted"]:
            return judged
        return self._matcher_of(heard).judge(line)

    def _matcher_of(self, words: str) -> Matcher:
        if words not in self._heard:
            self._heard[words] = Matcher(Fact(self.planted.fact, words, self.planted.aliases))
        return self._heard[words]

    def depth(self, event: str) -> int:
        """Return how many mouths an event of the tree is away from the planting; a telling from nowhere is one."""
        steps, by_event = 0, {each.event: each for each in self.tellings}
        while telling := by_event.get(event):
            steps, event = steps + 1, telling.learnt
        return steps

    @property
    def deepest(self) -> int:
        """How many mouths the longest way has."""
        return max((self.depth(each.event) for each in self.tellings), default=0)

    def under(self, event: str) -> list[Retelling]:
        """Return the tellings by those who learnt it from this event; those from nowhere stand under ``""``."""
        return [each for each in self.tellings if each.learnt == event]

    def knowing(self, at: datetime | None = None) -> set[int]:
        """Return who knows it, or knew it at a city time."""
        if at is None:
            return set(self.learnt)
        later = {who for each in self.tellings if each.at > at for who in each.new}
        return set(self.learnt) - later
