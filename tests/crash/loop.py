"""The loop: a day is lived once whole, then once for each point at which it can be killed, then at random points."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.crash.city import Cue
from tests.crash.day import a_day
from tests.crash.lived import Lived, flaws, lived
from tests.crash.points import How, Points
from tests.crash.process import Freedom, founded, live

Kills = Mapping[int, How]


@dataclass(frozen=True, slots=True)
class Reference:
    """A day without a kill: what it was, and the names of its points."""

    day: Lived
    names: tuple[str, ...]
    tearable: frozenset[int]
    freedom: Freedom


@dataclass(frozen=True, slots=True)
class Found:
    """A day with kills: where it died, and what came out wrong."""

    deaths: tuple[str, ...]
    flaws: tuple[str, ...]

    def __str__(self) -> str:
        return f"killed at {'; '.join(self.deaths)}:\n  " + "\n  ".join(self.flaws)


def whole(cues: Sequence[Cue], freedom: Freedom = "full") -> Reference:
    """Live a day without a kill, in a manner."""
    points = Points()
    day = _lived(cues, points, freedom=freedom)
    assert not (wrong := flaws(day, day)), wrong
    return Reference(day, tuple(points.names), frozenset(points.tearable), freedom)


def every_point(reference: Reference, *, torn: int = 1) -> Iterator[Kills]:
    """Yield a kill at each point: after its effect, and in the middle of each line and file (or each so many)."""
    yield from ({number: "after"} for number in range(1, len(reference.names) + 1))
    yield from ({number: "torn"} for number in sorted(reference.tearable)[::torn])


def at_random(reference: Reference, days: int, seed: int) -> Iterator[Kills]:
    """Yield days with two or three kills; the later ones may come within a second of the first."""
    rng = random.Random(seed)
    for _ in range(days):
        first = rng.randint(1, len(reference.names))
        more = [first + rng.choice((1, 2, 3, rng.randint(4, 60))) for _ in range(rng.randint(1, 2))]
        yield {number: "torn" if rng.random() < 0.3 else "after" for number in (first, *more)}


def lived_through(cues: Sequence[Cue], reference: Reference, kills: Iterable[Kills]) -> Iterator[Found]:
    """Live the day once for each of these, and yield what came of it."""
    for each in kills:
        points = Points(each)
        day = _lived(cues, points, freedom=reference.freedom)
        yield Found(tuple(points.deaths), tuple(flaws(day, reference.day)))


def played(cues: Sequence[Cue], kills: Kills, away: datetime = datetime.min) -> Lived:
    """Live the day with kills; who died comes back at ``away`` or later."""
    return _lived(cues, Points(kills), away)


def on_a_full_disk(cues: Sequence[Cue], reference: Reference, *, every: int, tries: int) -> Iterator[Found]:
    """Live the day again and again; each time so many writes in a row, later each time, find the disk full."""
    for first in range(1, len(reference.tearable) + 1, every):
        day = _lived(cues, Points(full=range(first, first + tries)), freedom=reference.freedom)
        yield Found((f"write {first}",), tuple(flaws(day, reference.day)))


def _lived(cues: Sequence[Cue], points: Points, away: datetime = datetime.min, freedom: Freedom = "full") -> Lived:
    home, city = founded(Path(tempfile.mkdtemp(prefix="crash-"))), a_day(cues)
    try:
        live(home, city, points, away, freedom)
        return lived(home, city)
    finally:
        shutil.rmtree(home)
