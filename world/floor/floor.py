"""The floor of one room. It is told what is said and rules on what may be said; it holds no bodies and asks no clock.

A human who spoke is answered by the one who was asked, before anybody else speaks (of several humans each by the one
they asked); then the floor is theirs for as long as reading and beginning an answer takes. Bots say at most ``bot_lines`` in a row while a human is here. A scene among
bots comes to an end, and the same people let it rest. Whispers are nobody's business, but count where a human gets them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from world.floor.lines import Line, Moment, Present
from world.floor.manners import HUSH, LULL, MANNERS, OWN_LINES, THINKING, TYPING, Manners, farewell, reading, wording
from world.floor.scene import End, Scene
from world.floor.turn import whose_turn

KEPT = 60  # lines
NEVER = timedelta(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the floor stands for everybody but those who were ``asked`` by a human: ``why`` they should hold their tongue,
    and for how long yet."""

    turn: int | None = None
    asked: tuple[int, ...] = ()
    why: str = ""
    open_in: timedelta = NEVER
    hushed: bool = False
    closing: bool = False
    resting: tuple[int, ...] = ()


class Floor:
    """Who may speak in one room."""

    def __init__(self, manners: Manners = MANNERS) -> None:
        self._manners = manners
        self.lines: deque[Line] = deque(maxlen=KEPT)
        self.scene: Scene | None = None
        self.closed: deque[Scene] = deque(maxlen=8)
        self._ended: list[Scene] = []
        self._pending: dict[int, Line] = {}  # the latest line of a human that waits for an answer, by who was asked
        self._answered: Line | None = None  # the answer, while the human may want to say something to it
        self._run: list[Line] = []  # what bots said in a row before a human's eyes
        self._typing: dict[int, datetime] = {}
        self._thinking: set[int] = set()
        self._quiet_until: datetime | None = None
        self._new_ears = datetime.min

    def turn(self, line: Line, company: Sequence[Present]) -> Line:
        """Return the line with the one who is to answer it; in a scene that ends with it nobody is."""
        humans = {each.who for each in company if each.human}
        if line.mode == "whisper" and line.to not in humans:
            line = replace(line, unseen=True)
        turn = whose_turn(line, company, self.lines)
        if turn is not None and not line.human and self._ends_with(line):
            return replace(line, turn=turn if turn in humans else None)
        return replace(line, turn=turn)

    def ruling(self, line: Line, company: Sequence[Present]) -> str:
        """Return why a line may not be said now, or an empty string. Humans always may."""
        if line.human or not self._manners.on:
            return ""
        names = {each.who: each.names[0] for each in company}
        if why := self._for_humans(line, company, names):
            return why
        if line.who in self._pending or line.mode == "whisper":
            return ""
        return self._monologue(line, company) or self._rested(line, company, names)

    def take(self, line: Line) -> None:
        """Take a line that was said, as ``turn`` returned it."""
        self._typing.pop(line.who, None)
        if line.unseen or (line.mode == "whisper" and line.human):
            return
        if line.human:
            if line.mode == "say":
                self._ask(line)
            self._answered, self._run = None, []
        else:
            asked = self._pending.get(line.who)
            if asked and line.answers(asked):
                del self._pending[line.who]
                self._answered = line
            if self._run and line.at.real >= self._run_over():
                self._run = []
            self._run.append(line)
        if line.mode != "whisper":
            self.lines.append(line)
        if line.mode == "say":
            self._into_scene(line)

    def came(self, now: Moment) -> None:
        """A human came in: what was said before was said to others, so whoever greets them begins anew."""
        self._new_ears = now.city

    def left(self, who: int) -> None:
        """Somebody went away: nobody waits for them, and their talk is over."""
        self._typing.pop(who, None)
        self._thinking.discard(who)
        self._pending.pop(who, None)
        self._no_longer_asks(who)
        if self.scene and who in self.scene.people and len(self.scene.people) <= 2:
            self._close("parted")

    def types(self, who: int, on: bool, now: Moment) -> None:
        """A human types, or no longer."""
        if on:
            self._typing[who] = now.real
        else:
            self._typing.pop(who, None)

    def thinks(self, who: int, on: bool) -> None:
        """A mind looks for words, or no longer."""
        (self._thinking.add if on else self._thinking.discard)(who)

    def hush(self, now: Moment) -> None:
        """Give quiet."""
        self._quiet_until = now.real + HUSH

    def listen(self) -> None:
        """Give the room its talk back."""
        self._quiet_until = None

    def ended(self) -> list[Scene]:
        """Return the scenes that came to an end since this was asked last."""
        ended, self._ended = self._ended, []
        return ended

    def waits_for(self, now: Moment) -> tuple[int, ...]:
        """Return who was asked by a human and is waited for, the one who was asked first first."""
        return tuple(who for who, line in self._pending.items() if now.real < self._patience_over(line))

    def standing(self, now: Moment, company: Sequence[Present]) -> Standing:
        """Return how the floor stands, as minds and clients are told."""
        names = {each.who: each.names[0] for each in company}
        holds = self._holds(now, company) if self._manners.on else []
        reason, who, until = max(holds, key=lambda each: each[2], default=("", None, now.real))
        asked = self.waits_for(now)
        last = self.lines[-1].turn if self.lines else None
        return Standing(
            turn=asked[0] if asked else last if last in names else None, asked=asked,
            why=_worded(reason, names.get(who or 0, "somebody")) if reason else "",
            open_in=until - now.real, hushed=self._hushed(now),
            closing=self._manners.on and self.scene is not None and self.scene.closing(self._manners),
            resting=self._resting(now, company) if self._manners.on else (),
        )  # fmt: skip

    def _for_humans(self, line: Line, company: Sequence[Present], names: dict[int, str]) -> str:
        """Return why a human's hold on the floor forbids a line."""
        if line.mode == "whisper" and not any(each.human and each.who == line.to for each in company):
            return ""
        if line.who in self.waits_for(line.at):
            return ""
        own_answer = self._answered is not None and self._answered.who == line.who
        for reason, who, until in self._holds(line.at, company):
            if line.at.real < until and not (reason == "answered" and own_answer):
                return _worded(reason, names.get(who, "somebody"))
        return ""

    def _holds(self, now: Moment, company: Sequence[Present]) -> list[tuple[str, int, datetime]]:
        """Return what holds bots back for the sake of humans: the reason, whom it is about, until when."""
        holds: list[tuple[str, int, datetime]] = []
        if self._quiet_until and now.real < self._quiet_until:
            holds.append(("hushed", 0, self._quiet_until))
        humans = [each.who for each in company if each.human and each.listening]
        if not humans:
            return holds
        holds += [("asked", who, self._patience_over(line)) for who, line in self._pending.items()]
        holds += [("typing", who, at + TYPING) for who, at in self._typing.items() if who in humans]
        if self._answered and self._answered.turn in (None, *humans):  # who has left says nothing to it any more
            until = self._answered.at.real + reading(self._manners, self._answered.words)
            holds.append(("answered", self._answered.turn or humans[0], until))
        if len(self._run) >= self._manners.bot_lines:
            holds.append(("crowded", humans[0], self._run_over()))
        return [each for each in holds if now.real < each[2]]

    def _ask(self, line: Line) -> None:
        """Wait for the answer to a human's line; for one to their lines before it no longer."""
        self._no_longer_asks(line.who)
        if line.turn is not None:
            self._pending[line.turn] = line

    def _no_longer_asks(self, human: int) -> None:
        self._pending = {who: line for who, line in self._pending.items() if line.who != human}

    def _patience_over(self, asked: Line) -> datetime:
        if asked.turn in self._thinking:
            return asked.at.real + THINKING
        return asked.at.real + timedelta(seconds=self._manners.patience_seconds)

    def _run_over(self) -> datetime:
        """Return when a human had time to read what bots said in a row, and to begin an answer."""
        return self._run[-1].at.real + reading(self._manners, sum(each.words for each in self._run))

    def _hushed(self, now: Moment) -> bool:
        return self._quiet_until is not None and now.real < self._quiet_until

    def _monologue(self, line: Line, company: Sequence[Present]) -> str:
        if line.mode != "say" or not any(each.listening and each.who != line.who for each in company):
            return ""
        since = max(self._new_ears, line.at.city - LULL)
        said = (each for each in reversed(self.lines) if each.mode == "say")
        own = list(takewhile(lambda each: each.who == line.who and each.at.city >= since, said))
        return wording().monologue if len(own) >= OWN_LINES else ""

    def _rested(self, line: Line, company: Sequence[Present], names: dict[int, str]) -> str:
        """Return why a talk that is over is not taken up again."""
        if line.mode != "say":
            return ""
        partners = self._partners(line, company)
        other = names.get(min(partners, default=0), "the others")
        if self.scene and not self.scene.end and not self.scene.lulled(line.at.city):
            again = self.scene.took_leave(line.who) and farewell(line.text)
            return _worded("parted", other) if again else ""
        for scene in reversed(self.closed):
            ago = line.at.city - scene.last
            if scene.end == "lull" or line.who not in scene.people or not partners or not partners <= scene.people:
                continue
            if ago < timedelta(minutes=self._manners.rest_minutes):
                return _worded("parted" if farewell(line.text) else "rested", other)
            if ago < timedelta(minutes=self._manners.subject_minutes) and scene.same_subject(line.text):
                return _worded("subject", other)
        return ""

    def _partners(self, line: Line, company: Sequence[Present]) -> set[int]:
        """Return whom a bot's line would draw into a talk: the one it is said to, else every other bot here."""
        bots = {each.who for each in company if not each.human and each.listening and each.who != line.who}
        if line.to is not None:
            return {line.to} & bots
        return bots if not any(each.human and each.listening for each in company) else set()

    def _resting(self, now: Moment, company: Sequence[Present]) -> tuple[int, ...]:
        rest = timedelta(minutes=self._manners.rest_minutes)
        over = [each for each in self.closed if each.end != "lull" and now.city - each.last < rest]
        here = {each.who for each in company}
        return tuple(sorted(set().union(*(each.people for each in over)) & here))

    def _ends_with(self, line: Line) -> bool:
        """Return whether a bot's line is the last of its scene."""
        if line.mode != "say":
            return False
        if self.scene is None or self.scene.lulled(line.at.city):
            return False
        return bool(self.scene.end_with(line, self._manners))

    def _into_scene(self, line: Line) -> None:
        if self.scene and self.scene.lulled(line.at.city):
            self._close("lull")
        if self.scene is None:
            self.scene = Scene(line.at.city, line.at.city)
        self.scene.take(line, self._manners)
        if self.scene.end:
            self._close(self.scene.end)

    def _close(self, end: End) -> None:
        if self.scene:
            self.scene.end = end
            self.closed.append(self.scene)
            self._ended.append(self.scene)
            self.scene = None


def _worded(reason: str, name: str) -> str:
    return str(getattr(wording(), reason)).format(name=name)
