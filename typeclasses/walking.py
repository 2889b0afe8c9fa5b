"""Where a body is on its first walk, and what it is told as it goes on. ``db.first_walk`` is the step, None off the walk."""

from __future__ import annotations

from typing import Any

from world.firstwalk import first_walk
from world.prose import literal


def begin(body: Any) -> None:
    """Set out, or begin again."""
    body.db.first_walk = 0
    body.msg(f"{first_walk().welcome}\n{first_walk().told(0, **_here(body))}")


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
    body.msg(f"|g{first_walk().told(step, **_here(body))}|n")
    if first_walk().over(step):
        stop(body)


def _here(body: Any) -> dict[str, str]:
    """Return what the lessons name: somebody or something that is here, and a way out."""
    room = body.location
    near = [each.key for each in (*room.people(), *room.things()) if each is not body] if room else []
    ways = [each.key for each in room.ways()] if room else []
    return {"near": literal((near or ["me"])[0]), "way": literal((ways or ["north"])[0])}
