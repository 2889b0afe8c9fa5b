"""Invalid words and acts of minds a thousand turns: carried (embedded model) and in full freedom (scripted endpoint)."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from bench.city import a_city
from bench.counts import failures, validity
from bench.prefix import talked
from bench.results import ROOT, Result, bar, load
from gothmud.errors import StartError
from gothmud.events import Call

SECONDS = 150.0
SPEED = 11.0
COUNTED = [
    "A turn is one `turn` event of the record: a decision of a mind, with or without an act.",
    "dropped: `dropped` events, words of the model that never reached the world (in the narrow manner: a line that nobody "
    "could say; in full freedom: no valid act). They cost a call, nobody sees them.",
    "refused: `refused` events of minds, acts that reached the world and were not done. malformed: those whose fields don't "
    "fit their verb (the world says 'VERB needs ...' or 'takes no ...'). The others are true answers: somebody has left.",
]


def run(seconds: float = SECONDS) -> Result:
    """Count in the kept result of ``prefix`` and in a city on the scripted endpoint, if there is one."""
    kept = load("prefix")
    found: dict[str, dict[str, Any]] = {"carried, SmolLM2 135M": kept.data["validity"]} if kept else {}
    if find_spec("tests.scripted"):
        found["full freedom, scripted endpoint"] = _full(seconds)
    return Result(
        name="validity", command="uv run python -m bench validity",
        measures="Invalid words and acts for each 1,000 turns of minds.",
        how=[
            *COUNTED,
            "Carried: the record of the `prefix` run. Full freedom: the shipped city on `tests.scripted --plan echo`, which "
            f"answers in the shape that it is asked for; {seconds:g} s, musing every 5 s, one human who talks with everybody.",
        ],
        caveats=["The scripted endpoint keeps to the schema: this measures the harness, not what a model makes of it."],
        columns=["minds", "turns", "acts", "dropped /1000", "refused /1000", "malformed /1000", "refused, why"],
        rows=[_row(name, each) for name, each in found.items()], data=found,
        bars=[bar(f"malformed acts a thousand turns, {name}", each["malformed_per_1000"], 0, most=True) for name, each in found.items()],
    )  # fmt: skip


def _full(seconds: float) -> dict[str, Any]:
    with scripted() as url:
        settings = {
            "city": {"speed": SPEED}, "model": {"endpoint": url, "freedom": "full"},
            "minds": {"musing_seconds": 5.0, "always": True},
        }  # fmt: skip
        with a_city(**settings) as home:
            spoken = asyncio.run(talked(home, seconds))
            events = home.events()
    calls = [each for each in events if isinstance(each, Call)]
    return {**validity(events), "calls": len(calls), "failures": failures(calls), "lines_of_the_human": spoken}


@contextmanager
def scripted() -> Iterator[str]:
    """Give the base URL of a scripted endpoint that runs until the end. Raises StartError where it doesn't start."""
    command = [sys.executable, "-m", "tests.scripted", "--port", "0", "--plan", "echo"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        url = process.stdout.readline().strip() if process.stdout else ""
        if not url.startswith("http"):
            raise StartError("the scripted endpoint did not start")
        yield url if url.endswith("/v1") else f"{url.rstrip('/')}/v1"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _row(name: str, found: dict[str, Any]) -> list[str]:
    why = "; ".join(f"{reason} ({count})" for reason, count in list(found["refused_why"].items())[:4]) or "-"
    figures = [found[key] for key in ("turns", "acts", "dropped_per_1000", "refused_per_1000", "malformed_per_1000")]
    return [name, *(f"{each:g}" for each in figures), why]
