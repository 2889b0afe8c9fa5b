"""What a record says of minds: invalid words and acts, and tokens by turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from gothmud.events import Call, Dropped, Event, Refused, Turn

# What the world says of an act that doesn't fit the closed list (gothmud.wire.misfit). Everything else it refuses is a
# true answer about the city: somebody has left, a way is barred.
MALFORMED = (" needs ", " takes no ")


def validity(events: Iterable[Event]) -> dict[str, Any]:
    """Return turns, dropped words and refused acts of minds, and how many refused ones were malformed."""
    events = list(events)
    turns = [each for each in events if isinstance(each, Turn)]
    dropped = [each for each in events if isinstance(each, Dropped)]
    refused = [each for each in events if isinstance(each, Refused) and each.tier in ("agent", "short")]
    malformed = [each for each in refused if any(mark in each.reason for mark in MALFORMED)]
    a_thousand = 1000 / max(1, len(turns))
    return {
        "turns": len(turns), "acts": sum(bool(each.act) for each in turns), "by": dict(Counter(each.by for each in turns)),
        "tiers": dict(Counter(each.tier for each in turns)),
        "dropped": len(dropped), "dropped_per_1000": round(len(dropped) * a_thousand, 1),
        "dropped_why": dict(Counter(_general(each.why) for each in dropped).most_common(12)),
        "refused": len(refused), "refused_per_1000": round(len(refused) * a_thousand, 1),
        "refused_why": dict(Counter(f"{each.verb}: {each.reason}" for each in refused).most_common(12)),
        "malformed": len(malformed), "malformed_per_1000": round(len(malformed) * a_thousand, 1),
    }  # fmt: skip


def _general(why: str) -> str:
    return "speaks of a name that nobody knows" if why.startswith("speaks of") else why[:80]


def by_turn(calls: Iterable[Call]) -> list[dict[str, Any]]:
    """Return one line a turn: its calls, and prompt, cached, computed and novel tokens over all of them.

    A turn is a run of calls of one mind with one purpose and cause. What is new is in the record: a second try with the
    same prompt has no new tokens (agents/prefix.py).
    """
    ordered = sorted(
        (each for each in calls if each.ok and each.prompt_tokens is not None), key=lambda each: each.agent
    )
    turns = []
    for _, run in groupby(ordered, key=lambda each: (each.agent, each.purpose, each.cause, each.prompt_tokens)):
        asked = list(run)
        turns.append({
            "agent": asked[0].agent, "purpose": asked[0].purpose, "at": f"{asked[0].real_time:%M:%S}",
            "calls": len(asked), "prompt": sum(each.prompt_tokens or 0 for each in asked),
            "cached": sum(each.cached_tokens or 0 for each in asked),
            "computed": sum((each.prompt_tokens or 0) - (each.cached_tokens or 0) for each in asked),
            "novel": sum(each.novel_tokens or 0 for each in asked),
        })  # fmt: skip
    return turns


def dearest(turns: Iterable[dict[str, Any]], most: int = 8) -> list[dict[str, Any]]:
    """Return the turns that computed most beyond what was new."""
    return sorted(turns, key=lambda each: each["novel"] - each["computed"])[:most]


def failures(calls: Iterable[Call]) -> dict[str, int]:
    """Return how many calls failed, by kind."""
    return dict(Counter(each.failure.partition(":")[0] for each in calls if not each.ok))
