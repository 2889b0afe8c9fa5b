"""One way to measure a record, in a process of its own, so that its peak memory is its own: prints one JSON line."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import datetime
from pathlib import Path

from gothmud.clock import stopwatch

SUMS = (
    "SELECT kind, count(*), min(city_time), max(city_time) FROM {0} GROUP BY kind",
    "SELECT agent, sum(prompt_tokens), sum(cached_tokens), sum(output_tokens) FROM {0} WHERE kind = 'call' GROUP BY agent",
    "SELECT who, count(*), sum(length(text)) FROM {0} WHERE kind = 'said' GROUP BY who",
    "SELECT room, count(*) FROM {0} WHERE kind = 'moved' GROUP BY room",
    "SELECT agent, fate, count(*) FROM {0} WHERE kind = 'nudge' GROUP BY agent, fate",
)
WRITTEN = 50_000  # events

COMPARED = (
    "nesting", "places", "partners", "novelty", "cast_novelty", "floor_share", "human_wait", "answered", "nudges_obeyed",
    "tokens", "prefix_reuse",
)  # fmt: skip


def ours(folder: Path) -> dict[str, float | None]:
    """Measure what the peer measures."""
    return _metrics(folder, COMPARED)


def everything(folder: Path) -> dict[str, float | None]:
    """Take every metric that there is."""
    return _metrics(folder)


def _metrics(folder: Path, names: tuple[str, ...] = ()) -> dict[str, float | None]:
    """Measure as ``gothmud replay metrics`` does, intervals and all."""
    from gothmud.replay.metrics import METRICS, measured
    from gothmud.replay.opening import opened

    with opened([folder]) as record:
        record.gather()
        return {name: measured(record, METRICS[name]).value for name in names or METRICS}


def plainly(folder: Path) -> dict[str, float]:
    """Measure the same with pandas."""
    from bench.replay_pandas import measure

    return measure(sorted(folder.glob("*.jsonl")))


def our_sums(folder: Path) -> dict[str, float]:
    """Take a few sums through the views."""
    from gothmud.replay.opening import opened

    with opened([folder]) as record:
        for query in SUMS:
            record.rows(query.format("events"))
    return {}


def raw_sums(folder: Path) -> dict[str, float]:
    """Take the same sums with DuckDB alone, as its manual says: kinds of columns found by itself."""
    import duckdb

    sealed = any(folder.glob("*.parquet"))
    files = f"'{folder}/*.{'parquet' if sealed else 'jsonl'}'"
    source = (
        f"read_parquet({files}, union_by_name=true)"
        if sealed
        else f"read_json({files}, format='newline_delimited', union_by_name=true)"
    )
    with duckdb.connect(config={"threads": 2}) as connection:
        for query in SUMS:
            connection.execute(query.format(source)).fetchall()
    return {}


def written(folder: Path) -> dict[str, float]:
    """Write lines into a record of their own as the world does, one after the other."""
    from gothmud.events import Said
    from gothmud.record import Recorder

    told = datetime(1890, 3, 1)
    recorder = Recorder(folder.with_name("written"), "world", lambda: told)
    started, spent = stopwatch(), time.process_time()
    for number in range(WRITTEN):
        recorder.write(
            Said, who=number % 48, name="Ada", tier="agent", room=8, mode="say", heard=[8, 38, number % 48],
            text="The boiler sings at night, and nobody comes to mend it.",
        )  # fmt: skip
    recorder.close()
    micros = 1e6 / WRITTEN
    return {"micros": (stopwatch() - started) * micros, "cpu_micros": (time.process_time() - spent) * micros}


WAYS = {
    "written": written,
    "ours": ours,
    "all": everything,
    "pandas": plainly,
    "our_sums": our_sums,
    "raw_sums": raw_sums,
}


def main() -> None:
    """Measure as the command line says: the way, the folder."""
    started = stopwatch()
    values = WAYS[sys.argv[1]](Path(sys.argv[2]))
    seconds = stopwatch() - started
    print(json.dumps({"seconds": seconds, "peak": _peak(), "values": values}))


def _peak() -> int:
    """Return the most bytes that this process held; what Linux says of its resource usage counts its parent's too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    (told,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
    return int(told.split()[1]) * 1024


if __name__ == "__main__":
    main()
