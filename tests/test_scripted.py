"""The scripted endpoint, driven by gothmud's own probe, endpoint and queue."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio

from agents import queue
from agents.actions import chosen, schema
from agents.endpoint import Endpoint
from agents.model import Completion, Failure, Priority, Request
from agents.probe import Findings, probe
from agents.queue import Asked as Finished
from agents.queue import Queue
from agents.sayable import Scene, judged
from gothmud.config import Model
from gothmud.errors import StartError
from tests.agents.fakes import senses, someone
from tests.scripted import Answer, Asked, Fault, Scripted, by_rule, echo_persona, lines, remembering, slowly
from tests.scripted.tokens import Prefixes, tokens_of

TIMEOUT = 10.0
IMPATIENT = 0.3
HERE = senses([someone(2, "Mira"), someone(3, "Doctor Lorenz")])


@pytest.fixture
def server() -> Iterator[Scripted]:
    with Scripted() as each:
        yield each


@pytest_asyncio.fixture
async def endpoint(server: Scripted) -> AsyncIterator[Endpoint]:
    found = await asyncio.to_thread(found_at, server)
    server.forget()
    each = Endpoint(found, "", TIMEOUT)
    yield each
    await each.close()


def found_at(server: Scripted) -> Findings:
    return probe(server.url, Model(timeout=5), "")


def chat(*said: str, held: bool = False, priority: Priority = Priority.ADDRESSED) -> Request:
    talk = [("system", "You are Aldous, who keeps the lamps.\n")]
    talk += [
        (("user", "assistant")[number % 2], each)
        for number, each in enumerate(said or ['Mira says to you: "Is it late?"\n'])
    ]
    messages = tuple({"role": role, "content": text} for role, text in talk)
    return Request("answer", "aldous", priority, messages=messages, schema=schema(HERE) if held else None)


def transcript(text: str, stop: tuple[str, ...] = ("\n",)) -> Request:
    return Request("answer", "aldous", Priority.ADDRESSED, prompt=f"{text}Aldous:", max_tokens=30, stop=stop)


def completion(answer: object) -> Completion:
    assert isinstance(answer, Completion), answer
    return answer


def failure(answer: object) -> Failure:
    assert isinstance(answer, Failure), answer
    return answer


def asked(prompt: str, number: int = 1) -> Asked:
    return Asked(number, 0.0, "/v1/completions", {"prompt": prompt}, prompt)


# --- the probe


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


# --- answers


@pytest.mark.asyncio
async def test_a_chat_is_answered_with_counts(server: Scripted, endpoint: Endpoint) -> None:
    answer = completion(await endpoint.complete(chat()))
    written = server.asked[0].answer
    assert written is not None
    assert answer.text == written.text
    assert (answer.prompt_tokens, answer.cached_tokens) == (len(tokens_of(server.asked[0].prompt)), 0)
    assert answer.output_tokens == len(tokens_of(answer.text))
    assert answer.first_token_seconds is not None


@pytest.mark.asyncio
async def test_what_an_earlier_prompt_had_is_cached(server: Scripted, endpoint: Endpoint) -> None:
    first = completion(await endpoint.complete(chat("Hello there.\n")))
    second = completion(await endpoint.complete(chat("Hello there.\n", "Good day.\n", "Is it late?\n")))
    assert second.cached_tokens == first.prompt_tokens
    assert completion(await endpoint.complete(chat("Hello, you there.\n"))).cached_tokens in range(
        1, first.prompt_tokens or 0
    )


@pytest.mark.asyncio
async def test_a_plain_completion_has_log_probabilities_and_stops(server: Scripted, endpoint: Endpoint) -> None:
    server.plan = lines([Answer("It is late.\nMira: No.", logprob=-0.25)])
    answer = completion(await endpoint.complete(transcript("Mira: Is it late?\n")))
    assert (answer.text, answer.surprise) == ("It is late.", 0.25)
    server.plan = lines(["word " * 100])
    answer = completion(await endpoint.complete(transcript("Mira: Is it late?\n")))
    assert (answer.output_tokens, answer.text) == (30, ("word " * 30).strip())


@pytest.mark.asyncio
async def test_a_held_answer_is_a_legal_act(server: Scripted, endpoint: Endpoint) -> None:
    answer = completion(await endpoint.complete(chat(held=True)))
    choice = chosen(answer.text, HERE, "act-1", "")
    assert choice.why_not == ""
    assert choice.act is not None
    assert (choice.act.verb, choice.act.person) == ("say", 2)
    assert "late" in choice.act.text


@pytest.mark.asyncio
async def test_lines_come_in_order_and_are_held_to_the_schema(server: Scripted, endpoint: Endpoint) -> None:
    server.plan = lines(["One thing.", '{"act": "wait"}', Answer("Last.", delay=0.05)])
    texts = [completion(await endpoint.complete(chat(held=True))).text for _ in range(4)]
    assert [json.loads(each).get("text") for each in texts] == ["One thing.", None, "Last.", "Last."]
    assert texts[1] == '{"act": "wait"}'


@pytest.mark.asyncio
async def test_without_a_stream_it_is_one_body(server: Scripted) -> None:
    server.plan = lines(["Good evening."])
    async with httpx.AsyncClient() as client:
        body = {"messages": [{"role": "user", "content": "Hello."}]}
        answer = (await client.post(f"{server.url}/chat/completions", json=body)).json()
        assert (await client.get(f"{server.root}/health")).json() == {"status": "ok"}
        assert (await client.post(f"{server.url}/completions", content=b"{")).status_code == 400
    choice = answer["choices"][0]
    assert (choice["message"]["content"], choice["finish_reason"]) == ("Good evening.", "stop")
    assert answer["usage"]["prompt_tokens_details"] == {"cached_tokens": 0}


@pytest.mark.asyncio
async def test_answers_under_way_are_counted(server: Scripted, endpoint: Endpoint) -> None:
    server.plan = slowly(echo_persona(), 0.1)
    await asyncio.gather(*(endpoint.complete(chat()) for _ in range(3)))
    assert (server.peak, server.running, len(server.questions)) == (3, 0, 3)
    assert [each.number for each in server.asked] == [1, 2, 3]


# --- plans


def test_echo_stays_sayable_through_a_long_talk() -> None:
    plan, heard, talk = echo_persona(), "Have you seen the lanterns on the harbour wall?", ["Tiny is a town.\n"]
    said: list[str] = []  # of both, in turn; a mind looks back on 16 lines of the room and 12 of its own
    for number in range(200):
        talk.append(f"Mira: {heard}\n")
        line = plan(asked("".join(talk) + "Aldous:", number)).text
        candidate = judged(line, 0.5, Scene(heard, (*said[-16:], *said[1::2][-12:])))
        assert candidate.why_not == "", line
        assert line not in said[-2:]
        talk.append(f"Aldous: {line}\n")
        said += [heard, line]
        heard = (
            plan(asked("".join(talk) + "Mira:", number)).text
            if number % 7
            else f"And what of topic {'abc'[number % 3]}ward?"
        )


def test_echo_is_about_the_last_line_and_differs_on_a_retry() -> None:
    prompt = "Aldous: No.\nMira: Do you fear the cathedral?\nAldous:"
    plan = echo_persona()
    first, second = plan(asked(prompt)).text, plan(asked(prompt)).text
    assert "cathedral" in first
    assert "cathedral" in second
    assert first != second
    assert first == echo_persona()(asked(prompt)).text


def test_rules_look_at_the_tail() -> None:
    plan = by_rule({r"harbour\?": "Down the hill.", "late": Answer("Go home.")}, lines(["Hm."]))
    said = [
        plan(asked(f"{each}\nAldous:")).text for each in ("Where is the HARBOUR?", "It is late.", f"late{' ' * 400}.")
    ]
    assert said == ["Down the hill.", "Go home.", "Hm."]


@pytest.mark.parametrize(
    ("told", "answer"), [("my word is lantern", "Lantern, you told me."), ("the word is out", "I don't know.")]
)
@pytest.mark.asyncio
async def test_remembering_knows_what_the_prompt_holds(
    server: Scripted, endpoint: Endpoint, told: str, answer: str
) -> None:
    server.plan = remembering()
    asks = "What did I say my word was?"
    between = "".join(f"Aldous: Yes {n}.\nMira: And {n}?\n" for n in "abcd")
    assert (
        completion(await endpoint.complete(transcript(f"Mira: Sir, {told}.\n{between}Mira: {asks}\n"))).text == answer
    )
    said = [
        f'Mira says to you: "Sir, {told}."\n',
        '{"act": "wait"}\n',
        f'Mira says: "{asks}"\nDoctor Lorenz comes in.\n',
    ]
    held = completion(await endpoint.complete(chat(*said, held=True))).text
    assert json.loads(held)["text"] == answer


def test_cached_tokens_are_those_of_the_longest_common_prefix() -> None:
    prefixes = Prefixes()
    counts = [prefixes.add(tokens_of(each)) for each in ("a b c", "a b d e", "x b c", "a b d e f", "a  b")]
    assert counts == [0, 2, 0, 4, 1]
    assert "".join(tokens_of(" a\n\nvery-long-word b \n")) == " a\n\nvery-long-word b \n"


# --- faults


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
        server.fault_next("nonsense")  # type: ignore[arg-type]


# --- the queue


@pytest.mark.asyncio
async def test_the_breaker_opens_after_three_failures_and_closes(
    server: Scripted, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAUSE", (0.3,))
    monkeypatch.setattr(queue, "BACK_OFF", (0.01,))
    heard: list[tuple[str, str]] = []
    finished: list[Finished] = []
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


# --- as a process


def test_it_runs_as_a_process() -> None:
    command = [sys.executable, "-m", "tests.scripted", "--plan", "lines", "--line", "Good day.", "--slots", "7"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert probe(url, Model(timeout=5), "").slots == 7
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout and process.stdout.close()
