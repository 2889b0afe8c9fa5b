"""How long a human waits for the one who was asked, and what others say meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

GIVE_UP = timedelta(minutes=2)  # of real time: after that nobody waits any more


class Line(Protocol):
    """What waits are told of a line: an event ``said`` has it, and so has a row of a record."""

    @property
    def city_time(self) -> datetime | None:
        """The hour on the tower."""
        ...

    @property
    def real_time(self) -> datetime:
        """The wall's time."""
        ...

    @property
    def who(self) -> int:
        """The speaker's number."""
        ...

    @property
    def tier(self) -> str:
        """The speaker's tier."""
        ...

    @property
    def mode(self) -> str:
        """How it was said."""
        ...

    @property
    def turn(self) -> int | None:
        """Whose turn it is then."""
        ...

    @property
    def heard(self) -> Collection[int]:
        """The numbers of all who got it."""
        ...


@dataclass(slots=True)
class Wait:
    """``line`` is what a human said, ``seconds`` how long the first words of the one whose turn it was took (None: they
    never came), ``between`` how many lines of other bots the human heard before them."""

    line: Line
    seconds: float | None = None
    between: int = 0


class Waits:
    """The humans who wait. A wait begins with a line said or whispered that is somebody's turn who isn't human; more
    lines to the same one belong to it. It ends with the first words of that one that the human hears; with a line to
    somebody else, or after two minutes, it ends without an answer."""

    def __init__(self, humans: set[int]) -> None:
        self._humans = humans
        self._waiting: dict[int, Wait] = {}

    def take(self, said: Line) -> Iterator[Wait]:
        """Take a line; yield the waits that end with it."""
        for who, wait in list(self._waiting.items()):
            if said.real_time - wait.line.real_time > GIVE_UP:
                yield self._waiting.pop(who)
        if said.mode == "channel":
            return
        if said.tier == "human":
            yield from self._ask(said)
        else:
            yield from self._answer(said)

    def waiting(self) -> list[Wait]:
        """Return the waits that haven't ended."""
        return list(self._waiting.values())

    def _ask(self, said: Line) -> Iterator[Wait]:
        if said.mode == "emote" or said.turn is None or said.turn in self._humans:
            return
        before = self._waiting.get(said.who)
        if before and before.line.turn == said.turn:
            return
        self._waiting[said.who] = Wait(said)
        if before:
            yield before

    def _answer(self, said: Line) -> Iterator[Wait]:
        for human, wait in list(self._waiting.items()):
            if human not in said.heard:
                continue
            if said.who == wait.line.turn:
                wait.seconds = (said.real_time - wait.line.real_time).total_seconds()
                yield self._waiting.pop(human)
            else:
                wait.between += 1
