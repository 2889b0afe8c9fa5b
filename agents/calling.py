"""Calls somebody else's code so that it can't hold us up: it may raise, hang or block, and we go on."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import threading
from collections.abc import Callable, Coroutine
from functools import cache
from typing import Any

_is_coroutine = cache(inspect.iscoroutinefunction)


def begun[T](running: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Begin a coroutine at once; one that never waits is done on return, and the loop has seen nothing of it."""
    return asyncio.Task(running, loop=asyncio.get_running_loop(), eager_start=True)


def run(function: Callable[..., Any], arguments: list[Any]) -> Coroutine[Any, Any, Any]:
    """Run an implementation: a coroutine here, a plain function in a thread that may hang without holding us up."""
    return function(*arguments) if _is_coroutine(function) else _in_a_thread(function, arguments)


async def _in_a_thread(function: Callable[..., Any], arguments: list[Any]) -> Any:
    loop, done = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()

    def settle(how: Callable[[Any], None], value: Any) -> None:
        if not done.done():
            how(value)

    def work() -> None:
        try:
            how, value = done.set_result, function(*arguments)
        except Exception as error:  # noqa: BLE001 - handed on to who waits
            how, value = done.set_exception, error
        with contextlib.suppress(RuntimeError):  # so late that the loop is closed
            loop.call_soon_threadsafe(settle, how, value)

    threading.Thread(target=work, daemon=True, name=f"hook {function.__name__}").start()
    return await done


def run_at_once(function: Callable[[], Any], seconds: float) -> Any:
    """Run a plain function where nothing can be awaited; raise what it raises, or TimeoutError where it takes longer."""
    answers: list[Any] = []
    raised: list[Exception] = []

    def work() -> None:
        try:
            answers.append(function())
        except Exception as error:  # noqa: BLE001 - raised again by who waits
            raised.append(error)

    thread = threading.Thread(target=work, daemon=True, name=f"hook {function.__name__}")
    thread.start()
    thread.join(seconds)
    if raised:
        raise raised[0]
    if not answers:
        raise TimeoutError(f"took longer than {seconds:g} s")
    return answers[0]
