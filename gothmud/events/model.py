"""What the language model was asked. Not reported (null) is not zero."""

from __future__ import annotations

from typing import Literal

from gothmud.events.base import Event


class Call(Event, frozen=True):
    """One call: tokens by the endpoint's own counts, ``novel`` what no
    earlier request of the context had, seconds in the queue and at the model."""

    kind: Literal["call"] = "call"
    agent: str
    purpose: str
    priority: str
    model: str
    ok: bool
    failure: str = ""
    prompt_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    novel_tokens: int | None = None
    queue_seconds: float
    model_seconds: float
    first_token_seconds: float | None = None
