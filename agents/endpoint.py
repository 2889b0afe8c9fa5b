"""The model's endpoint: one OpenAI-compatible API over HTTP. What it does wrong comes back as a Failure."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import openai

from agents.model import Answer, Completion, Failure, Request
from agents.probe import Findings
from gothmud.clock import stopwatch

MAX_ANSWER = 20_000  # characters; an answer that goes on is cut off and is a failure


class Endpoint:
    """Asks one endpoint. ``findings`` says what it can do (probe.py)."""

    paused = False  # the queue in front of it pauses

    def __init__(self, findings: Findings, key: str, timeout: float) -> None:
        self.findings, self._timeout = findings, timeout
        self._client = openai.AsyncOpenAI(
            base_url=findings.url, api_key=key or "none", max_retries=0,
            timeout=httpx.Timeout(timeout, connect=5.0),
        )  # fmt: skip

    async def complete(self, request: Request) -> Answer:
        """Return the answer within the time limit; never raises for what an endpoint does."""
        try:
            async with asyncio.timeout(self._timeout):
                return await self._ask(request)
        except (TimeoutError, openai.APITimeoutError):
            return Failure("timeout", f"no answer within {self._timeout:g} s")
        except openai.APIConnectionError as error:
            return Failure("unreachable", str(error.__cause__ or error))
        except openai.APIStatusError as error:
            return _of_status(error)
        except httpx.TransportError as error:
            return Failure("unreachable", f"{type(error).__name__}: {error}"[:200], begun=True)
        except (openai.APIError, httpx.HTTPError, ValueError, TypeError, AttributeError, KeyError) as error:
            return Failure("malformed", f"{type(error).__name__}: {error}"[:200])

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _ask(self, request: Request) -> Answer:
        started = stopwatch()
        reader = _Reader(started)
        stream = await self._stream(request)
        try:
            async for chunk in stream:
                reader.take(chunk)
                if reader.length > MAX_ANSWER:
                    return Failure("too-long", f"an answer of over {MAX_ANSWER} characters was cut off")
        finally:
            await stream.close()  # an endless answer must not go on behind our back
        return reader.answer(stopwatch() - started)

    async def _stream(self, request: Request) -> openai.AsyncStream[Any]:
        common: dict[str, Any] = {
            "model": self.findings.model, "max_tokens": request.max_tokens, "temperature": request.temperature,
            "stream": True, "stream_options": {"include_usage": True},
            "extra_body": {**({} if request.prompt else self.findings.extra), **request.sampling},
        }  # fmt: skip
        if request.stop:
            common["stop"] = list(request.stop)
        if request.prompt:
            return await self._client.completions.create(prompt=request.prompt, logprobs=1, **common)
        if request.schema and self.findings.schema:
            shape = {"name": "reply", "schema": request.schema, "strict": True}
            common["response_format"] = {"type": "json_schema", "json_schema": shape}
        chat: Any = self._client.chat.completions
        return await chat.create(messages=list(request.messages), **common)


class _Reader:
    """Puts a streamed answer together."""

    def __init__(self, started: float) -> None:
        self._started = started
        self._parts: list[str] = []
        self._aside: list[str] = []
        self._usage: dict[str, Any] = {}
        self._timings: dict[str, Any] = {}
        self._logprobs: list[float] = []
        self._first: float | None = None
        self._finished = False
        self.length = 0

    def take(self, chunk: Any) -> None:
        """Take one chunk of a chat or of a plain completion."""
        raw = chunk.to_dict()
        self._usage = raw.get("usage") or self._usage
        self._timings = raw.get("timings") or self._timings
        for choice in raw.get("choices") or []:
            self._finished = self._finished or bool(choice.get("finish_reason"))
            delta = choice.get("delta") or choice
            self._add(self._parts, delta.get("content") or delta.get("text") or "")
            self._add(self._aside, delta.get("reasoning") or delta.get("reasoning_content") or "")
            tokens = (choice.get("logprobs") or {}).get("content") or []
            self._logprobs += [each["logprob"] for each in tokens if isinstance(each.get("logprob"), int | float)]

    def _add(self, parts: list[str], text: str) -> None:
        if text:
            self._first = stopwatch() - self._started if self._first is None else self._first
            self.length += len(text)
            parts.append(text)

    def answer(self, seconds: float) -> Answer:
        """Return the whole answer. Some servers put everything into the reasoning: then that is read."""
        text = _mended("".join(self._parts) or "".join(self._aside))
        if not self._finished:
            return Failure("malformed", "the stream ended in the middle of the answer", **self._counts())
        if not text.strip():
            return Failure("empty", "the answer was empty", **self._counts())
        surprise = -sum(self._logprobs) / len(self._logprobs) if self._logprobs else None
        return Completion(
            text, **self._counts(), model_seconds=seconds, first_token_seconds=self._first, surprise=surprise
        )

    def _counts(self) -> dict[str, Any]:
        """Return the endpoint's own counts; a failure was paid for like an answer."""
        cached = (self._usage.get("prompt_tokens_details") or {}).get("cached_tokens", self._timings.get("cache_n"))
        return {
            "prompt_tokens": self._usage.get("prompt_tokens"), "cached_tokens": cached,
            "output_tokens": self._usage.get("completion_tokens"),
        }  # fmt: skip


def _mended(text: str) -> str:
    """Return a text with the halves of characters that a stream cut apart put together again; a half alone is replaced: no
    file takes it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _of_status(error: openai.APIStatusError) -> Failure:
    text = f"HTTP {error.status_code}: {error.message}"[:200]
    wait = error.response.headers.get("retry-after", "")
    after = float(wait) if wait.replace(".", "", 1).isdigit() else None
    return Failure("busy" if error.status_code in (408, 429, 500, 502, 503, 504) else "refused", text, after)
