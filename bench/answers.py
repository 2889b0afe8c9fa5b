"""How long somebody waits for an answer on the embedded model, and whose words the answer has."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from bench.city import Home, a_city
from bench.questions import QUESTIONS
from bench.results import Result, spread
from bench.visitor import Visitor
from gothmud.clock import real_sleep
from gothmud.events import Call, Event, Turn

WHO = (("short", "bruno", "Bruno"), ("agent", "ada", "Ada"))
GAP = 1.0  # seconds between an answer and the next line
WITHIN = 45.0


def run(lines: int = len(QUESTIONS)) -> Result:
    """Ask Bruno (short) and Ada (agent) ``lines`` questions each, one after the other."""
    with a_city(model={"embedded": True}) as home:
        asked = asyncio.run(_talk(home, lines))
        megabytes = home.megabytes()
        events = home.events()
    data = {tier: _figures(tier, person, asked[tier], events) for tier, person, _ in WHO}
    rows = [
        [f"{tier} ({called})", *(f"{data[tier]['seconds'].get(key, '-')}" for key in ("n", "p50", "p95", "most")),
         str(data[tier]["silent"]), _shares(data[tier]["by"]), f"{data[tier]['calls_a_turn']:.1f}"]
        for tier, _, called in WHO
    ]  # fmt: skip
    rows.append(["resident MB", *[""] * 5, ", ".join(f"{name} {size}" for name, size in megabytes.items()), ""])
    return Result(
        name="answers", command="uv run python -m bench answers",
        measures="Seconds from a human's line to the first words or gesture of the one spoken to, at the telnet client.",
        how=[
            f"One human, one city at its own pace. {lines} ordinary lines each, all with `say to NAME`, the next one "
            f"{GAP:g} s after the last answer; silence counts after {WITHIN:g} s.",
            "The seconds include the 0.6 s that a mind listens before it answers.",
            "Whose words: `by` of the turns that answered a line of the human. Calls: all calls of these turns.",
        ],
        caveats=["Other minds live on meanwhile and share the model.", "Musings of the one spoken to may be taken for an answer."],
        columns=["who", "n", "p50 s", "p95 s", "most s", "silent", "whose words", "calls a turn"],
        rows=rows, data={**data, "megabytes": megabytes},
    )  # fmt: skip


async def _talk(home: Home, lines: int) -> dict[str, list[float | None]]:
    visitor = await Visitor.enter(home)
    seconds: dict[str, list[float | None]] = {}
    for tier, person, called in WHO:
        seconds[tier] = []
        for text in QUESTIONS[:lines]:
            await visitor.walk_to(person)
            seconds[tier].append(await visitor.ask(called, text, WITHIN))
            await real_sleep(GAP)
    await visitor.line.close()
    return seconds


def _figures(tier: str, person: str, seconds: list[float | None], events: list[Event]) -> dict[str, Any]:
    human = {each.id for each in events if each.kind == "said" and getattr(each, "tier", "") == "human"}
    turns = [each for each in events if isinstance(each, Turn) and each.agent == person and each.cause in human]
    calls = [each for each in events if isinstance(each, Call) and each.agent == person and each.cause in human]
    return {
        "tier": tier, "seconds": spread([each for each in seconds if each is not None], digits=2),
        "silent": seconds.count(None), "by": dict(Counter(each.by for each in turns)),
        "turn_seconds": spread([each.seconds for each in turns], digits=2),
        "calls_a_turn": round(len(calls) / max(1, len(turns)), 2), "failed_calls": sum(not each.ok for each in calls),
        "model_seconds": spread([each.model_seconds for each in calls], digits=3),
        "queue_seconds": spread([each.queue_seconds for each in calls], digits=3),
    }  # fmt: skip


def _shares(by: dict[str, int]) -> str:
    total = sum(by.values())
    return ", ".join(f"{name} {count / total:.0%}" for name, count in sorted(by.items())) or "-"
