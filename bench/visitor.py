"""A scripted human in the shipped city: makes an account, walks to somebody, speaks, waits for the first words."""

from __future__ import annotations

import re
from collections import deque

from bench.city import Home
from bench.telnet import Line
from gothmud.clock import real_sleep
from world.load import find_city, load_city

LOOKED = r"^Ways: .*$"
PASSWORD = "sixty-one-lamps"  # noqa: S105 - of a home that lives for minutes
NOT_WORDS = r"(?!.*(goes|comes in|wakes|looks up|is lost in|takes|puts down|gives))"
STEP = 0.06  # seconds between steps: well below the limit of commands


class Visitor:
    """One human. ``name`` is free in the city's database."""

    def __init__(self, home: Home, line: Line, name: str) -> None:
        self.home, self.line, self.name = home, line, name
        plan = load_city(find_city("gothmud"))
        names = {room.id: room.name for room in plan.rooms}
        self._ways = {room.name: {names[way.to]: way.name for way in room.exits} for room in plan.rooms}

    @classmethod
    async def enter(cls, home: Home, name: str = "Quill") -> Visitor:
        """Connect and come in. Raises TimeoutError, OSError."""
        line = await Line.open(home.ports.telnet)
        await line.until("connect <")
        await line.ask(f"create {name} {PASSWORD}", LOOKED)
        return cls(home, line, name)

    async def walk_to(self, person: str) -> bool:
        """Go where ``person`` (an id of the cast) is; return whether they are there after at most three goes."""
        for _ in range(3):
            here, there = self.where()[self.name.casefold()], self.where().get(person, "")
            if here == there:
                return True
            for step in self._path(here, there):
                await self.line.ask(step, LOOKED)
                await real_sleep(STEP)
        return False

    async def ask(self, called: str, text: str, within: float = 60.0) -> float | None:
        """Say something to somebody here; return the seconds until their first words or gesture, None for silence."""
        spoken_to = called.rpartition(" ")[2]
        try:
            return await self.line.ask(f"say to {spoken_to} {text}", rf"^{re.escape(called)} {NOT_WORDS}.*$", within)
        except TimeoutError:
            return None

    def last_words(self) -> str:
        """Return the last whole line seen."""
        return self.line.seen.rstrip("\n").rpartition("\n")[2]

    def where(self) -> dict[str, str]:
        """Return the room of everybody: of the cast by id, of humans by name."""
        people = (self.home.status()["world"] or {}).get("people", [])
        return {each["person"] or each["name"].casefold(): each["room"] for each in people}

    def _path(self, start: str, goal: str) -> list[str]:
        """Return the names of the exits of a shortest way; empty where there is none."""
        paths: dict[str, list[str]] = {start: []}
        edge = deque([start])
        while edge and goal not in paths:
            room = edge.popleft()
            for neighbour, way in self._ways.get(room, {}).items():
                if neighbour not in paths:
                    paths[neighbour] = [*paths[room], way]
                    edge.append(neighbour)
        return paths.get(goal, [])
