"""What a dice NPC remembers: its moods, which rows it may not roll yet, how far its round is. Small enough for a body."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from pydantic import BaseModel, ValidationError

from gothmud.tables import SPAN, Mood, Reply

LEAST, MOST = 0.0, 100.0  # a mood that is a number stays within
MANY = 64  # cool-downs that are kept; who has more forgets the oldest

Value = float | str


class Felt(BaseModel):
    """A mood as it was set last, and when."""

    value: Value
    since: datetime


class State(BaseModel):
    """All of it, as it is kept on the body."""

    moods: dict[str, Felt] = {}
    done: dict[str, datetime] = {}
    set_out: datetime | None = None
    arrived: datetime | None = None


def restored(text: str | None) -> State:
    """Return the state that a body has kept; a new one where it has none, or none that can be read."""
    try:
        return State.model_validate_json(text) if text else State()
    except ValidationError:
        return State()


def feels(moods: Mapping[str, Mood], state: State, name: str, now: datetime) -> Value | None:
    """Return a mood as it is now: as it was set, or as at the start once that has faded. None for an unknown one."""
    if (mood := moods.get(name)) is None:
        return None
    felt = state.moods.get(name)
    if felt is None or isinstance(felt.value, str) != isinstance(mood.start, str):
        return mood.start
    faded = mood.fades and now - felt.since >= timedelta(seconds=mood.fades)
    return mood.start if faded else felt.value


def suits(value: Value | None, want: float | str | list[str]) -> bool:
    """Return whether a mood is as a row wants it: one word of these, this number, or one within a span."""
    if value is None:
        return False
    if isinstance(want, list):
        return value in want
    if isinstance(value, str) or not isinstance(want, str):
        return value == want
    if (span := SPAN.fullmatch(want)) is None:
        return False
    least, most = span.groups()
    return (least is None or float(least) <= value) and (most is None or value <= float(most))


def moved_by(moods: Mapping[str, Mood], state: State, row: Reply, now: datetime, rest: float = 0.0) -> State:
    """Return the state after a row was rolled: its moods set, its cool-down (or ``rest``) begun.

    The same object if nothing changed.
    """
    changes: dict[str, Value] = {name: value for name, value in row.sets.items() if name in moods}
    for name, step in row.adds.items():
        before = feels(moods, state, name, now)
        if isinstance(before, int | float):
            changes[name] = before + step
    felt = {name: Felt(value=_held(value), since=now) for name, value in changes.items()}
    done = {row.key: now} if row.cool or rest else {}
    if not felt and not done:
        return state
    kept = sorted({**state.done, **done}.items(), key=lambda each: each[1])[-MANY:]
    return state.model_copy(update={"moods": {**state.moods, **felt}, "done": dict(kept)})


def cooled(state: State, row: Reply, now: datetime, rest: float = 0.0) -> bool:
    """Return whether a row may be rolled again: after its own cool-down, or ``rest`` where it has none."""
    last = state.done.get(row.key)
    return last is None or now - last >= timedelta(seconds=row.cool or rest)


def _held(value: Value) -> Value:
    return value if isinstance(value, str) else min(MOST, max(LEAST, value))
