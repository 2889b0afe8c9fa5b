"""A cassette: what a model was asked and what it answered, in a file; the same requests get the same answers again.

It stands where the endpoint does, behind the queue. A file of JSON lines: the label first (of which city and model it is),
then a line a call. Of a request there is its hash, and what its text has beyond the call before of the same mind.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from agents.model import Answer, Completion, Failure, Model, Request
from agents.probe import Findings
from gothmud.errors import ConfigError
from gothmud.journal import Journal, read_lines

log = logging.getLogger(__name__)
Mode = Literal["auto", "record", "replay"]
SHOWN = 60  # characters to each side of where two prompts part
CUT = Failure("cancelled", "the call was broken off when it was recorded, too")


class Label(BaseModel):
    """What a cassette is of. With city, seed and first hour the same the same requests come again."""

    model_config = ConfigDict(extra="forbid")

    cassette: Literal[1] = 1
    city: str
    seed: int
    begins: datetime | None
    findings: Findings


@dataclass(frozen=True, slots=True)
class Call:
    """A line of a cassette: a request by its hash and its text, and its answer."""

    key: str
    agent: str
    purpose: str
    kept: int  # characters that its text shares with the one before of the same mind
    rest: str
    answer: dict[str, Any]


def label_of(path: Path) -> Label | None:
    """Return a cassette's label, None where there is no such file yet. Raises ConfigError for a file of another kind."""
    first = next(read_lines(path), None)
    if first is None:
        return None
    try:
        return Label.model_validate(first)
    except ValidationError:
        raise ConfigError(f"cassette {path}: found no label in its first line; is it a cassette?") from None


def checked(path: Path, label: Label, city: str, model: str) -> None:
    """Raise ConfigError where a cassette is of another city or another model (empty: whatever it is of)."""
    for what, recorded, wanted in (("city", label.city, city), ("model", label.findings.model, model)):
        if wanted and recorded != wanted:
            raise ConfigError(
                f"cassette {path}: it is of {what} '{recorded}', expected '{wanted}'; give another file to record anew"
            )


class Cassette:
    """A model whose answers are kept. ``model`` is asked for what isn't there, and in the mode ``record`` for all;
    ``replay`` asks nobody: what isn't there is a failure, and ``on_divergence`` hears of the first."""

    def __init__(
        self, path: Path, label: Label, mode: Mode, model: Model, on_divergence: Callable[[str], None] = log.error
    ) -> None:
        self._name, self._mode, self._model, self._on_divergence = path.name, mode, model, on_divergence
        known = label_of(path)
        self._calls = [Call(**each) for each in _calls(path)] if known and mode != "record" else []
        self._answers: defaultdict[str, deque[Answer]] = defaultdict(deque)
        for each in self._calls:
            self._answers[each.key].append(_answer_of(each.answer))
        self._texts: defaultdict[str, str] = defaultdict(str)
        self._asked: defaultdict[str, int] = defaultdict(int)
        self._diverged = False
        self._journal = None if mode == "replay" else Journal(path)
        if self._journal and not known:
            self._journal.append(label.model_dump(mode="json"))

    @property
    def paused(self) -> bool:
        """Whether the endpoint behind it pauses."""
        return self._model.paused

    async def complete(self, request: Request) -> Answer:
        """Return the answer that was recorded for this request, in the order of recording, else the model's."""
        key, number = key_of(request), self._asked[request.agent]
        self._asked[request.agent] += 1
        if recorded := self._recorded(key):
            return recorded
        if self._journal is None:
            return self._missing(request, number)
        try:
            answer = await self._model.complete(request)
        except asyncio.CancelledError:
            self._record(key, request, CUT)
            raise
        self._record(key, request, answer)
        return answer

    def _recorded(self, key: str) -> Answer | None:
        """Return the next answer of a request; a failure only where nobody else can be asked."""
        waiting = self._answers.get(key)
        while waiting:
            answer = waiting.popleft()
            if isinstance(answer, Completion) or self._mode == "replay":
                return answer
        return None

    def _record(self, key: str, request: Request, answer: Answer) -> None:
        assert self._journal is not None
        before, text = self._texts[request.agent], text_of(request)
        self._texts[request.agent], kept = text, _alike(before, text)
        call = Call(key, request.agent, request.purpose, kept, text[kept:], _line_of(answer))
        try:
            self._journal.append(asdict(call))
        except OSError as error:
            log.error("cassette %s: %s; the call isn't on it", self._name, error)

    def _missing(self, request: Request, number: int) -> Failure:
        told = self._parting(request, number)
        if not self._diverged:
            self._diverged = True
            self._on_divergence(told)
        return Failure("diverged", told)

    def _parting(self, request: Request, number: int) -> str:
        """Return where a request that isn't there parts from the one that its mind asked at this point."""
        head = f"cassette {self._name}: call {number + 1} of '{request.agent}' ({request.purpose}) isn't on it"
        recorded = self._text(request.agent, number)
        if recorded is None:
            return f"{head}; it has {sum(each.agent == request.agent for each in self._calls)} of this mind"
        text = text_of(request)
        same = _alike(recorded, text)
        if same == len(text) == len(recorded):
            return f"{head}; the words are the same, how they were asked for is not (schema, sampling, length)"
        parts = [repr(each[max(0, same - SHOWN) : same + SHOWN]) for each in (recorded, text)]
        return f"{head}; after {same:,} characters they part: recorded {parts[0]}, now {parts[1]}"

    def _text(self, agent: str, number: int) -> str | None:
        """Return the text of a mind's request by its number, from 0."""
        text = ""
        for count, each in enumerate(one for one in self._calls if one.agent == agent):
            text = text[: each.kept] + each.rest
            if count == number:
                return text
        return None


def key_of(request: Request) -> str:
    """Return the hash of all that a request says to a model, and whose it is."""
    asked = [
        request.agent, request.messages, request.prompt, request.schema, request.max_tokens, request.temperature,
        request.stop, dict(request.sampling),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def text_of(request: Request) -> str:
    """Return a request's words as one text."""
    return request.prompt or "".join(f"<{each['role']}>{each['content']}" for each in request.messages)


def _alike(one: str, other: str) -> int:
    """Return with how many characters both begin."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _calls(path: Path) -> Iterator[dict[str, Any]]:
    lines = read_lines(path)
    next(lines, None)
    yield from lines


def _line_of(answer: Answer) -> dict[str, Any]:
    return {"as": type(answer).__name__, **asdict(answer)}


def _answer_of(line: dict[str, Any]) -> Answer:
    kind = Completion if line["as"] == "Completion" else Failure
    return kind(**{name: value for name, value in line.items() if name != "as"})
