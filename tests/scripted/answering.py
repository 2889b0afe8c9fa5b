"""Send one answer, or the fault that stands for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.scripted.asking import Answer, Asked
from tests.scripted.bodies import Said, trouble
from tests.scripted.tokens import limited

if TYPE_CHECKING:
    from tests.scripted.handler import Handler

STATUS = {
    "400": ("the request is not understood", "invalid_request_error"),
    "401": ("Invalid API Key", "authentication_error"),
    "429": ("too many requests", "rate_limit_error"),
    "500": ("the model failed", "server_error"),
    "503": ("Loading model", "unavailable_error"),
}
TEXTS = {
    "empty": "",
    "wrong-schema": '{"unexpected": "The fog is thick tonight."}',
    "error-text": "Error: CUDA error: out of memory. Tried to allocate 512 MiB.",
    "cut": "I was about to tell you the whole of it when the lamp went out.",
    "malformed": "The fog is thick tonight.",
    "stream-error": "The fog is thick tonight.",
}
BROKEN = '{"choices": [{"index": 0, "delta": {"content": '
HUGE = 10 * 1024 * 1024  # characters
PIECE = "and the rain fell on the slates " * 32


@dataclass(frozen=True, slots=True)
class Told:
    """What the server tells of itself. A prompt of more than ``n_ctx`` tokens is refused, as llama.cpp does."""

    model: str
    parameters: int
    n_ctx: int
    slots: int


def respond(reply: Handler, asked: Asked, answer: Answer, told: Told) -> None:
    """Send the answer. Raises ConnectionError where the peer has gone."""
    fault = answer.fault
    if fault == "hang":
        reply.gone_within(None)
    elif fault in STATUS:
        more = {"retry-after": f"{answer.retry_after:g}"} if fault == "429" else {}
        reply.json(int(fault), trouble(int(fault), *STATUS[fault]), more)
    elif asked.prompt_tokens > told.n_ctx:
        reply.json(400, _too_long(asked, told))
    elif fault == "huge":
        said = Said(asked, told.model, [PIECE] * (HUGE // len(PIECE) + 1), "length", answer.logprob)
        _stream(reply, said, None) if asked.stream else reply.json(200, said.whole())
    else:
        tokens, finish = limited(TEXTS.get(fault or "", answer.text), asked.body)
        said = Said(asked, told.model, tokens, finish, answer.logprob)
        _stream(reply, said, fault) if asked.stream else _whole(reply, said, fault)


def _too_long(asked: Asked, told: Told) -> dict[str, object]:
    return trouble(
        400, "the request exceeds the available context size", "exceed_context_size_error",
        n_prompt_tokens=asked.prompt_tokens, n_ctx=told.n_ctx,
    )  # fmt: skip


def _whole(reply: Handler, said: Said, fault: str | None) -> None:
    if fault == "malformed":
        reply.raw(200, BROKEN.encode())
    elif fault == "stream-error":
        reply.json(500, trouble(500, *STATUS["500"]))
    elif fault == "cut":
        body = json.dumps(said.whole()).encode()
        half = len(body) // 2
        reply.raw(200, body[:half], missing=len(body) - half)
        reply.cut()
    else:
        reply.json(200, said.whole())


def _stream(reply: Handler, said: Said, fault: str | None) -> None:
    """Stream; a fault of the stream comes in the middle of the tokens."""
    reply.begin_events()
    for number, chunk in enumerate(said.chunks()):
        if number == max(1, len(said.tokens) // 2):
            if fault == "cut":
                return reply.cut()
            if fault == "malformed":
                reply.event(BROKEN)
            if fault == "stream-error":
                reply.event(json.dumps(trouble(500, *STATUS["500"])))
        reply.event(json.dumps(chunk))
    reply.event("[DONE]")
    reply.end_events()
