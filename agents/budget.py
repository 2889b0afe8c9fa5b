"""How many tokens the minds may use: a plain rule. The queue holds it and asks it before every call.

Tokens in and out count together, in hours and days of real time (UTC), for the city and for each mind. A call holds what
it may use at most until it is over, so that calls at the same time can't pass a limit together. The nearer a limit, the
fewer may ask: musing stops first, then the plan, people who wait for an answer last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from agents.model import Answer, Completion, Priority, Request
from gothmud.clock import wall
from gothmud.config import Budget as Limits
from gothmud.events import Call

Window = Literal["hour", "day"]
CITY = ""
SHARES = {
    Priority.HUMAN: 1.0, Priority.ADDRESSED: 0.95, Priority.SCHEDULED: 0.9, Priority.IDLE: 0.8, Priority.BACKGROUND: 0.8,
}  # fmt: skip
LETTERS_A_TOKEN = 3  # at least, in the languages that we know; what is held may be too much, never too little


@dataclass
class Purse:
    """What one of the two windows of the city or of a mind still has. ``held`` are calls that are on their way."""

    agent: str
    window: Window
    limit: int
    began: datetime
    used: int = 0
    held: int = 0
    told: tuple[Priority, ...] = ()

    def begin_anew(self, now: datetime) -> None:
        """Empty the purse where its hour or day is over; what is on its way then counts in the new one."""
        if (began := start_of(self.window, now)) > self.began:
            self.began, self.used = began, 0

    def allows(self, priority: Priority, wanted: int) -> bool:
        """Whether a call of up to ``wanted`` tokens fits into the share that its priority may use."""
        return self.used + self.held + wanted <= self.limit * SHARES[priority]

    @property
    def stopped(self) -> tuple[Priority, ...]:
        """Which priorities may not ask any more, however little."""
        return tuple(each for each in Priority if self.used >= self.limit * SHARES[each])

    def __str__(self) -> str:
        whose = f"{self.agent}'s" if self.agent else "the city's"
        return f"{whose} {self.window}: {self.used:,} of {self.limit:,} tokens"


@dataclass
class Budget:
    """The rule. With limits of 0 it lets everything pass."""

    limits: Limits = field(default_factory=Limits)
    now: Callable[[], datetime] = wall
    _purses: dict[tuple[str, Window], Purse] = field(default_factory=dict)

    def refusal(self, request: Request) -> str:
        """Return which limit a call would pass, or an empty string where it may be made."""
        purses = list(self._of(request.agent))
        wanted = most_of(request) if purses else 0
        return next((str(each) for each in purses if not each.allows(request.priority, wanted)), "")

    def hold(self, request: Request) -> None:
        """Set aside what a call may use at most; ``settle`` has to follow."""
        for each in self._of(request.agent):
            each.held += most_of(request)

    def settle(self, request: Request, answer: Answer) -> None:
        """Count what a call has used, and give back what was held for it."""
        for each in self._of(request.agent):
            each.held -= most_of(request)
            each.used += used_by(request, answer)

    def remember(self, call: Call) -> None:
        """Count a call out of the record, so that a restart is no way around a limit."""
        used = (call.prompt_tokens or 0) + (call.output_tokens or 0) + (call.reckoned_tokens or 0)
        for each in self._of(call.agent):
            each.used += used if call.real_time >= each.began else 0

    def news(self) -> list[Purse]:
        """Return the purses of which other people may ask than when it was last told."""
        changed = []
        for each in self._purses.values():
            each.begin_anew(self.now())
            if each.stopped != each.told:
                each.told = each.stopped
                changed.append(each)
        return changed

    def purses(self) -> list[Purse]:
        """Return all purses with a limit, the city's first."""
        for each in self._purses.values():
            each.begin_anew(self.now())
        return sorted(
            [*self._of(CITY), *(each for each in self._purses.values() if each.agent)], key=lambda it: it.agent
        )

    def _of(self, agent: str) -> Iterator[Purse]:
        """Yield the purses that a mind's call comes out of, each of the present hour or day."""
        limits = self.limits
        sizes: dict[tuple[str, Window], int] = {
            (CITY, "hour"): limits.city_hour, (CITY, "day"): limits.city_day,
            (agent, "hour"): limits.agent_hour, (agent, "day"): limits.agent_day,
        } if agent else {(CITY, "hour"): limits.city_hour, (CITY, "day"): limits.city_day}  # fmt: skip
        for (whose, window), limit in sizes.items():
            if limit:
                now = self.now()
                purse = self._purses.setdefault((whose, window), Purse(whose, window, limit, start_of(window, now)))
                purse.begin_anew(now)
                yield purse


def start_of(window: Window, now: datetime) -> datetime:
    """Return when the hour or the day of a moment began."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return hour if window == "hour" else hour.replace(hour=0)


def most_of(request: Request) -> int:
    """Return how many tokens a call may use at most, as far as that can be told without the model's own words."""
    letters = len(request.prompt) + sum(len(each["content"]) for each in request.messages)
    return letters // LETTERS_A_TOKEN + 1 + request.max_tokens


def used_by(request: Request, answer: Answer) -> int:
    """Return what a call has used: as reported, else what was held for it; nothing where the model never worked."""
    return _reported(answer) or reckoned(request, answer) or 0


def reckoned(request: Request, answer: Answer) -> int | None:
    """Return what the budget takes for a call that used tokens and didn't report them; None where it did, or used none."""
    worked = isinstance(answer, Completion) or answer.used_the_model
    return most_of(request) if worked and answer.prompt_tokens is None else None


def _reported(answer: Answer) -> int:
    return (answer.prompt_tokens or 0) + (answer.output_tokens or 0)
