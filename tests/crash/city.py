"""A town of three rooms that outlives the minds' process: it numbers events, does an act id once, keeps what was missed.

It runs on the fast clock: it jumps to what the mind says it is due for, or to the next thing that somebody else does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agents.wayfinding import Town
from gothmud import wire
from gothmud.clock import wall
from gothmud.wire import Act, ActResult

ME = 1
NAMES = {ME: "Ada", 2: "Mira", 3: "Bruno"}
ROOMS = {"square": 7, "street": 8, "inn": 9}
TOWN = Town(
    name="Tiny", primer="Tiny is a town.", places={"square": "The Square", "street": "Long Street", "inn": "The Inn"},
    ways={"square": ["street"], "street": ["square", "inn"], "inn": ["street"]},
)  # fmt: skip
ANVIL = wire.Item(id=50, name="anvil", verbs=["get"])


@dataclass(frozen=True, slots=True)
class Cue:
    """What somebody else does at a moment: come to where the mind is, and say something (``text``)."""

    at: datetime
    who: int
    text: str = ""


class City:
    """The world as one mind meets it. ``cues`` in their order; at ``ends`` the play is over."""

    def __init__(self, starts: datetime, cues: Sequence[Cue], ends: datetime) -> None:
        self.now, self.cues, self.ends = starts, list(cues), ends
        self.events: list[wire.Perceived] = []
        self.answers: dict[str, ActResult] = {}
        self.done: list[Act] = []
        self.asked_again = 0
        self.slept_through: set[int] = set()
        self.room, self.asleep, self.company = "square", False, {2, 3}
        self.link: Callable[[wire.Message], None] = lambda _message: None
        self.over = asyncio.Event()

    @property
    def seq(self) -> int:
        """The last event's number."""
        return self.events[-1].seq if self.events else 0

    def welcome(self) -> list[wire.Message]:
        """Return what a body is told when its mind comes in."""
        welcome = wire.Welcome(body=ME, person="ada", called="Ada", seq=self.seq, boot="b", asleep=self.asleep)
        return [welcome, self._time(), *self._surroundings()]

    def after(self, seq: int) -> list[wire.Message]:
        """Return the events after ``seq``, and that these are all."""
        return [*(each for each in self.events if each.seq > seq), wire.Synced(seq=self.seq)]

    def perform(self, act: Act) -> ActResult:
        """Do an act once."""
        if act.id in self.answers:
            self.asked_again += 1
        else:
            self.answers[act.id] = self._done(act)
            self.done.append(act)
        return self.answers[act.id]

    def advance(self, until: datetime) -> None:
        """Jump to ``until``, or to what happens before it."""
        if self.cues and self.cues[0].at <= until:
            cue = self.cues.pop(0)
            self.now = max(self.now, cue.at)
            self.link(self._time())
            self._play(cue)
        elif until >= self.ends:
            self.over.set()
        else:
            self.now = max(self.now, until)
            self.link(self._time())

    def _play(self, cue: Cue) -> None:
        if cue.who not in self.company:
            self.company.add(cue.who)
            self.link(wire.AddPlayer(**self._someone(cue.who).model_dump()))
            self._happen(wire.Arrive, who=cue.who, called=NAMES[cue.who], human=cue.who == 2)
        if cue.text:
            self._say(cue.who, cue.text, None)

    def _done(self, act: Act) -> ActResult:
        match act.verb:
            case _ if self.asleep and act.verb != "wake":
                return ActResult(id=act.id, ok=False, reason="You are asleep; 'wake' first.")
            case "say":
                return self._ok(act, self._say(ME, act.text, act.person))
            case "go":
                return self._ok(act, self._go(next(key for key, num in ROOMS.items() if num == act.exit)))
            case "get":
                return ActResult(id=act.id, ok=False, reason="It is too heavy.")
            case "wake" if not self.asleep:
                return ActResult(id=act.id, ok=False, reason="You are awake.")
            case "sleep" | "wake":
                self.asleep = act.verb == "sleep"
                return self._ok(act, self._happen(wire.Seen, who=ME, text=f"Ada: {act.verb}.", verb=act.verb))
            case "wait":
                return ActResult(id=act.id, ok=True)
            case _:
                return self._ok(act, self._happen(wire.Seen, who=ME, text=f"Ada {act.text}", verb=act.verb))

    def _go(self, to: str) -> str:
        self.room, self.company = to, set()
        for message in self._surroundings():
            self.link(message)
        return self._happen(wire.Arrive, who=ME, called="Ada")

    def _say(self, who: int, text: str, to: int | None) -> str:
        fields = {"who": who, "called": NAMES[who], "mode": "say", "text": text, "to": to, "human": who == 2}
        return self._happen(wire.SayEvent, **fields, to_called=NAMES.get(to or 0, ""), turn=ME if who != ME else None)

    def _happen(self, kind: type[wire.Perceived], **fields: Any) -> str:
        seq = self.seq + 2  # with gaps: other bodies perceive other events
        event = kind(seq=seq, event=f"world-{seq}", at=self.now, **fields)
        self.events.append(event)
        self.slept_through |= {seq} if self.asleep else set()
        self.link(event)
        return event.event

    def _ok(self, act: Act, event: str) -> ActResult:
        return ActResult(id=act.id, ok=True, event=event)

    def _time(self) -> wire.Message:
        return wire.Time(city=self.now, real=wall(), rate=1, paused=True, part="day", humans=1, fast=True)

    def _surroundings(self) -> list[wire.Message]:
        ways = [wire.Way(id=ROOMS[to], name=to, to=ROOMS[to], to_name=TOWN.places[to]) for to in TOWN.ways[self.room]]
        name = TOWN.places[self.room]
        people = [self._someone(each) for each in sorted(self.company)]
        here = [ANVIL] if self.room == "square" else []
        return [
            wire.RoomInfo(num=ROOMS[self.room], name=name, key=self.room, area="Tiny", ways=ways, desc=f"This is {name}."),
            wire.RoomPlayers(root=people), wire.Items(location="room", items=here),
        ]  # fmt: skip

    def _someone(self, who: int) -> wire.Someone:
        return wire.Someone(id=who, name=NAMES[who], human=who == 2)
