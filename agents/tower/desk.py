"""How far the watcher has read, kept so that a kill neither loses a line nor files it twice.

A report begins with an intent on disk: its id, and up to where it reads. Only when it is filed does the state move on.
A kill in between makes the same report again, out of the same lines, into the same file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from agents.memory.disk import replace
from agents.tower.drill import Drill
from agents.tower.reading import Marks, gained, sizes
from agents.tower.stretch import Stretch
from agents.tower.usual import Finding, Usual, learned, unusual
from agents.tower.watching import Curfew, Watching
from gothmud.config import Tower
from gothmud.errors import RecordError

FILE = "tower.json"


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Filing(_Kept):
    """A report that is being made: ``upto`` says how much of each day it reads."""

    id: str
    at: datetime
    upto: dict[str, int]


class State(_Kept):
    """What was read and filed. ``shouted`` is when the city heard of it last, ``logged`` when a line went into the book."""

    v: int = 1
    read: Marks = {}
    event: int = 0
    filed: datetime | None = None
    filing: Filing | None = None
    shouted: datetime | None = None
    logged: datetime | None = None
    usual: Usual = Usual()


@dataclass(frozen=True, slots=True)
class Look:
    """A stretch as it was read, what is out of the ordinary in it, and the state once its report is filed."""

    filing: Filing
    since: datetime
    stretch: Stretch
    findings: list[Finding]
    drill: Drill
    after: State


class Desk:
    """The state of one watcher, in ``folder``, who reads the log in ``log``."""

    def __init__(self, folder: Path, log: Path) -> None:
        self._file, self._log = folder / FILE, log
        self.state = _loaded(self._file)

    def due(self, rules: Tower) -> datetime | None:
        """Return when the next report is due, to the minute; None for at once, as one that was begun is."""
        filed = self.state.filed
        if filed is None or self.state.filing:
            return None
        return filed.replace(second=0, microsecond=0) + timedelta(minutes=rules.minutes)

    def begin(self, now: datetime) -> Filing:
        """Return the report to make now, on disk as an intent: that which a kill has cut off, else a new one."""
        if self.state.filing is None:
            filing = Filing(id=f"{now:%Y-%m-%d-%H%M}", at=now, upto=sizes(self._log))
            self._keep(self.state.model_copy(update={"filing": filing}))
        assert self.state.filing is not None
        return self.state.filing

    def look(self, filing: Filing, rules: Tower, me: int) -> Look:
        """Read the stretch of a report. Takes as long as the stretch is; call it in a thread."""
        read, before = dict(self.state.read), dict(self.state.read)
        watching = Watching(self.state.event, Curfew.of(rules.curfew), whispers=rules.whispers)
        for spot, raw in gained(self._log, read, filing.upto):
            watching.take(spot, raw)
        stretch = watching.ended()
        after = self.state.model_copy(
            update={
                "read": read, "event": stretch.event, "filed": filing.at, "filing": None,
                "usual": learned(self.state.usual, stretch, filing.at),
            }
        )  # fmt: skip
        since = self.state.filed or filing.at - timedelta(minutes=rules.minutes)
        findings = unusual(stretch, self.state.usual, filing.at, me)
        drill = Drill(self._log, before, dict(filing.upto), stretch.forgotten, whispers=rules.whispers)
        return Look(filing, since, stretch, findings, drill, after)

    def file(self, look: Look, *, shouted: bool, logged: bool = False) -> None:
        """The report is in its file: move on."""
        told = {"shouted": shouted, "logged": logged}
        self._keep(look.after.model_copy(update={each: look.filing.at for each, done in told.items() if done}))

    def forget(self, body: int) -> None:
        """Somebody asked to be forgotten: their ways are no longer known."""
        people = {each: known for each, known in self.state.usual.people.items() if each != body}
        usual = self.state.usual.model_copy(update={"people": people})
        self._keep(self.state.model_copy(update={"usual": usual}))

    def _keep(self, state: State) -> None:
        replace(self._file, state.model_dump_json())
        self.state = state


@cache
def desk(folder: Path, log: Path) -> Desk:
    """Return the desk of a watcher: one a process, for it has one writer."""
    return Desk(folder, log)


def _loaded(path: Path) -> State:
    try:
        return State.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return State()
    except ValidationError as error:
        first = error.errors()[0]
        raise RecordError(
            f"{path}: {'.'.join(map(str, first['loc'])) or 'all of it'}: {first['msg']}; expected what the watcher wrote; "
            "move it away to begin anew"
        ) from None
