"""What drives the scripted endpoint in its own tests: fixtures, gothmud's requests, and what an answer has to be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from agents.actions import schema
from agents.endpoint import Endpoint
from agents.model import Completion, Failure, Priority, Request
from agents.probe import Findings, probe
from gothmud.config import Model
from tests.agents.fakes import senses, someone
from tests.scripted import Scripted

TIMEOUT = 10.0
HERE = senses([someone(2, "Mira"), someone(3, "Doctor Lorenz")])


@pytest.fixture(name="server")
def server_fixture() -> Iterator[Scripted]:
    """A server that is up and answers by echo."""
    with Scripted() as each:
        yield each


@pytest_asyncio.fixture(name="endpoint")
async def endpoint_fixture(server: Scripted) -> AsyncIterator[Endpoint]:
    """Gothmud's endpoint on the server, after its probe, of which the server has forgotten everything."""
    found = await asyncio.to_thread(found_at, server)
    server.forget()
    each = Endpoint(found, "", TIMEOUT)
    yield each
    await each.close()


FIXTURES = (server_fixture, endpoint_fixture)


def found_at(server: Scripted) -> Findings:
    """Return what gothmud's probe finds."""
    return probe(server.url, Model(timeout=5), "")


def chat(*said: str, held: bool = False, priority: Priority = Priority.ADDRESSED) -> Request:
    """Return a full mind's question; what was said alternates between others and Aldous."""
    talk = [("system", "You are Aldous, who keeps the lamps.\n")]
    talk += [
        (("user", "assistant")[number % 2], each)
        for number, each in enumerate(said or ['Mira says to you: "Is it late?"\n'])
    ]
    messages = tuple({"role": role, "content": text} for role, text in talk)
    return Request("answer", "aldous", priority, messages=messages, schema=schema(HERE) if held else None)


def transcript(text: str, stop: tuple[str, ...] = ("\n",)) -> Request:
    """Return a narrow mind's question."""
    return Request("answer", "aldous", Priority.ADDRESSED, prompt=f"{text}Aldous:", max_tokens=30, stop=stop)


def completion(answer: object) -> Completion:
    """Return the answer; fail where it is none."""
    assert isinstance(answer, Completion), answer
    return answer


def failure(answer: object) -> Failure:
    """Return the failure; fail where it is an answer."""
    assert isinstance(answer, Failure), answer
    return answer
