"""What the watcher's reading costs: the twenty minutes that a log of five million lines gained, and all of it at once."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from agents.tower.desk import Desk
from agents.tower.digest import rendered
from bench.results import Result, bar
from gothmud import wire
from gothmud.audit import Line
from gothmud.audit import fields as audit_fields
from gothmud.clock import stopwatch
from gothmud.config import Tower

LINES = 5_000_000
DAYS = 10
PEOPLE = 60
STRETCH = timedelta(minutes=20)
START = datetime(2026, 1, 5)
ROOMS = [f"Room {each}" for each in range(20)]
MEASURES = (
    "A generated audit log: sixty people in twenty rooms, who talk, whisper, walk, type and are refused, each event as often as it is "
    "heard, with the announcements of the clock between. The desk of a watcher on it, without a model."
)
HOW = [
    f"{LINES:,} lines in {DAYS} days' files, written by the code of the audit log (gothmud/audit.py), in city time at the "
    "wall's pace.",
    "First read: a watcher who has never looked reads all of it for one report. Then the log gains one stretch of twenty "
    "minutes; a new process reads that. Seconds are of the reading and the digest alone; memory is the process' peak.",
]


def run() -> Result:
    """Generate the log and look at it twice."""
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        size, last = generate(home / "audit", LINES)
        first = looked(home, last)
        gained, end = _one_more_stretch(home / "audit", last)
        stretch = looked(home, end)
    rows = [_row("everything", LINES, size, first), _row("20 minutes", gained, 0, stretch)]
    return Result(
        name="tower", command="uv run python -m bench tower", measures=MEASURES, how=HOW,
        columns=["what is read", "lines", "seconds", "lines/s", "peak memory MB", "digest, characters"], rows=rows,
        data={"log_bytes": size, "first": first, "stretch": stretch, "stretch_lines": gained},
        bars=[
            bar("seconds of a twenty-minute digest", stretch["seconds"], 5, most=True),
            bar("peak memory of a first read, MB", first["peak_mb"], 400, most=True),
        ],
    )  # fmt: skip


def looked(home: Path, now: datetime) -> dict[str, Any]:
    """Return what a look costs, in a process of its own."""
    asked = [sys.executable, "-m", "bench.tower", str(home), now.isoformat()]
    return json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)


def generate(folder: Path, lines: int) -> tuple[int, datetime]:
    """Write a log; return its bytes and the city time of its last line."""
    folder.mkdir(parents=True, exist_ok=True)
    made, at, size = Maker(1), START, 0
    for day in range(DAYS):
        with open(folder / f"audit-{START + timedelta(days=day):%F}.jsonl", "wb") as file:
            for text in made.lines(lines // DAYS, START + timedelta(days=day), timedelta(days=1)):
                size += file.write(text)
                at = made.now
    return size, at


def _one_more_stretch(folder: Path, after: datetime) -> tuple[int, datetime]:
    """Let the log gain what twenty minutes of such a city bring; return how many lines."""
    count = round(LINES / DAYS * (STRETCH / timedelta(days=1)))
    newest = max(folder.glob("*.jsonl"))
    made = Maker(2, event=10_000_000)
    with open(newest, "ab") as file:
        for text in made.lines(count, after, STRETCH):
            file.write(text)
    return count, after + STRETCH


class Maker:
    """Makes lines as the server would write them."""

    def __init__(self, seed: int, event: int = 0) -> None:
        self._rng, self._seq, self._event, self.now = random.Random(seed), 0, event, START
        self._at = {each: self._rng.choice(ROOMS) for each in range(1, PEOPLE + 1)}

    def lines(self, count: int, start: datetime, over: timedelta) -> Iterator[bytes]:
        """Yield ``count`` lines, spread over a time."""
        made = 0
        while made < count:
            self.now = start + over * (made / count)
            for text in self._something()[: count - made]:
                made += 1
                yield text

    def _something(self) -> list[bytes]:
        who, drawn = self._rng.randint(1, PEOPLE), self._rng.random()
        here = [each for each, room in self._at.items() if room == self._at[who]]
        if drawn < 0.45:
            return [self._line(each, frame='Gothmud.Time {"rate":1.0,"paused":false}') for each in here]
        if drawn < 0.75:
            return self._told(wire.SayEvent, here, **self._words(who, "say", None))
        if drawn < 0.78 and len(here) > 1:
            to = self._rng.choice([each for each in here if each != who])
            return self._told(wire.SayEvent, [who, to], **self._words(who, "whisper", to))
        if drawn < 0.8:
            result = wire.ActResult(id="a", ok=False, reason="That way is barred.", event=f"world-{self._event}")
            return [self._line(who, frame=result.encode())]
        origin, self._at[who] = self._at[who], self._rng.choice(ROOMS)
        met = [each for each, room in self._at.items() if room == self._at[who]]
        return self._told(wire.Arrive, met, who=who, called=f"Person {who}", origin=origin)

    def _words(self, who: int, mode: str, to: int | None) -> dict[str, Any]:
        text = " ".join(
            self._rng.choice(["lamp", "clock", "soup", "sixty-two", "the", "cog", "night"]) for _ in range(9)
        )
        called = f"Person {to}" if to else ""
        return {"who": who, "called": f"Person {who}", "mode": mode, "text": text, "to": to, "to_called": called}

    def _told(self, message: type[wire.Perceived], hearers: list[int], **shown: Any) -> list[bytes]:
        self._event += 1
        frame = message(seq=self._event, event=f"world-{self._event}", at=self.now, **shown).encode()
        return [self._line(each, frame=frame) for each in hearers]

    def _line(self, who: int, **fields: Any) -> bytes:
        self._seq += 1
        known = {
            "connection": who, "account": f"person{who}", "character": f"Person {who}", "body": who,
            "room": self._at[who], "room_id": 7,
        }  # fmt: skip
        (line,) = Line("out", [audit_fields(**known)], self.now.replace(tzinfo=UTC), self.now, **fields).encode(
            self._seq
        )
        return f"{line}\n".encode()


def _row(what: str, lines: int, size: int, found: dict[str, Any]) -> list[str]:
    told = f"{lines:,} ({size / 1e9:.1f} GB)" if size else f"{lines:,}"
    return [
        what, told, f"{found['seconds']:.2f}", f"{lines / found['seconds']:,.0f}", f"{found['peak_mb']:.0f}",
        f"{found['characters']:,}",
    ]  # fmt: skip


def _look(home: Path, now: datetime) -> dict[str, Any]:
    rules, own, start = Tower(), Desk(home, home / "audit"), stopwatch()
    look = own.look(own.begin(now), rules, 0)
    digest = rendered(look.stretch, look.findings, rules.tokens)
    own.file(look, shouted=False)
    return {
        "seconds": round(stopwatch() - start, 3), "lines": look.stretch.lines, "characters": len(digest),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1), "findings": len(look.findings),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(_look(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))))
