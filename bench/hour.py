"""An hour of the shipped city on the embedded model: what the watcher files, what people say, and what it costs.

Two humans plant three things for the watcher to see: a whisper between two who were never seen together (the second of
them comes in after its first report, or they would have been), something that the city refuses again and again, and a
walk after curfew (which begins half an hour in). It is always an hour of city time; GOTHMUD_BENCH_MINUTES says in how
many real ones it passes.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import httpx

from bench.city import Home, a_city
from bench.results import Result, bar
from bench.visitor import Visitor
from gothmud.clock import block, real_sleep, stopwatch
from gothmud.events import Call, Event, Said, TowerReport, Turn

MINUTES = int(os.environ.get("GOTHMUD_BENCH_MINUTES", "60"))
BEGINS = datetime(2026, 3, 7, 12)  # the watcher is a late riser
CURFEW = "12:30-13:30"
ON_TIME = 21  # minutes: the 20, and a minute that a report may be late
PLANTED = {  # by what it is, what a report then says
    "the whisper": r"(Quill and Wrenna|Wrenna and Quill), never seen together before these minutes, whispered",
    "the lamps": r"Wrenna tried \d+ times",
    "the walk": r"Wrenna was out after curfew",
}
COUNTERS = {"prompt_tokens": "prompt_tokens_total", "output_tokens": "tokens_predicted_total"}
SETTLED = 20.0  # seconds after the freeze in which calls that were on their way come home


def run() -> Result:
    """Let an hour pass."""
    settings = {"begins": BEGINS.isoformat(), "speed": 60 / MINUTES}
    with a_city(city=settings, model={"embedded": True}, tower={"curfew": CURFEW}) as home:
        asyncio.run(_lived(home))
        home.gothmud("freeze", "the hour is over").communicate(timeout=30)
        block(SETTLED)
        events, counters = home.events(), _counters(home)
        reports = {each.stem: each.read_text("utf-8") for each in home.folder.glob("minds/*/vault/reports/*.md")}
    found = _found(events, reports, counters)
    return Result(
        name="hour", command="uv run python -m bench hour",
        measures=f"An hour of the shipped city in {MINUTES} real minutes, on the embedded model, with two humans in it.",
        how=[
            f"It begins at {BEGINS:%H:%M} of city time with `tower.curfew = \"{CURFEW}\"`. After the first report a second human comes in, the "
            "first whispers to her, and she tries five times to light the lamps by day; after curfew she walks to another room.",
            "Planted: a report of the watcher has it. On time: minutes between two reports.",
            "Tokens: the ledger's calls against the endpoint's own counters (llama.cpp's /metrics: prompt tokens computed, tokens "
            "predicted), from the start of both until all calls had come home.",
        ],
        caveats=["The machine was shared with other work."],
        columns=["what", "found"], rows=_rows(found), data=found,
        bars=[
            bar("planted things of three that stand in a report", len(found["planted"]), 3, most=False),
            bar("minutes between two reports at the most", found["longest_minutes"], ON_TIME, most=True),
            bar("tokens between ledger and endpoint", found["apart"], 0, most=True),
        ],
    )  # fmt: skip


async def _lived(home: Home) -> None:
    """Plant what is to be seen, and wait for the end."""
    ends = stopwatch() + MINUTES * 60
    quill = await Visitor.enter(home, "Quill")
    await _until(home, 22, ends)
    wrenna = await Visitor.enter(home, "Wrenna")
    quill.line.send("whisper Wrenna = The cog is under the post.")
    for _ in range(5):
        await real_sleep(3)
        wrenna.line.send("light lamps")
    await _until(home, 32, ends)
    await wrenna.walk_to("bruno")
    await real_sleep(max(0.0, ends - stopwatch()))
    for each in (quill, wrenna):
        await each.line.close()


async def _until(home: Home, minutes: float, ends: float) -> None:
    """Wait for a minute of the city's hour, but no longer than for the end."""
    while home.now() < BEGINS + timedelta(minutes=minutes) and stopwatch() < ends:
        await real_sleep(5)


def _counters(home: Home) -> dict[str, int]:
    """Return the endpoint's own counters."""
    told = httpx.get(f"http://127.0.0.1:{home.ports.model}/metrics", timeout=10).text
    return {
        name: int(float(re.findall(rf"^llamacpp:{counter} (\S+)$", told, re.MULTILINE)[0]))
        for name, counter in COUNTERS.items()
    }


def _found(events: list[Event], reports: dict[str, str], counted: dict[str, int]) -> dict[str, Any]:
    calls = [each for each in events if isinstance(each, Call)]
    said = [each for each in events if isinstance(each, Said) and each.tier != "human"]
    turns = Counter(each.by for each in events if isinstance(each, Turn))
    filed = sorted(each.city_time for each in events if isinstance(each, TowerReport) and each.city_time)
    computed = sum((each.prompt_tokens or 0) - (each.cached_tokens or 0) for each in calls)
    output = sum(each.output_tokens or 0 for each in calls)
    told = "\n".join(reports.values())
    return {
        "reports": len(reports), "planted": [name for name, words in PLANTED.items() if re.search(words, told)],
        "longest_minutes": max([(later - sooner) / timedelta(minutes=1) for sooner, later in pairwise(filed)], default=0.0),
        "lines": len(said), "lines_by_tier": dict(Counter(each.tier for each in said)), "turns_by": dict(turns),
        "calls": len(calls), "failed": sum(not each.ok for each in calls),
        "prompt": sum(each.prompt_tokens or 0 for each in calls), "computed": computed, "output": output,
        "counted": counted, "apart": abs(computed - counted["prompt_tokens"]) + abs(output - counted["output_tokens"]),
        "model_seconds": round(sum(each.model_seconds for each in calls), 1),
    }  # fmt: skip


def _rows(found: dict[str, Any]) -> list[list[str]]:
    by = ", ".join(f"{name} {count}" for name, count in sorted(found["turns_by"].items()))
    return [
        ["reports of the watcher, most minutes between two", f"{found['reports']}, {found['longest_minutes']:.1f}"],
        ["planted things in them", ", ".join(found["planted"]) or "none"],
        ["lines said by the city's people", f"{found['lines']} ({found['lines_by_tier']})"],
        ["turns, by who worded them", by],
        ["calls, of these failed", f"{found['calls']}, {found['failed']}"],
        ["prompt tokens, of these computed; predicted", f"{found['prompt']:,}, {found['computed']:,}; {found['output']:,}"],
        ["the endpoint's counters: computed; predicted", f"{found['counted']['prompt_tokens']:,}; {found['counted']['output_tokens']:,}"],
        ["seconds at the model", f"{found['model_seconds']:,}"],
    ]  # fmt: skip
