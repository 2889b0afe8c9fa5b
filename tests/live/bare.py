"""A world without minds: portal and server of a home, and scripted minds that tests send in over the wire."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from gothmud import wire
from gothmud.config import City, Settings
from gothmud.status import ask_world, token
from gothmud.supervisor import Supervisor
from tests.live.page import Page
from tests.live.town import TINY, free_ports
from tests.live.waiting import until

MINDS = ("ada", "otto", "nell")


@contextmanager
def bare_world(folder: Path, interface: str = "127.0.0.1") -> Iterator[Supervisor]:
    """Run portal and server of the tiny city, with a third person that has a mind; stop them at the end."""
    plan = folder / "plan"
    shutil.copytree(TINY, plan)
    otto = (plan / "cast" / "otto.md").read_text(encoding="utf-8")
    nell = otto.replace("otto", "nell").replace("Otto", "Nell").replace("innkeeper", "lodger")
    (plan / "cast" / "nell.md").write_text(nell, encoding="utf-8")
    (folder / "home").mkdir()
    (folder / "home" / "gothmud.toml").write_text(f"city.interface = '{interface}'", encoding="utf-8")
    settings = Settings(city=City(name=str(plan), port=free_ports(), interface=interface))
    world = Supervisor(folder / "home", settings, "http://127.0.0.1:9/v1")
    world.children = [each for each in world.children if each.name in ("portal", "server")]
    world.prepare()
    try:
        world.start()
        until(lambda: world.look() or ask_world(world.home, world.ports), "the world answers", 90)
        yield world
    finally:
        world.stop()


@dataclass
class ScriptedMind:
    """Says something every ``every`` of city time and declares itself due for the next time; ``passed`` is a fault."""

    world: Supervisor
    person: str
    every: timedelta
    page: Page
    thinks: bool = False
    due: datetime | None = None
    now: datetime | None = None
    seq: int = 0
    said: int = 0
    passed: list[str] = field(default_factory=list)
    _taken: int = 0
    _declared: tuple[datetime, int] | None = None

    @classmethod
    def of(cls, world: Supervisor, person: str, every: timedelta) -> ScriptedMind:
        """Return a mind in its body."""
        return cls(world, person, every, entered(world, person))

    def live(self) -> None:
        """Take in what has come; act if it is time to, else say when it will be."""
        self.page.poll()
        if self.page.closed and ask_world(self.world.home, self.world.ports):  # a world that was down for long
            self.page, self._taken = entered(self.world, self.person), 0
        news, self._taken = self.page.messages[self._taken :], len(self.page.messages)
        for each in news:
            self._take(each)
        if self.now is None or self.due is None or self.thinks:
            return
        if self.now >= self.due:
            self.due = self.now + self.every
            self.said += 1
            self.page.send(wire.Act(id=f"{self.now:%F %T}", verb="say", text=f"It is {self.now:%H:%M}."))
        self._declare()

    def _declare(self) -> None:
        assert self.due is not None
        if self._declared != (self.due, self.seq):
            self._declared = (self.due, self.seq)
            self.page.send(wire.Due(until=self.due, seq=self.seq))

    def _take(self, message: wire.Message) -> None:
        match message:
            case wire.Welcome():
                self._declared = None
                self.page.send(wire.Sync(seq=self.seq))
            case wire.Perceived():
                self.seq = max(self.seq, message.seq)
            case wire.Time():
                self.now = message.city
                self.due = self.due or self.now + self.every
                if message.fast and self.now > self.due:
                    self.passed.append(f"{self.now} is past {self.due}")


def entered(world: Supervisor, person: str) -> Page:
    """Return a connection in the body of one of the cast."""
    page = Page(world.ports.websocket)
    assert page.as_cast(person, token(world.home)).success
    return page
