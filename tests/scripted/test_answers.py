"""What the scripted endpoint answers, through gothmud's own endpoint, and its plans."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from agents.actions import chosen
from agents.endpoint import Endpoint
from agents.sayable import Scene, judged
from tests.scripted import Answer, Asked, Scripted, by_rule, echo_persona, lines, remembering, slowly
from tests.scripted.driving import FIXTURES, HERE, chat, completion, transcript
from tests.scripted.tokens import Prefixes, tokens_of

server_fixture, endpoint_fixture = FIXTURES


def asked(prompt: str, number: int = 1) -> Asked:
    return Asked(number, 0.0, "/v1/completions", {"prompt": prompt}, prompt)


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
    assert server.wait_idle(), "an answer has been read before its handler is through"
    assert (server.peak, len(server.questions)) == (3, 3)
    assert [each.number for each in server.asked] == [1, 2, 3]


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
