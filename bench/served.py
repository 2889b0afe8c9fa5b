"""The embedded model's server, started on a free port for one measurement, and what it counts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from bench.city import clean_environment, free_base
from bench.results import ROOT
from gothmud.clock import block, stopwatch
from gothmud.errors import StartError

LOADED_WITHIN = 180.0
ANSWERED_WITHIN = 600.0

Messages = Sequence[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer with the server's own counts of tokens."""

    text: str
    prompt: int
    cached: int
    output: int
    seconds: float


class Served:
    """A running server."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=ANSWERED_WITHIN)

    def ask(self, messages: Messages, max_tokens: int = 1, schema: dict[str, Any] | None = None) -> Counted:
        """Ask at temperature 0. Raises httpx.HTTPError where there is no answer."""
        asked: dict[str, Any] = {"messages": list(messages), "max_tokens": max_tokens, "temperature": 0}
        if schema:
            asked["response_format"] = {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema}}
        started = stopwatch()
        told = self._post("/v1/chat/completions", asked)
        usage = told["usage"]
        return Counted(
            told["choices"][0]["message"]["content"] or "", usage["prompt_tokens"], usage["prompt_tokens_details"]["cached_tokens"],
            usage["completion_tokens"], stopwatch() - started,
        )  # fmt: skip

    def tokens(self, messages: Messages) -> list[int]:
        """Return a chat's tokens as the server reads them."""
        text = self._post("/apply-template", {"messages": list(messages)})["prompt"]
        return self._post("/tokenize", {"content": text, "add_special": True, "parse_special": True})["tokens"]

    def size(self, text: str) -> int:
        """Return how many tokens a text has."""
        return len(self._post("/tokenize", {"content": text})["tokens"])

    def _post(self, path: str, asked: dict[str, Any]) -> dict[str, Any]:
        answer = self._client.post(path, json=asked)
        answer.raise_for_status()
        return answer.json()


@contextmanager
def a_server(context: int, slots: int = 3) -> Iterator[Served]:
    """Give a server with nothing in its cache; it is ended afterwards. Raises StartError where it doesn't come up."""
    port = free_base()
    process = subprocess.Popen(
        [sys.executable, "-m", "gothmud.model_server", "--port", str(port), "--context", str(context), "--slots", str(slots)],
        cwd=ROOT, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_loaded(process, url)
        yield Served(url)
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_loaded(process: subprocess.Popen[bytes], url: str) -> None:
    ends = stopwatch() + LOADED_WITHIN
    while process.poll() is None and stopwatch() < ends:
        try:
            if httpx.get(f"{url}/health", timeout=2.0).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        block(0.2)
    raise StartError(f"embedded model: no answer at {url}/health within {LOADED_WITHIN:g} s; expected status 200")
