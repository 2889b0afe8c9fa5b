"""What is known of the model servers of the field: one table. Nothing else in gothmud asks 'which server is it'."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one kind of server is recognised and spoken to. ``extra`` goes into every chat request's body."""

    name: str
    ports: tuple[int, ...]
    sign: str  # a path below the server's root that only it answers with 200
    context_at: tuple[str, ...] = ()  # where in the sign's JSON the context stands
    slots_at: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    remark: str = ""
    mend: str = ""


NO_THINKING = {"chat_template_kwargs": {"enable_thinking": False}}
DIALECTS: tuple[Dialect, ...] = (
    Dialect(
        "llama.cpp", (8080, 9931), "/props", ("default_generation_settings", "n_ctx"), ("total_slots",), NO_THINKING
    ),
    Dialect(
        "Ollama", (11434,), "/api/version", extra={"reasoning_effort": "none"},
        remark="cached tokens are never reported; the context is 4,096 tokens unless you say more",
        mend="OLLAMA_CONTEXT_LENGTH=16384 OLLAMA_NUM_PARALLEL=4 OLLAMA_KEEP_ALIVE=-1 ollama serve",
    ),
    Dialect("LM Studio", (1234,), "/api/v0/models", ("data", "0", "loaded_context_length")),
    Dialect(
        "vLLM", (8000,), "/version", extra=NO_THINKING, remark="cached tokens are reported only if asked for",
        mend="vllm serve MODEL --enable-prefix-caching --enable-prompt-tokens-details",
    ),
    Dialect(
        "SGLang", (30000,), "/get_model_info", extra=NO_THINKING, remark="cached tokens are reported only if asked for",
        mend="python -m sglang.launch_server --model-path MODEL --enable-cache-report",
    ),
)  # fmt: skip
OTHER = Dialect("OpenAI-compatible", (), "")


def dig(value: Any, path: tuple[str, ...]) -> int:
    """Return the integer at ``path`` in parsed JSON, 0 where there is none."""
    for part in path:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return 0
    return value if isinstance(value, int) and path else 0
