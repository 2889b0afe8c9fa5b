"""A day recorded on a cassette, then lived again from it in a new home: how far both records are the same."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from bench.city import Home, a_home
from bench.results import ROOT, Result, bar
from gothmud.errors import StartError
from gothmud.events import Call, ClockSet, Event, Started
from gothmud.status import cassette_trouble

DAYS = "1"
WITHIN = 400  # real seconds
BY_CHANCE = re.compile(r"\b[0-9a-f]{12}\b")  # ids of acts and entries
MEASURED = ("real_time", "seconds", "queue_seconds", "model_seconds", "first_token_seconds")


def run() -> Result:
    """Live the day twice; compare the world's record and the minds'."""
    with tempfile.TemporaryDirectory() as folder:
        tape = Path(folder) / "day.cassette"
        from tests.scripted import Scripted
        from tests.scripted.living import living

        with Scripted(living()) as model, a_home(**_settings(model.url)) as home:
            first = _lived(home, tape, "record")
        with a_home(**_settings("")) as home:
            again = _lived(home, tape, "replay")
            trouble = cassette_trouble(home.folder)
        size = tape.stat().st_size
    rows = [_row(source, first[source], again[source]) for source in first]
    return Result(
        name="repeated", command="uv run python -m bench repeated",
        measures="A day of the tiny city on the fast clock, recorded on a cassette and lived again from it in a new home, without an endpoint.",
        how=[
            f"`gothmud run --days {DAYS}` of tests/tiny (an agent, a short-memory NPC, a dice NPC), model scripted; then the same with "
            "`--cassette-mode replay`.",
            "Records are compared line by line, in order, less real times, measured seconds and the boot's name; ids drawn by chance count by "
            "the order in which they first appear.",
        ],
        columns=["record", "lines", "again", "the same from the beginning on"], rows=rows,
        bars=[
            f"first request that wasn't on the cassette: {trouble or 'none'}",
            bar("lines on the fast clock that aren't the same", sum(map(_parted, first.values(), again.values())), 0, most=True),
        ],
        caveats=["When the days are over the clock goes on in real time while the city is taken down: those last lines of the world are some milliseconds off."],
        data={"trouble": trouble, "cassette_bytes": size},
    )  # fmt: skip


def plain(events: list[Event]) -> Iterator[str]:
    """Yield events as lines that another life of the same day has, too."""
    seen: dict[str, str] = {}
    for each in events:
        line = each.model_dump(mode="json", exclude={*MEASURED, *(("text",) if isinstance(each, Started) else ())})
        text = json.dumps(line, sort_keys=True, ensure_ascii=False)
        yield BY_CHANCE.sub(lambda found: seen.setdefault(found[0], f"id{len(seen)}"), text)


def alike(one: list[Event], other: list[Event]) -> int:
    """Return with how many lines both records begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(plain(one), plain(other), strict=False)))


def _parted(first: list[Event], again: list[Event]) -> int:
    """Return how many lines aren't the same until the days are over and the clock is set back to real time."""
    over = [at for at, each in enumerate(first) if isinstance(each, ClockSet) and not each.fast]
    lines = over[-1] if over else len(first)
    return lines - min(lines, alike(first, again))


def _settings(url: str) -> Mapping[str, dict[str, object]]:
    return {
        "city": {"name": str(ROOT / "tests" / "tiny")},
        "model": {"freedom": "full", **({"endpoint": url} if url else {})},
    }


def _lived(home: Home, tape: Path, mode: str) -> dict[str, list[Event]]:
    process = home.gothmud("run", "--days", DAYS, "--cassette", str(tape), "--cassette-mode", mode)
    said, _ = process.communicate(timeout=WITHIN)
    if process.returncode:
        raise StartError(said)
    events = [each for each in home.events() if not (isinstance(each, Call) and each.purpose == "probe")]
    return {source: [each for each in events if each.source == source] for source in ("world", "agents")}


def _row(source: str, first: list[Event], again: list[Event]) -> list[str]:
    return [source, f"{len(first):,}", f"{len(again):,}", f"{alike(first, again):,}"]
