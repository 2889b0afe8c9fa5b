"""Where a body is on its first walk, and what it is told as it goes on. ``db.first_walk`` is the step, None off the walk."""

from __future__ import annotations

from typing import Any

from world.firstwalk import first_walk


def begin(body: Any) -> None:
    """Set out, or begin again."""
    body.db.first_walk = 0
    body.msg(f"{first_walk().welcome}\n{first_walk().told(0)}")


def stop(body: Any) -> None:
    """Leave the walk."""
    del body.db.first_walk


def is_walking(body: Any) -> bool:
    """Whether it is on the walk."""
    return body.db.first_walk is not None


def did(body: Any, what: str) -> None:
    """Notice a verb or a command that somebody typed and that was done: perhaps it was the thing to do."""
    if is_walking(body):
        _go_on(body, first_walk().after(body.db.first_walk, what))


def skip(body: Any) -> None:
    """Pass over the step."""
    _go_on(body, body.db.first_walk + 1)


def _go_on(body: Any, step: int) -> None:
    if step == body.db.first_walk:
        return
    body.db.first_walk = step
    body.msg(f"|g{first_walk().told(step)}|n")
    if first_walk().over(step):
        stop(body)
