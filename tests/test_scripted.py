"""The scripted endpoint's faults, as gothmud's own probe, endpoint and queue take them."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys

import pytest

from agents import queue
from agents.actions import chosen
from agents.endpoint import Endpoint
from agents.model import Priority
from agents.probe import probe
from agents.queue import Asked, Queue
from agents.sayable import Scene, judged
from gothmud.config import Model
from gothmud.errors import StartError
from tests.scripted import Fault, Scripted, echo_persona, lines, slowly
from tests.scripted.driving import FIXTURES, HERE, TIMEOUT, chat, completion, failure, found_at, transcript

IMPATIENT = 0.3
server_fixture, endpoint_fixture = FIXTURES


def test_the_probe_finds_all_that_the_server_can() -> None:
    with Scripted(n_ctx=4096, slots=3, parameters=1_700_000_000) as server:
        found = found_at(server)
    assert (found.dialect, found.context, found.slots, found.small) == ("llama.cpp", 4096, 3, True)
    assert (found.chat, found.schema, found.completions, found.usage, found.cached) == (True,) * 5
    assert (len(server.asked), server.questions) == (3, [])


def test_the_probe_leaves_the_plan_alone() -> None:
    with Scripted(lines(["First."])) as server:
        assert found_at(server).schema


@pytest.mark.parametrize("fault", ["wrong-schema", "empty", "error-text", "malformed", "500", "cut"])
def test_the_probe_sees_that_a_schema_is_not_obeyed(server: Scripted, fault: Fault) -> None:
    server.fault_next(fault, 2)
    found = found_at(server)
    assert not found.schema
    assert found.completions


def test_the_probe_says_when_nobody_is_there(server: Scripted) -> None:
    server.down()
    with pytest.raises(StartError, match="no answer"):
        found_at(server)


@pytest.mark.parametrize(
    ("fault", "kinds"),
    [
        ("400", {"refused"}), ("401", {"refused"}), ("429", {"busy"}), ("500", {"busy"}), ("503", {"busy"}),
        ("cut", {"malformed", "unreachable"}), ("malformed", {"malformed"}), ("stream-error", {"malformed", "busy"}),
        ("huge", {"too-long"}), ("empty", {"empty"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.asyncio
async def test_a_fault_is_a_failure_of_its_kind(
    server: Scripted, endpoint: Endpoint, fault: Fault, kinds: set[str], plain: bool
) -> None:
    server.fault_next(fault, retry_after=7)
    request = transcript("Mira: Is it late?\n") if plain else chat()
    got = failure(await endpoint.complete(request))
    assert got.kind in kinds
    assert got.retry_after == (7 if fault == "429" else None)
    assert completion(await endpoint.complete(request)).text


@pytest.mark.asyncio
async def test_what_hangs_is_a_timeout_and_is_let_go(server: Scripted, endpoint: Endpoint) -> None:
    impatient = Endpoint(endpoint.findings, "", IMPATIENT)
    assert completion(await endpoint.complete(chat())).text  # the client is imported at its first use
    server.fault_next("hang")
    assert failure(await impatient.complete(chat())).kind == "timeout"
    assert await asyncio.to_thread(server.wait_idle)
    await impatient.close()


@pytest.mark.asyncio
async def test_what_is_cut_off_is_let_go(server: Scripted, endpoint: Endpoint) -> None:
    server.fault_next("huge")
    assert failure(await endpoint.complete(chat())).kind == "too-long"
    assert await asyncio.to_thread(server.wait_idle, 1.0)


@pytest.mark.asyncio
async def test_halves_of_a_character_are_put_together_or_replaced() -> None:
    with Scripted(lines(["Good day \ud83d\ude00 to you \ud83d"])) as server:
        each = Endpoint(await asyncio.to_thread(found_at, server), "", TIMEOUT)
        text = completion(await each.complete(chat())).text
        await each.close()
    assert "\U0001f600" in text and "\ufffd" in text and text.encode()


@pytest.mark.asyncio
async def test_an_answer_of_the_wrong_shape_is_no_act(server: Scripted, endpoint: Endpoint) -> None:
    for fault in ("wrong-schema", "error-text"):
        server.fault_next(fault)
        text = completion(await endpoint.complete(chat(held=True))).text
        assert chosen(text, HERE, "act-1", "").act is None
        assert judged(text, 0.5, Scene()).why_not


@pytest.mark.asyncio
async def test_down_is_unreachable_and_up_is_the_same_port(server: Scripted, endpoint: Endpoint) -> None:
    url = server.url
    assert completion(await endpoint.complete(chat())).text
    server.down()
    assert failure(await endpoint.complete(chat())).kind == "unreachable"
    server.up()
    assert server.url == url
    assert completion(await endpoint.complete(chat())).text
    assert len(server.asked) == 2


@pytest.mark.asyncio
async def test_going_down_cuts_what_hangs(server: Scripted, endpoint: Endpoint) -> None:
    server.fault_next("hang")
    hanging = asyncio.create_task(endpoint.complete(chat()))
    assert await asyncio.to_thread(server.wait_asked, 1)
    server.down()
    assert failure(await hanging).kind == "unreachable"
    assert await asyncio.to_thread(server.wait_idle)


@pytest.mark.asyncio
async def test_a_prompt_beyond_the_context_is_refused() -> None:
    with Scripted(n_ctx=20) as server:
        each = Endpoint(await asyncio.to_thread(found_at, server), "", TIMEOUT)
        got = failure(await each.complete(transcript("word " * 30)))
        await each.close()
    assert got.kind == "refused"
    assert "context" in got.text


def test_an_unknown_fault_is_said_so(server: Scripted) -> None:
    with pytest.raises(ValueError, match="there are"):
        server.fault_next("nonsense")


@pytest.mark.asyncio
async def test_the_breaker_opens_after_three_failures_and_closes(
    server: Scripted, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAUSE", (0.3,))
    monkeypatch.setattr(queue, "BACK_OFF", (0.01,))
    heard: list[tuple[str, str]] = []
    finished: list[Asked] = []
    line = Queue(endpoint, 2, finished.append, lambda state, why: heard.append((state, why)))
    server.fault_next("500", times=3)
    background = chat(priority=Priority.BACKGROUND)
    assert [failure(await line.complete(background)).kind for _ in range(3)] == ["busy"] * 3
    assert [state for state, _ in heard] == ["paused"]
    assert failure(await line.complete(background)).kind == "paused"
    assert len(server.questions) == 3
    await asyncio.to_thread(server.wait_asked, 4, 0.35)
    assert completion(await line.complete(background)).text
    assert [state for state, _ in heard] == ["paused", "ready"]
    assert len(finished) == 4


@pytest.mark.asyncio
async def test_a_human_is_answered_on_the_second_try(
    server: Scripted, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "BACK_OFF", (0.01,))
    line = Queue(endpoint, 2, lambda _: None)
    server.fault_next("429", retry_after=0.05)
    assert completion(await line.complete(chat(priority=Priority.HUMAN))).text
    waited = server.questions[1].at - server.questions[0].at
    assert 0.05 <= waited < 2


@pytest.mark.asyncio
async def test_no_more_calls_at_once_than_slots(server: Scripted, endpoint: Endpoint) -> None:
    server.plan = slowly(echo_persona(), 0.05)
    line = Queue(endpoint, 2, lambda _: None)
    await asyncio.gather(*(line.complete(chat()) for _ in range(6)))
    assert (server.peak, len(server.questions)) == (2, 6)


def test_it_runs_as_a_process() -> None:
    command = [sys.executable, "-m", "tests.scripted", "--plan", "lines", "--line", "Good day.", "--slots", "7"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert probe(url, Model(timeout=5), "").slots == 7
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
