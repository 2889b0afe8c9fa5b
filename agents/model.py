"""What is asked of a language model, and what comes back: a completion or a failure, both plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, Protocol


class Priority(IntEnum):
    """Who goes first; waiting makes more urgent (see queue.py)."""

    HUMAN = 0  # a human waits for the answer
    ADDRESSED = 1  # somebody spoke to this mind
    SCHEDULED = 2  # the plan says so
    IDLE = 3  # musing
    BACKGROUND = 4  # notes, summaries


@dataclass(frozen=True, slots=True)
class Request:
    """One question. Either ``messages`` (chat) or ``prompt`` (plain completion) is set."""

    purpose: str
    agent: str
    priority: Priority
    messages: tuple[dict[str, str], ...] = ()
    prompt: str = ""
    schema: dict[str, Any] | None = None
    max_tokens: int = 160
    temperature: float = 0.8
    stop: tuple[str, ...] = ()
    cause: str = ""
    sampling: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer. Token counts are the endpoint's own; None is 'not reported', which is not zero."""

    text: str
    prompt_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    model_seconds: float = 0.0
    first_token_seconds: float | None = None
    surprise: float | None = None  # mean negative log-probability a token, where the endpoint tells


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer, and why. Never shown to a mind as if it were one."""

    kind: Literal[
        "unreachable", "timeout", "busy", "refused", "malformed", "empty", "too-long", "cancelled",
        "paused", "stale", "budget", "thrift", "frozen", "gave-way", "diverged",
    ]  # fmt: skip
    text: str
    retry_after: float | None = None
    prompt_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    begun: bool = False  # an answer had begun to come: the model had worked, whatever was reported

    @property
    def worth_retrying(self) -> bool:
        """Whether the same question may be answered a little later."""
        return self.kind in ("unreachable", "timeout", "busy")

    @property
    def used_the_model(self) -> bool:
        """Whether the model worked for it, though perhaps nothing was reported."""
        return self.begun or self.kind in ("timeout", "malformed", "empty", "too-long", "cancelled")


Answer = Completion | Failure


class Model(Protocol):
    """Anything that answers requests: the endpoint, and each layer around it."""

    @property
    def paused(self) -> bool:
        """Whether it is known to give no answer for now: what can wait isn't asked."""
        ...

    async def complete(self, request: Request) -> Answer:
        """Return the answer; never raises for what an endpoint does."""
        ...
