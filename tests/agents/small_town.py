"""A town of three rooms for one fake body: what acts do there, who comes by at which hour, and a mind that follows its thoughts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime

from agents.model import Request
from agents.senses import Percept
from agents.wayfinding import Town
from gothmud.wire import Act, ActResult, RoomInfo, Someone, Way
from tests.agents.fakes import ME, FakeBody, percept, senses, someone

ROOMS = {"inn": "The Inn", "square": "The Square", "shop": "The Shop"}
WAYS = {"inn": ["square"], "square": ["inn", "shop"], "shop": ["square"]}
TOWN = Town(name="Tiny", primer="Tiny is a town.", places=ROOMS, ways=WAYS)
NUMBERS = {key: number for number, key in enumerate(ROOMS, 101)}
MIRA = someone(2, "Mira", human=True)


def room(key: str) -> RoomInfo:
    ways = [Way(id=NUMBERS[to] * 10, name=f"to {to}", to=NUMBERS[to], to_name=ROOMS[to]) for to in WAYS[key]]
    return RoomInfo(num=NUMBERS[key], name=ROOMS[key], key=key, area="middle", desc="A room.", ways=ways)


class SmallTown(FakeBody):
    """The body of Ada in it. ``guests`` are there with her, by room."""

    def __init__(self, at: datetime, where: str = "inn") -> None:
        super().__init__(senses(), self._done)
        self.senses.clock.follow(replace(self.senses.clock.reading, city=at))
        self.senses.fast = True
        self.guests: dict[str, list[Someone]] = {}
        self._seq = 1000
        self.moved_to(where)

    def moved_to(self, key: str) -> None:
        self.senses.room = room(key)
        self.senses.people = {each.id: each for each in self.guests.get(key, [])}

    def says(self, at: datetime, text: str, **fields: object) -> None:
        """Let Mira say something at an hour."""
        self._seq += 1
        self.later.append(percept(text, seq=self._seq, event=f"said-{self._seq}", at=at, **fields))

    def comes(self, at: datetime) -> None:
        self.says(at, "", kind="arrived")

    def visited(self, key: str) -> None:
        """Let Mira be in a room from now on."""
        self.guests = {key: [MIRA]}
        if self.senses.room:
            self.moved_to(self.senses.room.key)

    def _felt(self, percepts: list[Percept]) -> list[Percept]:
        if any(each.kind == "arrived" for each in percepts):
            self.visited(self.here)
        return super()._felt(percepts)

    @property
    def here(self) -> str:
        return self.senses.room.key if self.senses.room else ""

    def _done(self, act: Act) -> ActResult:
        self._seq += 1
        event = f"world-{self._seq}"
        if act.verb == "go":
            self.moved_to(next(key for key, number in NUMBERS.items() if number * 10 == act.exit))
        if act.verb in ("sleep", "wake"):
            self.senses.asleep = act.verb == "sleep"
        if act.verb == "say":
            mine = {"who": ME, "called": "Ada", "mine": True, "human": False, "to": act.person, "to_called": "Mira"}
            self.coming.append([percept(act.text, seq=self._seq, event=event, at=self.senses.clock.now(), **mine)])
        return ActResult(id=act.id, ok=True, event=event)


def follows(request: Request) -> str:
    """Answer as a mind that goes where its thoughts say, answers who speaks to it, and notes at night what was said."""
    newest = request.messages[-1]["content"]
    if request.purpose == "notes":
        return json.dumps(_noted(newest))
    if request.purpose == "daydream":
        return json.dumps({"add": "I count the bells before I answer.", "drop": "", "why": ""})
    reply = {"thought": "", "act": "wait", "to": "", "where": "", "thing": "", "text": ""}
    where = request.schema["properties"]["where"]["enum"] if request.schema else []
    thought = newest.rpartition("[inner thought]")[2] if "[inner thought]" in newest else ""
    if place := next((each for each in ROOMS.values() if each in thought and each in where), ""):
        return json.dumps({**reply, "act": "go", "where": place})
    if way := re.search(r"The way is (to \w+)", thought):
        return json.dumps({**reply, "act": "go", "where": way[1]})
    if re.search(r"^Mira (says|whispers)", newest, re.MULTILINE):
        return json.dumps(
            {**reply, "act": "say", "to": "Mira" if "Mira" in str(request.schema) else "", "text": "I will mend it."}
        )
    return json.dumps(reply)


def _noted(question: str) -> dict[str, str]:
    if '"happened"' in question:
        return {"happened": "Mira brought a broken lamp. I was in the shop.", "open": "Mend the lamp."}
    return {
        "said": "She asked about the lamp.",
        "think": "She is honest.",
        "between": "",
        "promised": "To mend the lamp.",
    }
