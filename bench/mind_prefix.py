"""Does a context only grow at its end? A scripted day and night of five agents, played again to the embedded model with
fewer slots than agents, and the same events in the two usual ways."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from pathlib import Path
from typing import Any

from agents.session import Entry
from bench.actor import Ask
from bench.lives import Company
from bench.results import Result, bar
from bench.scripted_day import CONTEXT, FIVE, lived_day
from bench.served import Served, a_server
from bench.ways import LAST_LINES, MEMORIES, append_only, clock_in_front, rebuilt

BAR = 1.03
SLOTS = 3
ROOM = 5120  # tokens a slot: the rule of thumb that makes contexts start anew counts characters
BASELINE_ASKS = 60  # requests of the day that the usual ways are played for: they compute nearly all of them
WAYS: dict[str, Callable[[Ask, Sequence[Entry]], tuple[dict[str, str], ...]]] = {
    "append-only (gothmud)": append_only, "clock and recalled notes in the system prompt": clock_in_front,
    "rebuilt each turn by retrieval": rebuilt,
}  # fmt: skip
OURS = "append-only (gothmud)"


@dataclass(frozen=True, slots=True)
class Played:
    """One request as the server counted it. ``new`` is what no earlier prompt of its agent began with; ``fresh`` is the
    first one of a context."""

    prompt: int
    new: int
    computed: int
    seconds: float
    fresh: bool
    miscounted: int


def run(asks: int = 0, baseline: int = BASELINE_ASKS) -> Result:
    """Live the day; play its first ``asks`` requests (0: all) our way, the first ``baseline`` the usual ways."""
    with tempfile.TemporaryDirectory(prefix="gothmud-bench-") as folder:
        company = lived_day(Path(folder))
    ours = company.asks[: asks or None]
    played = {OURS: played_way(company, ours, OURS)}
    for way in list(WAYS)[1:]:
        played[way] = played_way(company, ours[:baseline], way)
    data = {way: summed(each) for way, each in played.items()}
    rows = [_row(way, data[way]) for way in WAYS]
    few = summed(played[OURS][:baseline])
    rows.insert(1, _row("append-only, the same requests as below", few))
    purposes: defaultdict[str, int] = defaultdict(int)
    for each in ours:
        purposes[each.purpose] += 1
    return Result(
        name="mind-prefix", command="uv run python -m bench mind-prefix",
        measures="Prompt tokens of a day and a night of five agents: asked, new, computed by the embedded model's server.",
        how=_how(len(ours), baseline), caveats=_caveats(),
        columns=["way", "requests", "prompt", "new", "computed", "computed/new", "between compactions", "reused", "seconds"],
        rows=rows, bars=[bar("computed/new tokens between compactions, append-only", data[OURS]["between"], BAR, most=True)],
        data={**data, "append-only, first requests": few, "purposes": dict(purposes), "agents": len(FIVE), "slots": SLOTS},
    )  # fmt: skip


def played_way(company: Company, asks: Sequence[Ask], way: str) -> list[Played]:
    """Play a sequence of requests to a server with an empty cache, one at a time, in their order."""
    told: defaultdict[str, list[list[int]]] = defaultdict(list)
    begun: set[tuple[str, str]] = set()
    played = []
    with a_server(ROOM, SLOTS) as server:
        for ask in asks:
            messages = WAYS[way](ask, company.lived[ask.agent])
            tokens = server.tokens(messages)
            context = (ask.agent, ask.messages[0]["content"])
            played.append(_one(server, messages, tokens, told[ask.agent], fresh=context not in begun))
            begun.add(context)
            told[ask.agent].append(tokens)
    return played


def _one(server: Served, messages: tuple[dict[str, str], ...], tokens: list[int], told: list[list[int]], *, fresh: bool) -> Played:  # fmt: skip
    known = max((len(commonprefix([tokens, each])) for each in told), default=0)  # noqa: RUF071 - tokens, not paths
    answer = server.ask(messages)
    return Played(
        answer.prompt, len(tokens) - known, answer.prompt - answer.cached, answer.seconds, fresh, abs(answer.prompt - len(tokens))
    )  # fmt: skip


def summed(played: Sequence[Played]) -> dict[str, Any]:
    """Return the totals of a way, with the ratio of all of it and of all but the first request of each context."""
    later = [each for each in played if not each.fresh]
    total = {key: sum(getattr(each, key) for each in played) for key in ("prompt", "new", "computed", "miscounted")}
    return {
        **total, "requests": len(played), "contexts": len(played) - len(later), "longest": max(each.prompt for each in played),
        "ratio": round(total["computed"] / total["new"], 4),
        "between": round(sum(each.computed for each in later) / max(1, sum(each.new for each in later)), 4),
        "between_new": sum(each.new for each in later), "between_computed": sum(each.computed for each in later),
        "nothing_new": sum(each.new == 0 for each in played), "seconds": round(sum(each.seconds for each in played), 1),
        "dearest": sorted(({"new": each.new, "computed": each.computed, "prompt": each.prompt} for each in later), key=lambda each: each["new"] - each["computed"])[:5],
    }  # fmt: skip


def _row(way: str, found: dict[str, Any]) -> list[str]:
    return [
        way, *(f"{found[key]:,}" for key in ("requests", "prompt", "new", "computed")),
        f"{found['ratio']:.3f}", f"{found['between']:.3f}", f"{1 - found['computed'] / found['prompt']:.1%}", f"{found['seconds']:g}",
    ]  # fmt: skip


def _how(asks: int, baseline: int) -> list[str]:
    return [
        f"{', '.join(each.capitalize() for each in FIVE)} of the shipped cast live 26 hours of city time in process, on a clock that jumps: "
        "full manner, built-in behaviours, a model out of a script, a visitor who speaks to each, weather that turns.",
        f"The {asks} requests are then played to the embedded model's server ({SLOTS} slots, {ROOM} tokens each), one at a time, "
        "in their order, temperature 0, one token of answer; prompt and cached tokens are the server's own counts.",
        "new: tokens that no earlier prompt of the same agent began with, by the server's tokenizer. computed = prompt - cached.",
        "Between compactions: all but the first request of each context (an agent's first, and the first after a night or a full context).",
        f"The usual ways are played for the first {baseline} requests, each to a server of its own: (a) the same talk, but hour and recalled notes "
        f"stand in the system prompt; (b) persona, hour, the {MEMORIES} memories nearest by word overlap and recency, the last {LAST_LINES} lines.",
        f"Contexts start anew at 80 % of {CONTEXT} tokens by a rule of thumb of four characters a token.",
    ]  # fmt: skip


def _caveats() -> list[str]:
    return [
        "What the script says isn't what the model would write: its words are new tokens of the next prompt here, in life they are in the cache already.",
        "One request at a time: contention for slots is by turn-taking only, and seconds depend on what else runs on the machine.",
        "An agent's first request shares the rules of the house with the others', so computed may be less than new where contexts begin.",
    ]
