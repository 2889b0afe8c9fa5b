"""The port at which the minds' process is asked: who asks wrong is told so, and a defect is told as one."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from agents.control import serve
from tests.live.town import free_ports


async def asked(port: int, line: bytes) -> dict[str, Any]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(line + b"\n")
    answer = json.loads(await reader.readline())
    writer.close()
    return answer


def broken(question: dict[str, Any]) -> dict[str, Any]:
    raise KeyError(f"a defect of ours about {question['name']}")


async def broken_later(question: dict[str, Any]) -> dict[str, Any]:
    return broken(question)


@pytest.mark.parametrize("answer", [broken, broken_later])
async def test_a_defect_is_told_and_logged(answer: Any, caplog: pytest.LogCaptureFixture) -> None:
    port = free_ports()
    async with await serve(port, "word", {"settle": answer, "status": lambda _: {"minds": 3}}):
        told = await asked(port, b'{"token": "word", "ask": "settle", "name": "Ada"}')
        assert told == {"error": "settle: KeyError('a defect of ours about Ada')"}
        assert "Traceback" in caplog.text and "asked 'settle'" in caplog.text
        assert await asked(port, b'{"token": "word", "ask": "status"}') == {"minds": 3}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b'{"token": "word", "ask": "weather"}', "no question that is known here"),
        (b'{"ask": "status"}', "no question that is known here"),
        (b"[]", "no question that is known here"),
        (b'{"token": "word", "ask": ["status"]}', "no question that is known here"),
        (b'{"token": "guess", "ask": "status"}', "the token is not this city's"),
    ],
)
async def test_who_asks_wrong_is_told_so(line: bytes, error: str, caplog: pytest.LogCaptureFixture) -> None:
    port = free_ports()
    async with await serve(port, "word", {"status": lambda _: {}}):
        assert await asked(port, line) == {"error": error}
    assert not caplog.text
