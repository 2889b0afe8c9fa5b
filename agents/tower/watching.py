"""Lines in, a stretch out. An event is told to everybody who perceives it: it counts once, and each who heard it was there.

People without a client that takes frames leave only what they typed: that counts as said once the world has told it to
anybody, and as refused where the next line comes before.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from agents.tower.lines import COMES_IN, HAPPENED, REFUSED, TOLD, Presence, is_line, named, parsed, presence, quoted
from agents.tower.reading import Spot
from agents.tower.stretch import HIDDEN, Late, Stretch, Whisper

WINDOW = 5000  # events that are told again to somebody who was away are not counted twice
PENDING = 500  # typed lines of which nothing was told yet
TYPED_WORDS = {"say": "say", "ask": "say", "tell": "say", '"': "say", "'": "say", "whisper": "whisper"}
FORGET, NOBODY = "Gothmud.Forget", 0


@dataclass(frozen=True, slots=True)
class Curfew:
    """From when to when nobody should be out, as '23:00' and '05:00'; the same hour twice is no curfew."""

    begins: str
    ends: str

    @classmethod
    def of(cls, span: str) -> Curfew:
        """Return the curfew of a setting such as '23:00-05:00'."""
        begins, _, ends = span.partition("-")
        return cls(begins, ends)

    def holds(self, hour: str) -> bool:
        """Return whether 'HH:MM' lies in it."""
        if self.begins <= self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends


@dataclass(slots=True)
class Typed:
    """A typed line that may have come to something, and who was told of it."""

    who: Presence
    line: str
    hour: str
    spot: Spot
    hearers: list[int] = field(default_factory=list)


class Watching:
    """Takes the lines of a stretch. ``after``: events up to that number were counted before."""

    def __init__(self, after: int, curfew: Curfew, *, whispers: bool) -> None:
        self.stretch = Stretch(event=after)
        self._curfew, self._whispers = curfew, whispers
        self._old = after
        self._actors: OrderedDict[int, int] = OrderedDict()  # who did an event that was counted
        self._typed: OrderedDict[int, Typed] = OrderedDict()
        self._newest: dict[int, int] = {}  # the event of the newest typed line, by body

    def take(self, spot: Spot, raw: bytes) -> None:
        """Take the next line; one that is none, or not of the log's shape, is counted and passed."""
        self.stretch.lines += 1
        try:
            self._take(spot, raw)
        except (ValueError, KeyError, TypeError, AttributeError):
            self.stretch.strange += 1

    def _take(self, spot: Spot, raw: bytes) -> None:
        if not is_line(raw):
            raise ValueError("no line of the log")
        if found := HAPPENED.search(raw):
            self._happened(int(found[1]), spot, raw)
        elif COMES_IN in raw:
            self._came_in(spot, raw)
        elif REFUSED.search(raw):
            self._refused(spot, raw)
        elif self._typed and (told := TOLD.search(raw)):
            self._told(int(told[1]), raw)

    def ended(self) -> Stretch:
        """Return the stretch, with what was typed and told and came in no frame."""
        for number, typed in self._typed.items():
            if typed.hearers:
                self._said_in_text(number, typed)
        return self.stretch

    def _happened(self, number: int, spot: Spot, raw: bytes) -> None:
        if number <= self._old:
            return
        who, here = self._actors.get(number), presence(raw)
        if who is None:
            who = self._counted(number, parsed(raw), here, spot)
        if here:
            self.stretch.presence(here.body, here.name, here.room, spot)
            if who and b'"package":"Comm' not in raw:
                self.stretch.meeting(who, here.body, spot)

    def _counted(self, number: int, line: dict[str, Any], here: Presence | None, spot: Spot) -> int:
        """Count an event at its first line; return who did it."""
        data, room, who = line["data"], here.room if here else "", int(line["data"]["who"])
        self._typed.pop(number, None)
        if line["package"] == FORGET:
            self._remember(number, NOBODY)
            self._forgotten(who)
            return NOBODY
        self._remember(number, who)
        channel = line["package"].startswith("Comm")
        self.stretch.presence(who, named(data.get("called") or data.get("talker")), "" if channel else room, spot)
        self._done(who, line, room, spot)
        return who

    def _done(self, who: int, line: dict[str, Any], room: str, spot: Spot) -> None:
        """Count what somebody did: went somewhere, whispered, spoke."""
        data, hour = line["data"], str(line["data"]["at"])[11:16]
        if line["package"] == "Gothmud.Arrive":
            if self._curfew.holds(hour):
                self.stretch.walking_late(who, Late(spot, hour, room))
        elif data.get("mode") == "whisper":
            self._whispered(who, data, room, hour, spot)
        elif data.get("mode") != "emote":
            self.stretch.words(who, quoted(data["text"]), spot)

    def _forgotten(self, who: int) -> None:
        self.stretch.forget(who)
        for number in [number for number, each in self._typed.items() if who in (each.who.body, *each.hearers)]:
            del self._typed[number]

    def _whispered(self, who: int, data: dict[str, Any], room: str, hour: str, spot: Spot) -> None:
        to = int(data["to"])
        self.stretch.presence(to, named(data["to_called"]), room, spot)
        self.stretch.whispering(who, to, Whisper(spot, hour, room, self._shown(data["text"])))

    def _shown(self, words: object) -> str:
        return quoted(words) if self._whispers and words != HIDDEN else ""

    def _remember(self, number: int, who: int) -> None:
        self.stretch.event = max(self.stretch.event, number)
        self._actors[number] = who
        if len(self._actors) > WINDOW:
            self._old = max(self._old, self._actors.popitem(last=False)[0])

    def _came_in(self, spot: Spot, raw: bytes) -> None:
        here = presence(raw)
        if here is None:
            return
        self.stretch.presence(here.body, here.name, here.room, spot)
        if b'"text":' not in raw or b'"package":' in raw:
            return
        self._settle(here.body)
        line, told = parsed(raw), TOLD.search(raw)
        if told and (number := int(told[1])) > self._old and number not in self._actors:
            self._typed[number] = Typed(here, str(line["text"]), str(line["city"])[11:16], spot)
            self._newest[here.body] = number
            if len(self._typed) > PENDING:
                self._give_up(*self._typed.popitem(last=False))

    def _settle(self, body: int) -> None:
        """Somebody types again: what they typed before and nobody was told of was refused."""
        number = self._newest.pop(body, 0)
        typed = self._typed.get(number)
        if typed and not typed.hearers:
            del self._typed[number]
            verb = named(typed.line.split()[0]) if typed.line.split() else ""
            self.stretch.refusal(body, f"typed {verb}", f"'{verb}' led to nothing", typed.spot)

    def _give_up(self, number: int, typed: Typed) -> None:
        if typed.hearers:
            self._said_in_text(number, typed)

    def _refused(self, spot: Spot, raw: bytes) -> None:
        here, line = presence(raw), parsed(raw)
        if here:
            reason = quoted(line["data"].get("reason", ""), 80)
            self.stretch.presence(here.body, here.name, here.room, spot)
            self.stretch.refusal(here.body, reason, reason, spot)

    def _told(self, number: int, raw: bytes) -> None:
        typed, here = self._typed.get(number), presence(raw)
        if typed and here and here.body not in typed.hearers:
            typed.hearers.append(here.body)
            self.stretch.presence(here.body, here.name, here.room, typed.spot)
            if here.body == typed.who.body and here.room != typed.who.room and self._curfew.holds(typed.hour):
                self.stretch.walking_late(here.body, Late(typed.spot, typed.hour, here.room))

    def _said_in_text(self, number: int, typed: Typed) -> None:
        self._remember(number, typed.who.body)
        first, _, rest = typed.line.strip().partition(" ")
        mode = TYPED_WORDS.get(first.casefold()) or TYPED_WORDS.get(first[:1], "")
        others = [each for each in typed.hearers if each != typed.who.body]
        for each in others:
            self.stretch.meeting(typed.who.body, each, typed.spot)
        if mode == "say":
            self.stretch.words(typed.who.body, quoted(rest or first[1:]), typed.spot)
        for each in others if mode == "whisper" else ():
            words = self._shown(rest.partition(" ")[2].lstrip("= "))
            self.stretch.whispering(typed.who.body, each, Whisper(typed.spot, typed.hour, typed.who.room, words))
