"""Is the context computed once? An hour of city life, compressed, on the embedded model with three slots."""

from __future__ import annotations

import asyncio
import math
from typing import Any

from bench.city import Home, a_city
from bench.counts import by_turn, dearest, failures, validity
from bench.questions import QUESTIONS
from bench.results import Result, bar, spread
from bench.visitor import Visitor
from gothmud.clock import real_sleep, stopwatch
from gothmud.events import Call

SECONDS = 330.0  # real
SPEED = 11.0  # city seconds a real second: an hour
BAR = 1.05
CAST = (
    ("ada", "Ada"), ("hester", "Hester"), ("lorenz", "Lorenz"), ("marlow", "Marlow"),
    ("bruno", "Bruno"), ("pym", "Mrs Pym"), ("sabine", "Sabine"),
)  # fmt: skip
AGENTS = ("ada", "hester", "lorenz", "marlow")
LINES_EACH = 2


def run(seconds: float = SECONDS) -> Result:
    """Let the city live while a human talks in turn with all seven; add up the tokens of the calls."""
    settings = {
        "city": {"speed": SPEED}, "model": {"embedded": True, "slots": 3}, "minds": {"musing_seconds": 5.0, "always": True},
    }  # fmt: skip
    with a_city(**settings) as home:
        spoken = asyncio.run(talked(home, seconds))
        events = home.events()
        megabytes = home.megabytes()
    calls = [each for each in events if isinstance(each, Call)]
    data = {
        "agents": _tokens([each for each in calls if each.agent in AGENTS]),
        "npcs": _tokens([each for each in calls if each.agent not in AGENTS]),
        "validity": validity(events), "megabytes": megabytes, "lines_of_the_human": spoken, "real_seconds": seconds,
    }  # fmt: skip
    rows = [[name, *_row(data[name])] for name in ("agents", "npcs")]
    return Result(
        name="prefix", command="uv run python -m bench prefix",
        measures="Prompt tokens that the model computed against those that were new, for agents (bar) and short-memory NPCs.",
        how=[
            f"Four agents, three NPCs, three slots, {seconds:g} s at {SPEED:g} city seconds a second, musing every 5 s, "
            f"one human who walks to each in turn and says {LINES_EACH} lines.",
            "From the record's `call` events. computed = prompt - cached, as the endpoint reports both. A turn is a run of "
            "calls with the same mind, purpose, cause and prompt.",
            "New is what none of the mind's latest prompts began with (agents/prefix.py), by characters; a second try with the "
            "same prompt has nothing new.",
        ],
        caveats=[
            "llama.cpp computes at least the last token of every prompt again, also of one that it has whole in its cache.",
            "What the model wrote itself counts as new when it stands in the next prompt, though the cache has it already.",
        ],
        columns=["who", "calls", "turns", "prompt", "cached", "computed", "new", "computed/new", "p50 computed a turn", "failures"],
        rows=rows, data=data, bars=[bar("computed/new tokens of agents", data["agents"]["ratio"] or math.inf, BAR, most=True)],
    )  # fmt: skip


async def talked(home: Home, seconds: float) -> dict[str, int]:
    """Talk in turn with everybody until the time is over; return lines said and answered."""
    visitor = await Visitor.enter(home)
    ends = stopwatch() + seconds
    said = answered = 0
    while stopwatch() < ends:
        for person, called in CAST:
            if not await visitor.walk_to(person):
                continue
            for _ in range(LINES_EACH):
                said += 1
                answered += await visitor.ask(called, QUESTIONS[said % len(QUESTIONS)], 20.0) is not None
                await real_sleep(1.0)
            if stopwatch() >= ends:
                break
    await visitor.line.close()
    return {"said": said, "answered": answered}


def _tokens(calls: list[Call]) -> dict[str, Any]:
    turns = by_turn(calls)
    total = {key: sum(each[key] for each in turns) for key in ("calls", "prompt", "cached", "computed", "novel")}
    return {
        **total, "turns": len(turns), "ratio": _ratio(total["computed"], total["novel"]), "dearest": dearest(turns),
        "computed_a_turn": spread([each["computed"] for each in turns], digits=1),
        "novel_a_turn": spread([each["novel"] for each in turns], digits=1),
        "failures": failures(calls), "unreported": sum(each.ok and each.cached_tokens is None for each in calls),
        "model_seconds": spread([each.model_seconds for each in calls], digits=3),
        "queue_seconds": spread([each.queue_seconds for each in calls], digits=3),
    }  # fmt: skip


def _ratio(computed: int, novel: int) -> float | None:
    return round(computed / novel, 4) if novel else None


def _row(found: dict[str, Any]) -> list[str]:
    known = found["novel"] > 0
    failed = ", ".join(f"{kind} {count}" for kind, count in found["failures"].items()) or "none"
    return [
        *(f"{found[key]:,}" for key in ("calls", "turns", "prompt", "cached", "computed")),
        f"{found['novel']:,}" if known else "-", f"{found['ratio']:.3f}" if known else "-",
        f"{found['computed_a_turn'].get('p50', 0):g}", failed,
    ]  # fmt: skip
