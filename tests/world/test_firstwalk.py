"""The first walk: a lesson goes by when its thing is done, and by nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gothmud.wire import VERBS
from tests.base.strategies import QUICK
from world.firstwalk import first_walk

COMMANDS = ("map", "who")  # that are no acts
DONE = st.sampled_from([*VERBS, *COMMANDS])


def test_every_lesson_can_be_done() -> None:
    assert {did for each in first_walk().lessons for did in each.does} <= {*VERBS, *COMMANDS}


def test_whoever_does_as_told_comes_to_the_end() -> None:
    walk, step = first_walk(), 0
    for number, lesson in enumerate(walk.lessons, 1):
        told = lesson.tell.replace("{near}", "Otto").replace("{way}", "up")
        assert walk.told(step, near="Otto", way="up") == f"({number} of {len(walk.lessons)}) {told}"
        step = walk.after(step, lesson.does[0])
    assert walk.over(step)
    assert walk.told(step) == walk.end


@QUICK
@given(st.lists(DONE))
def test_a_step_is_taken_only_by_its_own_deed(deeds: list[str]) -> None:
    walk, step = first_walk(), 0
    for did in deeds:
        after = walk.after(step, did)
        assert after == step + (not walk.over(step) and did in walk.lessons[step].does)
        step = after
