"""How fast, and in how much memory, does replay measure many days; against pandas and DuckDB alone, in the same run."""

from __future__ import annotations

import asyncio
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.load import SESSIONS, gather_crowd
from bench.replay_days import A_DAY, Days
from bench.results import ROOT, Result, bar
from bench.room import chorus
from bench.worlds import gothmud
from gothmud.replay.sealing import finished_days, seal

EVENTS = 10_000_000
VARIABLE = "GOTHMUD_BENCH_EVENTS"
ROUNDS = 3  # of the sums, which take a second: their median counts
SUMS = ("our_sums", "raw_sums")


def run() -> Result:
    """Make the days, measure them each way, seal them, measure again."""
    events = int(os.environ.get(VARIABLE, EVENTS))
    with tempfile.TemporaryDirectory(prefix="gothmud-bench-") as folder:
        few, record = Path(folder) / "few" / "record", Path(folder) / "record"
        Days().write(few, A_DAY)
        for way in ("all", "pandas", *SUMS):
            _measured(way, few)  # Python compiles what it imports for the first time, and keeps that
        paths = Days().write(record, events)
        lines = sum(path.stat().st_size for path in paths)
        found = _ways("open", ("ours", "all", "pandas"), record)
        written = _measured("written", record)["values"]
        written["server_micros"] = 1000 * asyncio.run(_a_say())
        _sealed(record)
        parquet = sum(path.stat().st_size for path in record.glob("*.parquet"))
        found |= _ways("sealed", ("ours", "all"), record)
    _compare(found["open ours"]["values"], found["open pandas"]["values"])
    _compare(found["open ours"]["values"], found["sealed ours"]["values"])
    return _result(events, lines, parquet, found, written)


def _ways(days: str, ways: tuple[str, ...], record: Path) -> dict[str, dict[str, Any]]:
    """Measure each way once, and the sums in turn."""
    found = {way: _measured(way, record) for way in ways}
    rounds = [{way: _measured(way, record) for way in SUMS} for _ in range(ROUNDS)]
    for way in SUMS:
        found[way] = sorted((each[way] for each in rounds), key=lambda each: each["seconds"])[ROUNDS // 2]
    return {f"{days} {way}": each for way, each in found.items()}


def _measured(way: str, record: Path) -> dict[str, Any]:
    """Return what a way says of itself; the modules that it imports have been compiled before, as they are for a user."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.replay_one", way, str(record)],
        cwd=ROOT,
        env={name: each for name, each in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{way}: {done.stderr}")
    return json.loads(done.stdout)


async def _a_say() -> float:
    """Return the milliseconds of processor that a say takes a server: fifty people in one room talk flat out."""
    with gothmud(SESSIONS, together=True) as world:
        lines = await gather_crowd(world)
        found = await chorus(world, lines)
        for each in lines:
            await each.close()
    return found["server_ms"]


def _sealed(record: Path) -> None:
    """Seal all days; a line of a later day makes the last one finished, and goes again."""
    later = [record / f"{source}-2999-01-01.jsonl" for source in ("world", "agents")]
    for path in later:
        path.write_text("{}\n", encoding="utf-8")
    days = finished_days(record)
    for path in later:
        path.unlink()
    for path in days:
        if trouble := seal(path).trouble:
            raise SystemExit(trouble)


def _compare(one: dict[str, float], other: dict[str, float]) -> None:
    """Stop where two ways don't measure the same."""
    wrong = [name for name in one if not math.isclose(one[name], other[name], rel_tol=1e-6)]
    if wrong:
        raise SystemExit("not the same: " + ", ".join(f"{name} {one[name]} {other[name]}" for name in wrong))


def _result(
    events: int, lines: int, parquet: int, found: dict[str, dict[str, Any]], written: dict[str, float]
) -> Result:
    seconds = {name: each["seconds"] for name, each in found.items()}
    peaks = {name: each["peak"] / 1e6 for name, each in found.items()}
    return Result(
        name="replay", command="uv run python -m bench replay",
        measures=f"Load and metrics of {events:,} generated events ({lines / 1e6:,.0f} MB of JSON lines, "
        f"{parquet / 1e6:,.0f} MB sealed); sums through the views against DuckDB alone.",
        columns=["what", "seconds", "events/s", "peak MB"],
        rows=[[SAID[name], f"{seconds[name]:.1f}", f"{events / seconds[name]:,.0f}", f"{peaks[name]:,.0f}"] for name in found],
        bars=[
            bar("times faster than pandas, open days", seconds["open pandas"] / seconds["open ours"], 10, most=False),
            bar("share of pandas' memory, open days", peaks["open ours"] / peaks["open pandas"], 0.25, most=True),
            bar("MB at the most, open days, all metrics", max(peaks["open ours"], peaks["open all"]), 200, most=True),
            bar("MB at the most, sealed days, all metrics", max(peaks["sealed ours"], peaks["sealed all"]), 200, most=True),
            bar("times raw DuckDB, open days", seconds["open raw_sums"] / seconds["open our_sums"], 0.8, most=False),
            bar("times raw DuckDB, sealed days", seconds["sealed raw_sums"] / seconds["sealed our_sums"], 0.8, most=False),
            bar("us to write an event", written["micros"], 30, most=True),
            bar("percent of a server's processor", 100 * written["cpu_micros"] / written["server_micros"], 2, most=True),
        ],
        how=[
            "An event is written as the world writes a line: made, checked, put on the file in one system call; seconds of the wall, "
            f"{written['cpu_micros']:.0f} us of them the processor's. A server takes {written['server_micros']:,.0f} us of it for a say, "
            f"which is one event, where {SESSIONS} people in one room talk flat out (as in `room`): the record's share of that.",
            f"Days of {A_DAY:,} events. Those metrics that the pandas version has too ({len(found['open ours']['values'])}), and "
            f"all of them ({len(found['open all']['values'])}), with their intervals. Each way runs in a process of its own; seconds are from its "
            "first import to its last number, the peak is its resident set.",
            "The pandas version (bench/replay_pandas.py) gives the same values to a millionth, or the benchmark stops; it "
            "draws no intervals. Sealed and open days give the same values too.",
            f"The sums are five queries that group by kind, mind, person, room and fate; {ROUNDS} rounds in turn, the median counts.",
        ],
        caveats=[
            f"pandas holds all events at once: of 10 million it takes some 16 GB. {VARIABLE}=2000000 makes fewer days.",
            "Generated talk is random words: more different 3-grams than people's.",
            "DuckDB alone finds the columns' kinds by itself, and may use as much memory as it likes.",
        ],
        data={"events": events, "bytes": lines, "bytes_sealed": parquet, "ways": found, "written": written},
    )  # fmt: skip


SAID = {
    "open ours": "JSON lines, metrics", "open all": "JSON lines, all metrics", "open pandas": "JSON lines, metrics, pandas",
    "open our_sums": "JSON lines, sums through views", "open raw_sums": "JSON lines, sums, DuckDB alone",
    "sealed ours": "sealed, metrics", "sealed all": "sealed, all metrics", "sealed our_sums": "sealed, sums through views",
    "sealed raw_sums": "sealed, sums, DuckDB alone",
}  # fmt: skip
