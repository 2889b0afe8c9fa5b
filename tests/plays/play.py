"""Plays: who types what and what each person then sees, in plain text files, on any stage.

A line of a play is one of:

    # a remark
    Gwen= agent            Gwen is one without a player, of this tier (on stages that can do it)
    Mira> say hello        Mira types this
    Gwen@ 20:00            it becomes this hour, for everybody (on the same stages)
    Gwen+ say hello        Gwen types this again and again until it isn't refused
    Gwen~ A bell rings     Gwen types her line above again and again until she sees a line that begins so
    Mira< You say, "hello" then Mira sees a line that begins so (lines in between are passed over)
    Tom! hello             until the end Tom sees no line that contains this

Everybody who is named enters before the first line, in the order of their first mention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from gothmud.clock import block
from tests.live.waiting import until

FOLDER = Path(__file__).parent
STEP = re.compile(r"([A-Za-z]+)([=>+~<!@])\s*(.*)")
SAID = "You say"
SETTLE = 1.5  # seconds after the last line; an answer of the dice takes 1.2


class Stage(Protocol):
    """Where a play is performed."""

    def enter(self, name: str) -> None:
        """Bring somebody new into the city."""
        ...

    def type(self, name: str, line: str) -> None:
        """Let somebody type a line."""
        ...

    def lines(self, name: str) -> list[str]:
        """Return all that somebody has seen so far, without colours and empty lines."""
        ...


@runtime_checkable
class Casting(Stage, Protocol):
    """A stage on which somebody may be one of the city's own."""

    def cast(self, name: str, tier: str) -> None:
        """Make somebody who has entered one without a player."""
        ...

    def strike(self, hour: str) -> None:
        """Move the clock on until it shows this hour."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a play."""

    number: int
    who: str
    what: str
    text: str


def read(path: Path) -> list[Step]:
    """Return the steps of a play. Raises ValueError with the number of a line that is none."""
    steps = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            match = STEP.fullmatch(line.strip())
            if match is None:
                raise ValueError(f"{path.name}:{number}: no line of a play")
            steps.append(Step(number, *match.groups()))
    return steps


def perform(path: Path, stage: Stage) -> None:
    """Perform a play. Fails with file and line of what was not seen, or was seen and may not be."""
    steps = read(path)
    for name in dict.fromkeys(each.who for each in steps):
        stage.enter(name)
    marks = {each.who: len(stage.lines(each.who)) for each in steps}
    starts, typed = dict(marks), dict[str, str]()
    for step in steps:
        match step.what:
            case "=":
                assert isinstance(stage, Casting), f"{path.name}:{step.number}: everybody has a player on this stage"
                stage.cast(step.who, step.text)
            case "@":
                assert isinstance(stage, Casting), f"{path.name}:{step.number}: nobody moves the clock of this stage"
                stage.strike(step.text)
            case ">":
                typed[step.who] = step.text
                stage.type(step.who, step.text)
            case "+":
                _said(path, step, stage)
            case "~":
                marks[step.who] = _comes_of_it(path, step, stage, marks[step.who], typed[step.who])
            case "<":
                marks[step.who] = _seen(path, step, stage, marks[step.who])
            case _:
                pass
    block(SETTLE)
    for step in steps:
        if step.what == "!":
            seen = [each for each in stage.lines(step.who)[starts[step.who] :] if step.text in each]
            assert not seen, f"{path.name}:{step.number}: {step.who} saw {seen[0]!r}"


def _said(path: Path, step: Step, stage: Stage) -> None:
    """Type a line until the one who types it is told that they said it."""
    before = len(stage.lines(step.who))

    def done() -> bool:
        stage.type(step.who, step.text)
        return any(each.startswith(SAID) for each in stage.lines(step.who)[before:])

    until(done, f"{path.name}:{step.number}: {step.who} may speak")


def _comes_of_it(path: Path, step: Step, stage: Stage, mark: int, typed: str) -> int:
    """Type a line until what chance may make of it is seen; return the mark behind that."""

    def found() -> int:
        if not (behind := _behind(step, stage, mark)):
            stage.type(step.who, typed)
        return behind

    return until(found, f"{path.name}:{step.number}: {typed!r} leads to {step.text!r}")


def _behind(step: Step, stage: Stage, mark: int) -> int:
    """Return the mark behind the next line that begins as a step says, or 0."""
    lines = stage.lines(step.who)
    return next((index + 1 for index in range(mark, len(lines)) if lines[index].startswith(step.text)), 0)


def _seen(path: Path, step: Step, stage: Stage, mark: int) -> int:
    """Return the mark behind the line that was waited for."""
    try:
        return until(lambda: _behind(step, stage, mark), f"{path.name}:{step.number}: {step.who} sees {step.text!r}")
    except AssertionError as error:
        raise AssertionError(f"{error}; but {stage.lines(step.who)[mark:]}") from None


def plays() -> list[Path]:
    """Return all plays."""
    return sorted(FOLDER.glob("*.play"))


def plays_of_players() -> list[Path]:
    """Return the plays in which everybody has a player and the clock is left alone."""
    return [each for each in plays() if all(step.what not in "=@" for step in read(each))]
