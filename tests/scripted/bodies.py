"""Answers as llama.cpp's server writes them: whole, in chunks, and as errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.scripted.asking import Asked

MILLISECONDS = 1.0  # a token, as told in timings


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in tokens, and all that its JSON is made of."""

    asked: Asked
    model: str
    tokens: list[str]
    finish: str
    logprob: float

    def whole(self) -> dict[str, Any]:
        """Return the body of an answer that isn't streamed."""
        text = "".join(self.tokens)
        content = {"message": {"role": "assistant", "content": text}} if self.asked.chat else {"text": text}
        choice = {"index": 0, **content, "logprobs": self._logprobs(self.tokens), "finish_reason": self.finish}
        name = "chat.completion" if self.asked.chat else "text_completion"
        return {**self._frame(name, [choice]), "usage": self._usage(), "timings": self._timings()}

    def chunks(self) -> Iterator[dict[str, Any]]:
        """Yield the streamed chunks: a role (chat), the tokens, the finish, and the usage where it was asked for."""
        if self.asked.chat:
            yield self._chunk({"role": "assistant", "content": None}, [], None)
        for token in self.tokens:
            yield self._chunk({"content": token}, [token], None)
        yield {**self._chunk({}, [], self.finish), "timings": self._timings()}
        if (self.asked.body.get("stream_options") or {}).get("include_usage"):
            yield {**self._frame(self._streamed, []), "usage": self._usage(), "timings": self._timings()}

    @property
    def _streamed(self) -> str:
        return "chat.completion.chunk" if self.asked.chat else "text_completion"

    def _chunk(self, delta: dict[str, Any], tokens: list[str], finish: str | None) -> dict[str, Any]:
        content = {"delta": delta} if self.asked.chat else {"text": delta.get("content") or ""}
        return self._frame(
            self._streamed, [{"index": 0, **content, "logprobs": self._logprobs(tokens), "finish_reason": finish}]
        )

    def _frame(self, name: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
        number = f"chatcmpl-{self.asked.number}" if self.asked.chat else f"cmpl-{self.asked.number}"
        return {"id": number, "object": name, "created": 0, "model": self.model, "choices": choices}

    def _logprobs(self, tokens: list[str]) -> dict[str, Any] | None:
        if not self.asked.body.get("logprobs") or not tokens:
            return None
        return {"content": [{"token": each, "logprob": self.logprob, "top_logprobs": []} for each in tokens]}

    def _usage(self) -> dict[str, Any]:
        read, written = self.asked.prompt_tokens, len(self.tokens)
        details = {"cached_tokens": self.asked.cached_tokens}
        return {
            "prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written,
            "prompt_tokens_details": details,
        }  # fmt: skip

    def _timings(self) -> dict[str, Any]:
        new = self.asked.prompt_tokens - self.asked.cached_tokens
        return {
            "cache_n": self.asked.cached_tokens, "prompt_n": new, "prompt_ms": new * MILLISECONDS,
            "predicted_n": len(self.tokens), "predicted_ms": len(self.tokens) * MILLISECONDS,
        }  # fmt: skip


def trouble(status: int, message: str, kind: str, **more: int) -> dict[str, Any]:
    """Return the body of an error."""
    return {"error": {"code": status, "message": message, "type": kind, **more}}


def models(model: str, parameters: int, n_ctx: int) -> dict[str, Any]:
    """Return the body of /v1/models."""
    meta = {"n_ctx_train": n_ctx, "n_params": parameters, "n_vocab": 32000, "n_embd": 1024, "size": parameters}
    return {
        "object": "list",
        "data": [{"id": model, "object": "model", "created": 0, "owned_by": "llamacpp", "meta": meta}],
    }


def props(model: str, n_ctx: int, slots: int) -> dict[str, Any]:
    """Return the body of /props, by which llama.cpp is recognised."""
    return {
        "default_generation_settings": {"n_ctx": n_ctx, "params": {}}, "total_slots": slots, "model_path": model,
        "chat_template": "", "build_info": "scripted", "is_sleeping": False,
    }  # fmt: skip
