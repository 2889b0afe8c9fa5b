"""A question-and-answer port on the loopback address: ``gothmud status`` asks the agents process here."""

from __future__ import annotations

import asyncio
import hmac
import inspect
import json
import logging
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)
MAX_LINE = 64_000
WITHIN = 5.0  # seconds in which a question has to be complete

Answers = dict[str, Callable[[dict[str, Any]], Any]]  # an answer may have to be awaited


async def serve(port: int, token: str, answers: Answers) -> asyncio.Server:
    """Serve JSON lines: {"token", "ask", ...} in, one JSON value out. Returns the running server."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line = await asyncio.wait_for(reader.readline(), WITHIN)
            writer.write(json.dumps(await _answer(line, token, answers)).encode() + b"\n")
            await writer.drain()
        except (TimeoutError, ValueError, ConnectionError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(one, "127.0.0.1", port, limit=MAX_LINE)


async def _answer(line: bytes, token: str, answers: Answers) -> Any:
    try:
        question = json.loads(line)
        if not hmac.compare_digest(str(question["token"]).encode(), token.encode()):
            return {"error": "the token is not this city's"}
        asked = answers[question["ask"]]
    except (ValueError, KeyError, TypeError):
        return {"error": "no question that is known here"}
    try:
        answer = asked(question)
        return await answer if inspect.isawaitable(answer) else answer
    except Exception as error:  # the minds live on whatever one question met
        log.exception("asked '%s'", question["ask"])
        return {"error": f"{question['ask']}: {error!r}"}
