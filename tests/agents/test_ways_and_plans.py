"""The way to a place, the plan of the day, and a number deep in an answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.dialects import dig
from agents.wayfinding import Town, exit_to, next_room
from gothmud.persona import PlanLine, planned
from tests.agents.fakes import TOWN, senses
from tests.base.strategies import QUICK

ROOMS = list("abcdefgh")
WAYS = st.fixed_dictionaries({room: st.lists(st.sampled_from(ROOMS), max_size=3) for room in ROOMS})


def distance(town: Town, start: str, goal: str) -> int | None:
    reached, steps = {start}, 0
    while goal not in reached:
        wider = reached | {each for room in reached for each in town.ways[room]}
        if wider == reached:
            return None
        reached, steps = wider, steps + 1
    return steps


@QUICK.__class__(QUICK, max_examples=150)
@given(WAYS, st.sampled_from(ROOMS), st.sampled_from(ROOMS))
def test_every_step_is_on_a_shortest_way(ways: dict[str, list[str]], here: str, goal: str) -> None:
    town = Town(name="t", primer="", places={}, ways=ways)
    far = distance(town, here, goal)
    while far:
        step = next_room(town, here, goal)
        assert step in town.ways[here]
        assert distance(town, step, goal) == far - 1
        here, far = step, far - 1
    assert next_room(town, here, goal) == ""


def test_a_place_that_nobody_knows_has_no_way() -> None:
    assert next_room(TOWN, "square", "moon") == ""
    assert next_room(TOWN, "moon", "square") == ""


def test_the_exit_to_a_place() -> None:
    room = senses().room
    assert room is not None
    way = exit_to(room, TOWN, "inn")
    assert way is not None and way.id == 71
    assert exit_to(room, TOWN, "square") is None
    assert exit_to(room, TOWN, "") is None


LINES = [
    PlanLine(at="22:00", place="inn", doing="sleeping"),
    PlanLine(at="07:00", place="inn", doing="mending"),
    PlanLine(at="12:30", place="square", doing="eating"),
]


@pytest.mark.parametrize(
    ("hour", "minute", "doing"),
    [(7, 0, "mending"), (6, 59, "sleeping"), (0, 0, "sleeping"), (12, 29, "mending"), (12, 30, "eating"), (21, 59, "eating"), (22, 0, "sleeping"), (23, 59, "sleeping")],
)  # fmt: skip
def test_the_plan_holds_over_midnight_in_whatever_order_it_is_written(hour: int, minute: int, doing: str) -> None:
    for lines in (LINES, LINES[::-1]):
        line = planned(lines, datetime(1890, 3, 1, hour, minute, 59))
        assert line is not None and line.doing == doing


def test_without_a_plan_nothing_is_planned() -> None:
    assert planned([], datetime(1890, 3, 1)) is None


@pytest.mark.parametrize(
    ("value", "path", "number"),
    [
        ({"a": {"b": 7}}, ("a", "b"), 7),
        ({"a": [{"b": 7}]}, ("a", "0", "b"), 7),
        ({"a": [7]}, ("a", "1"), 0),
        ({"a": [7]}, ("a", "x"), 0),
        ({"a": "7"}, ("a",), 0),
        ({"a": 7}, ("a", "b"), 0),
        ({"a": None}, ("a", "b"), 0),
        (7, (), 0),
    ],
)
def test_a_number_deep_in_json_or_zero(value: Any, path: tuple[str, ...], number: int) -> None:
    assert dig(value, path) == number
