"""A stage that keeps a record as the world does, with the city's weather and those of its people who have no mind."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

from agents.senses import Kind
from bench.stage import Stage, StageBody
from gothmud.events import Came, Moved, Said, Slept
from gothmud.record import Recorder
from gothmud.wire import Act, ActResult, Someone
from world.round import hours_of
from world.schema import CityPlan
from world.weather import Weather

MODES: dict[Kind, Literal["say", "whisper", "emote", "channel"]] = {
    "said": "say",
    "whispered": "whisper",
    "posed": "emote",
}
FIRST_EXTRA = 500


class RecordedStage(Stage):
    """A stage whose events stand in ``folder``/record, as those of a world do."""

    def __init__(self, folder: Path, plan: CityPlan, begins: datetime, ends: datetime) -> None:
        super().__init__(plan, begins, ends)
        self.record = Recorder(folder / "record", "world", self.clock.now)

    def enter(self, someone: Someone, place: str, *, mind: bool) -> StageBody:
        """Put somebody somewhere, and write it down."""
        body = super().enter(someone, place, mind=mind)
        self.record.write(Came, **self._who(someone.id), room=self.rooms[place].num)
        return body

    def say(self, who: int, text: str, to: int | None = None, kind: Kind = "said") -> str:
        """Let somebody say something, and write down who heard it."""
        near = {to, who} if kind == "whispered" else set(self.bodies)
        heard = [each for each in near if each in self.bodies and self.places[each] == self.places[who]]
        room = self.rooms[self.places[who]].num
        self.record.write(Said, **self._who(who), room=room, mode=MODES[kind], text=text, to=to, heard=heard)
        return super().say(who, text, to, kind)

    def move(self, who: int, place: str) -> str:
        """Let somebody walk to a place, and write it down."""
        origin = self.rooms[self.places[who]].num
        if event := super().move(who, place):
            self.record.write(Moved, **self._who(who), origin=origin, room=self.rooms[place].num)
        return event

    def do(self, who: int, act: Act) -> ActResult:
        """Carry out a mind's act; sleep and waking are written down too."""
        if act.verb in ("sleep", "wake"):
            state = "asleep" if act.verb == "sleep" else "awake"
            self.record.write(Slept, **self._who(who), room=self.rooms[self.places[who]].num, state=state)
        return super().do(who, act)

    def people_without_minds(self, plan: CityPlan, minds: set[str], days: int) -> None:
        """Let the others of the cast stand about, and go their rounds each day."""
        begins = self.clock.now()
        for number, person in enumerate((each for each in plan.cast if each.id not in minds), FIRST_EXTRA):
            self.enter(Someone(id=number, name=person.name, role=person.role), person.home, mind=False)
            for at, place in hours_of(person):
                hour, minute = map(int, at.split(":"))
                for day in range(days + 1):
                    when = begins.replace(hour=hour, minute=minute) + timedelta(days=day)
                    if when > begins:
                        self.at(when, partial(self.move, number, place))

    def skies(self, seed: int, days: int) -> None:
        """Let the weather be that of a seed."""
        begins, weather = self.clock.now(), Weather(seed)
        for hour in range(24 * days):
            self.at(begins + timedelta(hours=hour), partial(self._turn_the_weather, weather))

    def _turn_the_weather(self, weather: Weather) -> None:
        found = weather.at(self.clock.now())
        for each in self.bodies.values():
            each.senses.weather, each.senses.sky = found.text, found.sky

    def _who(self, number: int) -> dict[str, Any]:
        tier = "agent" if number in self.bodies else "dice"
        return {"who": number, "name": self.people[number].name, "tier": tier}
