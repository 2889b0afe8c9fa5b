"""Who came in while somebody else had the floor is greeted a moment later, once, unless they are in a talk by then."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from agents.senses import Percept
from gothmud.wire import Act, Floor
from tests.agents.fakes import NOON, FakeBody, FakeModel, later, percept, senses, someone
from tests.agents.lives import SAY, life

MIRA, BRUNO = someone(2, "Mira", human=True), someone(3, "Bruno")
ARRIVED = percept("", kind="arrived", seq=1, event="world-1")
TAKEN = Floor(why="somebody else has just had an answer", open_in=8)


async def acts_of(
    folder: Path, *happens: Percept, taken: Floor | None = TAKEN, thinks: int = 0
) -> list[tuple[Act, float]]:
    """Return what a mind does in the minutes after an arrival, and how many seconds after it; with ``thinks`` the floor is
    taken while it looks for words."""
    body = FakeBody(senses([MIRA, BRUNO]))
    body.senses.fast, body.ends, body.later = True, later(minutes=3), list(happens)
    done: list[tuple[Act, float]] = []

    def answer(_request: object) -> str:
        if len(model.asked) <= thinks:
            body.senses.take(TAKEN)
        return SAY

    model = FakeModel(answer)
    if taken:
        body.senses.take(taken)
    result = body.result
    body.result = lambda act: (
        done.append((act, (body.senses.clock.now() - NOON) / timedelta(seconds=1))),
        result(act),
    )[1]
    body.coming = [[ARRIVED]]
    await life(folder, model, body).live()
    return done


async def test_the_greeting_comes_once_the_floor_is_free(tmp_path: Path) -> None:
    ((act, seconds),) = await acts_of(tmp_path)
    assert act.verb == "say" and act.cause == "world-1" and 8 <= seconds <= 30


async def test_a_floor_that_was_taken_over_the_thinking_loses_no_greeting(tmp_path: Path) -> None:
    ((act, seconds),) = await acts_of(tmp_path, taken=None, thinks=1)
    assert act.cause == "world-1" and 8 <= seconds <= 30


async def test_a_free_floor_lets_nobody_wait(tmp_path: Path) -> None:
    ((_, seconds),) = await acts_of(tmp_path, taken=None)
    assert seconds == 0


async def test_who_is_in_a_talk_by_then_is_left_to_it(tmp_path: Path) -> None:
    welcome = percept(
        "Sit down, Mira.", who=3, called="Bruno", human=False, to=2, seq=2, event="world-2", at=later(seconds=4)
    )
    assert await acts_of(tmp_path, welcome) == []


async def test_after_a_minute_it_would_be_odd(tmp_path: Path) -> None:
    assert await acts_of(tmp_path, taken=Floor(why="somebody else speaks", open_in=90)) == []
