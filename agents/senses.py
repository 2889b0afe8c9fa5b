"""Messages of the wire in, percepts and a picture of the surroundings out. No socket; pure but for its own state."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from gothmud import wire
from gothmud.clock import Clock, Reading, stopwatch, wall

Kind = Literal[
    "said",
    "whispered",
    "posed",
    "channel",
    "arrived",
    "left",
    "seen",
    "shaken",
    "learnt",
    "story",
    "letter",
    "forgotten",
]
KINDS: dict[str, Kind] = {"say": "said", "whisper": "whispered", "emote": "posed"}
MET = 40  # people of whom one knows where a letter goes
HEARSAY = 40  # lines of the room that are held for a look back


class Percept(NamedTuple):
    """Something perceived. ``mine`` marks the echo of an own act. ``story`` is the id of a fact that goes from mouth to
    mouth: of kind ``learnt`` the words reach one by this percept, of kind ``story`` they were heard or seen already;
    ``heard`` are those who heard them with one. ``written``: when a letter was."""

    seq: int
    event: str
    at: datetime
    kind: Kind
    who: int
    called: str
    text: str = ""
    to: int | None = None
    to_called: str = ""
    human: bool = False
    mine: bool = False
    turn: int | None = None
    story: str = ""
    heard: tuple[int, ...] = ()
    written: str = ""


@dataclass
class Senses:
    """Where one is, who and what is here, what time it is: as told, never asked for."""

    last_seq: int = 0
    body: int = 0
    name: str = ""
    last_act: str = ""
    room: wire.RoomInfo | None = None
    people: dict[int, wire.Someone] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)  # by name: those who were seen or heard, here or over the city
    here: list[wire.Item] = field(default_factory=list)
    carried: list[wire.Item] = field(default_factory=list)
    clock: Clock = field(default_factory=lambda: Clock(Reading(datetime(1970, 1, 1), wall(), paused=True)))
    part: str = ""
    weather: str = ""
    sky: str = ""
    today: str = ""
    humans: int = 0
    told_time: bool = False
    fast: bool = False
    asleep: bool = False
    floor: wire.Floor = field(default_factory=wire.Floor)
    broken: dict[str, str] = field(default_factory=dict)  # by place: a thing that one saw there and that wants mending
    recent: deque[Percept] = field(default_factory=lambda: deque(maxlen=HEARSAY))
    synced: bool = False
    _held: list[Percept] = field(default_factory=list)
    _floor_told: float = 0.0
    _floor_told_at: datetime = datetime.min

    def held_back(self) -> str:
        """Return why this mind should not begin to speak now, or an empty string: the room's floor is somebody else's."""
        if not self.floor.why or self.body in self.floor.asked:
            return ""
        passed = (
            (self.clock.now() - self._floor_told_at).total_seconds() if self.fast else stopwatch() - self._floor_told
        )
        return self.floor.why if passed < self.floor.open_in else ""

    def rested_with(self) -> bool:
        """Return whether everybody here has just had a talk with this mind and lets it rest; humans are always new ears."""
        here = [each for each in self.people.values() if each.awake and not each.asleep]
        resting = set(self.floor.resting)
        return self.body in resting and bool(here) and all(not each.human and each.id in resting for each in here)

    def asks_me(self, percept: Percept) -> bool:
        """Return whether a percept asks this mind for an answer: whispered to it, its turn by the room's floor, or
        called to it over the city by a human. (What minds call to each other there is for whoever has time.)"""
        match percept.kind:
            case "said":
                return percept.turn == self.body and not percept.mine
            case "whispered":
                return not percept.mine
            case "channel":
                return percept.turn == self.body and percept.human
            case _:
                return False

    def take(self, message: wire.Message) -> list[Percept]:
        """Take a message; return the percepts that it made, in order, each event once."""
        match message:
            case wire.Welcome():
                self.body, self.name, self.last_act = message.body, message.called, message.last_act
                self.synced, self.asleep = False, message.asleep
            case wire.Synced():
                return self._catch_up()
            case wire.Time():
                self.clock.follow(Reading(message.city, message.real, message.rate, message.paused))
                self.part, self.humans, self.told_time, self.fast = message.part, message.humans, True, message.fast
                self.today = message.today
            case wire.Weather():
                self.weather, self.sky = message.text, message.sky
            case (
                wire.SayEvent()
                | wire.Arrive()
                | wire.Leave()
                | wire.Seen()
                | wire.ChannelText()
                | wire.Rumor()
                | wire.Letter()
                | wire.Forget()
            ):
                return self._perceive(self._percept(message))
            case _:
                self._surroundings(message)
        return []

    def _surroundings(self, message: wire.Message) -> None:
        match message:
            case wire.RoomInfo():
                if self.room is None or self.room.num != message.num:
                    self.floor = wire.Floor()
                self.room = message
            case wire.Floor():
                self.floor, self._floor_told, self._floor_told_at = message, stopwatch(), self.clock.now()
            case wire.RoomPlayers():
                people = [wire.Someone.model_validate(each) for each in message.root]
                self.people = {each.id: each for each in people}
                for each in people:
                    self._meet(each.name, each.id)
            case wire.AddPlayer():
                self.people[message.id] = wire.Someone(**message.model_dump())
                self._meet(message.name, message.id)
            case wire.RemovePlayer():
                self.people.pop(message.id, None)
            case wire.Items(location="room"):
                self.here = message.items
                self._note_broken()
            case wire.Items():
                self.carried = message.items
            case _:
                pass

    def _note_broken(self) -> None:
        """Remember what wants mending here, as long as one hasn't seen it whole again."""
        if self.room is not None:
            self.broken.pop(self.room.key, None)
            for each in (one for one in self.here if one.broken):
                self.broken[self.room.key] = each.name

    def _perceive(self, percept: Percept) -> list[Percept]:
        """Hold what comes before the catch-up is complete, so that nothing is perceived out of order."""
        if not self.synced:
            self._held.append(percept)
            return []
        return self._once([percept])

    def _catch_up(self) -> list[Percept]:
        self.synced = True
        held, self._held = self._held, []
        return self._once(sorted(held, key=lambda each: each.seq))

    def _once(self, percepts: list[Percept]) -> list[Percept]:
        new = []
        for each in percepts:
            if each.seq > self.last_seq:
                self.last_seq = each.seq
                if each.kind == "forgotten":
                    self._forget(each.who)
                self.recent.append(each)
                new.append(each)
                if each.called and not each.mine:
                    self._meet(each.called, each.who)
        return new

    def _forget(self, who: int) -> None:
        kept = [each for each in self.recent if each.who != who]
        self.recent.clear()
        self.recent.extend(kept)

    def _meet(self, name: str, who: int) -> None:
        """Remember somebody's name; of too many the one who was met first is forgotten."""
        self.met.pop(name, None)
        self.met[name] = who
        if len(self.met) > MET:
            del self.met[next(iter(self.met))]

    def _percept(
        self,
        message: wire.SayEvent
        | wire.Arrive
        | wire.Leave
        | wire.Seen
        | wire.ChannelText
        | wire.Rumor
        | wire.Letter
        | wire.Forget,
    ) -> Percept:
        who = (message.by if isinstance(message, wire.Rumor) else message.who) or 0
        common = {"seq": message.seq, "event": message.event, "at": message.at, "who": who, "mine": who == self.body}
        match message:
            case wire.SayEvent():
                kind = KINDS[message.mode]
                return Percept(
                    **common, kind=kind, called=message.called, text=message.text, to=message.to,
                    to_called=message.to_called, human=message.human, turn=message.turn,
                )  # fmt: skip
            case wire.ChannelText():
                mine = message.turn == self.body
                return Percept(
                    **common, kind="channel", called=message.talker, text=message.text, human=message.human,
                    turn=message.turn, to=self.body if mine else None, to_called=self.name if mine else "",
                )  # fmt: skip
            case wire.Letter():
                return Percept(
                    **common, kind="letter", called=message.called, text=message.text, human=message.human,
                    written=f"{message.written:%A at %H:%M}",
                )  # fmt: skip
            case wire.Arrive():
                return Percept(
                    **common, kind="arrived", called=message.called, text=message.origin, human=message.human
                )
            case wire.Forget():
                return Percept(**common, kind="forgotten", called=message.called)
            case wire.Leave():
                return Percept(**common, kind="left", called=message.called, text=message.to)
            case wire.Rumor():
                return Percept(
                    **common, kind="learnt" if message.new else "story", called=message.called, text=message.text,
                    story=message.fact, heard=tuple(message.heard),
                )  # fmt: skip
            case wire.Seen():
                shaken = message.verb == "shake" and message.to == self.body
                return Percept(**common, kind="shaken" if shaken else "seen", called="", text=message.text)
