"""A look at a grown record takes long: one runs at a time, and what it finds comes with a later question."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, cast

import pytest

from agents.view import Occasion
from gothmud.errors import RecordError
from gothmud.reader import tools as module
from gothmud.reader.clerk import BEFORE, NOTHING, STILL, Clerk
from gothmud.reader.desk import Desk
from gothmud.reader.quotes import Quote
from gothmud.reader.tools import Tools
from tests.agents.fakes import FakeModel, mind, percept


class Slow:
    """A look at a record: the first waits until it is let go."""

    def __init__(self) -> None:
        self.go, self.asked, self.at_once = threading.Event(), list[str](), threading.Lock()

    def __call__(self, question: str) -> list[Quote]:
        assert self.at_once.acquire(blocking=False), "two looks at the same time"
        try:
            self.asked.append(question)
            assert self.go.wait(20)
            if question == "broken":
                raise RecordError("no record")
            return [] if question == "xyzzy" else [quote(question)]
        finally:
            self.at_once.release()


def quote(question: str) -> Quote:
    return Quote(f"world-{question}", "Bruno", f"on {question}", None, "The Square")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    monkeypatch.setattr(module, "LOOKING", 0.02)
    return Slow()


@pytest.fixture
def tools(slow: Slow) -> Tools:
    return Tools(Desk(print), cast(Any, None), slow)


def at_leisure(monkeypatch: pytest.MonkeyPatch, slow: Slow) -> None:
    slow.go.set()
    monkeypatch.setattr(module, "LOOKING", 20.0)


async def test_a_slow_look_goes_on_alone_and_its_quotes_come_later(
    slow: Slow, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("keys", "soup", "tram"):
        looked = await tools.quotes(each)
        assert (looked.found, looked.late) == (None, [])
    assert slow.asked == ["keys"]
    at_leisure(monkeypatch, slow)
    looked = await tools.quotes("tram")
    assert (looked.found, looked.late) == ([quote("tram")], [quote("keys")])
    assert slow.asked == ["keys", "tram"]
    assert await tools.quotes("tram") == module.Looked([quote("tram")], [])


async def test_who_asks_the_same_again_gets_what_was_found(
    slow: Slow, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tools.quotes("keys")
    at_leisure(monkeypatch, slow)
    assert await tools.quotes("keys") == module.Looked([quote("keys")], [])
    assert slow.asked == ["keys"]
    assert await tools.quotes("broken") == module.Looked([], [])


async def test_without_a_model_it_says_that_it_is_still_looking(
    tmp_path: Path, slow: Slow, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = Clerk(mind(tmp_path, FakeModel("")), tools)

    async def answer(question: str) -> str:
        act = (await clerk.decide(Occasion("answer", percept(question, human=True)))).act
        assert act
        return act.text

    assert await answer("keys") == STILL
    at_leisure(monkeypatch, slow)
    assert await answer("xyzzy") == f'{NOTHING} {BEFORE} world-keys: Bruno (The Square): "on keys"'
