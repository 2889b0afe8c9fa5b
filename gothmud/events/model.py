"""What the language model was asked. Not reported (null) is not zero."""

from __future__ import annotations

from typing import Literal

from gothmud.events.base import Event


class Call(Event, frozen=True):
    """One call: tokens by the endpoint's own counts, ``novel`` what no earlier request of the context had, seconds in
    the queue and at the model. ``reckoned`` is what the budget took instead where tokens were used and not reported."""

    kind: Literal["call"] = "call"
    agent: str
    tier: str = ""
    purpose: str
    priority: str
    model: str
    ok: bool
    failure: str = ""
    prompt_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    novel_tokens: int | None = None
    reckoned_tokens: int | None = None
    queue_seconds: float
    model_seconds: float
    first_token_seconds: float | None = None


class Rationed(Event, frozen=True):
    """A budget came nearer to its limit, or began anew: who may not ask any more. ``agent`` is empty for the city's."""

    kind: Literal["rationed"] = "rationed"
    agent: str
    window: Literal["hour", "day"]
    used: int
    limit: int
    stopped: list[str] = []


class Frozen(Event, frozen=True):
    """The minds were frozen (no call leaves) or thawed."""

    kind: Literal["frozen"] = "frozen"
    on: bool
    why: str = ""


class Power(Event, frozen=True):
    """What a meter counted since the last such line: nvml is the graphics cards, rapl the processors."""

    kind: Literal["power"] = "power"
    meter: Literal["nvml", "rapl"]
    joules: float
    seconds: float
