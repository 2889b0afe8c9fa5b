"""Wait for something with a deadline. Nothing here sleeps for a fixed time and hopes."""

from __future__ import annotations

from collections.abc import Callable

from gothmud.clock import block, stopwatch

WITHIN = 25.0  # seconds; two shared cores
EVERY = 0.06


def until[T](check: Callable[[], T], what: str, within: float = WITHIN) -> T:
    """Return the first truthy value of ``check``. Fails, saying ``what`` was waited for."""
    deadline = stopwatch() + within
    while True:
        if value := check():
            return value
        if stopwatch() > deadline:
            raise AssertionError(f"not within {within:g} s: {what}")
        block(EVERY)
