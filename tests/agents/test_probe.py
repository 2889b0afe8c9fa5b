"""What an endpoint is found to be, tried on a stand-in."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from agents import probe
from agents.dialects import NO_THINKING
from agents.probe import Findings
from gothmud.config import Model
from gothmud.errors import StartError

URL = "http://endpoint:1/v1"
USAGE = {"prompt_tokens": 9, "completion_tokens": 4, "prompt_tokens_details": {"cached_tokens": 3}}
Answers = dict[str, Any]


def chat(content: str, usage: dict[str, Any] | None = None) -> Answers:
    return {"choices": [{"message": {"content": content}}], "usage": usage}


def serving(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> list[httpx.Request]:
    """Let httpx answer from a table of paths; a path that is not there is a 404, an exception is raised."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        value = answers.get(request.url.path)
        if isinstance(value, Exception):
            raise value
        if value is None:
            return httpx.Response(404)
        return httpx.Response(200, content=value) if isinstance(value, bytes) else httpx.Response(200, json=value)

    monkeypatch.setattr(probe.httpx, "Client", partial(httpx.Client, transport=httpx.MockTransport(answer)))
    return asked


def found(**settings: Any) -> Findings:
    return probe.probe(URL, Model(**settings), "key")


def models(*names: str, **more: Any) -> Answers:
    return {"/v1/models": {"data": [{"id": name, **more} for name in names]}}


LLAMA = {
    **models("qwen3-1.7b-q4"),
    "/props": {"default_generation_settings": {"n_ctx": 8192}, "total_slots": 4},
    "/v1/chat/completions": chat('{"word": "yes"}', USAGE),
    "/v1/completions": {"choices": [{"text": " three"}]},
}


def test_an_able_endpoint_is_found_able(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = serving(monkeypatch, LLAMA)
    able = found()
    assert (able.dialect, able.model, able.context, able.slots, able.parameters) == (
        "llama.cpp",
        "qwen3-1.7b-q4",
        8192,
        4,
        1_700_000_000,
    )
    assert able.chat and able.schema and able.completions and able.usage and able.cached and able.small
    assert (able.extra, able.remarks) == (NO_THINKING, [])
    assert {each.headers.get("authorization") for each in asked} == {"Bearer key"}
    bodies = [json.loads(each.content) for each in asked if each.url.path == "/v1/chat/completions"]
    assert all(each["chat_template_kwargs"] == {"enable_thinking": False} for each in bodies)


def test_a_poor_endpoint_is_found_poor_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    serving(monkeypatch, {**models("mystery", max_model_len=4096), "/v1/chat/completions": chat("Yes!")})
    poor = found()
    assert (poor.dialect, poor.context, poor.slots, poor.parameters) == ("OpenAI-compatible", 4096, 1, 0)
    assert (poor.chat, poor.schema, poor.completions, poor.usage, poor.cached, poor.small) == (
        True,
        False,
        False,
        False,
        False,
        False,
    )
    assert [each.partition(":")[0] for each in poor.remarks] == [
        "no JSON schema",
        "no token counts",
        "a context of 4096 tokens",
    ]


def test_settings_win_over_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    serving(monkeypatch, {**LLAMA, **models("a", "b")})
    chosen = found(name="b", context=1000, slots=2)
    assert (chosen.model, chosen.context, chosen.slots) == ("b", 1000, 2)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "no answer at http://endpoint:1/v1/models"),
        ({"/v1/models": httpx.ConnectError("refused")}, "no answer at"),
        ({"/v1/models": b"<html>"}, "no answer at"),
        ({"/v1/models": []}, "no answer at"),
        ({"/v1/models": {"data": []}}, "no model 'x'; it has: none"),
        (models("a", "b"), "no model 'x'; it has: a, b"),
        ({"/v1/models": {"data": ["a"]}}, "endpoint"),
        ({"/v1/models": {"data": [{"name": "a"}]}}, "endpoint"),
    ],
)
def test_what_is_no_endpoint_is_a_start_error(monkeypatch: pytest.MonkeyPatch, answers: Answers, said: str) -> None:
    serving(monkeypatch, answers)
    with pytest.raises(StartError) as caught:
        found(name="x")
    assert said in str(caught.value)


@pytest.mark.parametrize("data", [[], [{"name": "a"}], ["a"]])
def test_a_list_without_a_usable_model_is_a_start_error(monkeypatch: pytest.MonkeyPatch, data: list[Any]) -> None:
    serving(monkeypatch, {"/v1/models": {"data": data}})
    with pytest.raises(StartError):
        found()


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("qwen3-1.7b", 1.7e9),
        ("SmolLM2-135M-Instruct", 135e6),
        ("llama3.1:8b-instruct-q4_0", 8e9),
        ("gemma", 0),
        ("model-4bit", 0),
        ("phi3:mini", 0),
    ],
)
def test_a_name_tells_the_size(name: str, count: float) -> None:
    assert probe._parameters({"id": name}) == count
    assert probe._parameters({"id": name, "meta": {"n_params": 5}}) == 5


@pytest.mark.parametrize(
    ("answer", "obeyed"),
    [
        (None, False),
        (chat('{"word":"no"}'), True),
        (chat('{"word":"maybe"}'), False),
        (chat("yes"), False),
        ({"choices": []}, False),
        (chat("[1]"), False),
    ],
)
def test_a_schema_was_obeyed(answer: Answers | None, obeyed: bool) -> None:
    assert probe._obeyed(answer) is obeyed


def test_a_running_endpoint_is_found_by_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    serving(monkeypatch, LLAMA)
    assert probe.find_running() == "http://127.0.0.1:8080/v1"
    serving(monkeypatch, models("a"))
    assert probe.find_running() == ""


def test_findings_are_written_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serving(monkeypatch, LLAMA)
    probe.write(able := found(), path := tmp_path / "run" / "endpoint.json")
    assert Findings.model_validate_json(path.read_text()) == able
