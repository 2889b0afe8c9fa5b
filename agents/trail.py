"""Where one was, with whom one talked, whom one saw where: stretch by stretch, as the entries tell it. Pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agents.senses import Percept

KEPT = 200  # stretches of a kind: some days
CALLS = 12  # lines of the channel
PAUSE = timedelta(hours=1)  # of silence, after which a talk with the same person is another one


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stay at a place (``of`` is its id), or a talk (``of`` is the other's body)."""

    of: str | int
    begins: datetime
    ends: datetime

    def until(self, at: datetime) -> Stretch:
        """Return it as it went on until then."""
        return self if at <= self.ends else Stretch(self.of, self.begins, at)


@dataclass(frozen=True, slots=True)
class Sight:
    """When somebody was seen last, and where they are as far as one knows."""

    place: str
    at: datetime
    who: int = 0


@dataclass
class Trail:
    """What the entries told so far. ``began``: the first of them; ``sent_out``: when a need was thought of last."""

    began: datetime | None = None
    stays: deque[Stretch] = field(default_factory=deque)
    talks: deque[Stretch] = field(default_factory=deque)
    seen: dict[str, Sight] = field(default_factory=dict)
    calls: deque[Percept] = field(default_factory=deque)
    sent_out: datetime = datetime.min

    def __post_init__(self) -> None:
        """Hold as much as ever, wherever this was read from."""
        self.stays, self.talks = deque(self.stays, KEPT), deque(self.talks, KEPT)
        self.calls = deque(self.calls, CALLS)

    def stood(self, place: str, at: datetime) -> None:
        """One was at a place."""
        last = self.stays[-1] if self.stays else None
        if last:
            self.stays[-1] = last.until(at)
        if last is None or last.of != place:
            self.stays.append(Stretch(place, at, at))

    def talked(self, other: int, at: datetime) -> None:
        """Words were exchanged with somebody. The talks stand in the order of their ends."""
        for index in range(len(self.talks) - 1, -1, -1):
            talk = self.talks[index]
            if at - talk.ends > PAUSE:
                break
            if talk.of == other:
                del self.talks[index]
                self.talks.append(talk.until(at))
                return
        self.talks.append(Stretch(other, at, at))

    def saw(self, percept: Percept, place: str) -> None:
        """Somebody did something in one's sight, left it (then nobody knows where they are), or called over the city."""
        if percept.kind == "channel":
            self.calls.append(percept)
        elif percept.called and place:
            self.seen[percept.called] = Sight("" if percept.kind == "left" else place, percept.at, percept.who)

    def forget(self, who: int) -> None:
        """Let go of the talks with somebody, their calls, and where they were seen."""
        self.talks = deque((each for each in self.talks if each.of != who), KEPT)
        self.calls = deque((each for each in self.calls if each.who != who), CALLS)
        self.seen = {called: each for called, each in self.seen.items() if each.who != who}

    def last_at(self, place: str) -> datetime:
        """Return when one was at a place last; the beginning of time for never."""
        return max((each.ends for each in self.stays if each.of == place), default=datetime.min)

    def last_talk(self, other: int) -> datetime:
        """Return when one talked with somebody last; the beginning of time for never."""
        return max((each.ends for each in self.talks if each.of == other), default=datetime.min)
