"""A day out of its entries: whom one met, what was said by whom to whom, where one was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.digest import MOST_LINES, MOST_PEOPLE, telling
from agents.recollection import stored
from agents.session import Entry
from tests.agents.fakes import ME, NOON, digest, later, percept
from tests.base.strategies import QUICK


def entry(place: str = "", **fields: Any) -> Entry:
    data: dict[str, Any] = {"percept": stored(percept(**fields))} if fields else {}
    data |= {"place": place} if place else {}
    return Entry(
        id="e", parent="", hash="", kind="percept", city_time=NOON, real_time=datetime(2026, 1, 1, tzinfo=UTC),
        text="", data=data,
    )  # fmt: skip


def mine(text: str, to: int | None = None, to_called: str = "") -> Entry:
    return entry(text=text, who=ME, called="Ada", mine=True, human=False, to=to, to_called=to_called)


def test_a_talk_goes_to_the_one_it_was_with() -> None:
    day = digest([entry(text="Hello."), mine("Hello, Mira."), entry(text="Bye.", kind="whispered")], "Ada")
    met = day.people[2]
    assert met.lines == ['Mira: "Hello."', 'Ada: "Hello, Mira."', 'Mira: "Bye."']
    assert (met.name, met.human, met.mine) == ("Mira", True, 1)


def test_what_is_said_to_somebody_goes_to_nobody_else() -> None:
    day = digest([entry(text="Hello."), mine("Psst, Tom.", 3, "Tom"), mine("Did you hear?")], "Ada")
    assert day.people[2].lines == ['Mira: "Hello."'] and day.people[2].mine == 0
    assert day.people[3].lines == ['Ada: "Psst, Tom."', 'Ada: "Did you hear?"']
    assert (day.people[3].name, day.people[3].human) == ("Tom", False)


def test_words_into_the_air_are_nobodys() -> None:
    assert digest([mine("Is anybody here?")], "Ada").people == {}


def kettle(minutes: int, place: str = "inn") -> list[Entry]:
    """Bruno speaks; after some minutes Kettle comes in, and Ada says something into the air."""
    came = entry(place, text="", kind="arrived", who=4, called="Kettle", at=later(minutes=minutes))
    said = entry(
        place, text="Your secret is safe.", who=ME, called="Ada", mine=True, human=False, at=later(minutes=minutes)
    )
    return [entry("inn", text="Hi.", who=3, called="Bruno"), came, said]


@pytest.mark.parametrize(("minutes", "place"), [(1, "inn"), (480, "inn"), (480, "square")])
def test_what_is_said_once_somebody_came_in_is_said_to_them(minutes: int, place: str) -> None:
    day = digest(kettle(minutes, place), "Ada")
    assert day.people[3].lines == ['Bruno: "Hi."'] and day.people[4].lines == ['Ada: "Your secret is safe."']


@pytest.mark.parametrize("between", [0, 1])
def test_what_is_said_hours_later_or_elsewhere_goes_to_nobody(between: int) -> None:
    bruno, _, said = kettle(480 if between else 0, "inn" if between else "square")
    assert digest([bruno, said], "Ada").people[3].lines == ['Bruno: "Hi."']


def test_who_has_left_is_not_spoken_to() -> None:
    left = entry(text="north", kind="left", who=2, called="Mira")
    assert digest([entry(text="Bye."), left, mine("Good riddance.")], "Ada").people[2].lines == ['Mira: "Bye."']


def test_who_comes_in_is_met_and_worth_a_note_only_with_words() -> None:
    arrived = entry(text="the inn", kind="arrived", who=4, called="Bo", human=False)
    day = digest([arrived, entry(text="x", kind="arrived", who=ME, mine=True), entry(text="lo", kind="posed")], "Ada")
    assert set(day.people) == {4} and telling(day) == []


def test_one_line_of_a_human_is_worth_a_note_one_of_another_is_not() -> None:
    human, other = entry(text="a"), entry(text="a", who=3, called="Tom", human=False)
    assert [each.body for each in telling(digest([human, other], "Ada"))] == [2]
    assert [each.body for each in telling(digest([human, other, other], "Ada"))] == [3, 2]


def test_a_new_name_is_taken_and_a_missing_one_is_not() -> None:
    assert digest([entry(text="a"), entry(text="b", called="Mira Stone")], "Ada").people[2].name == "Mira Stone"
    assert digest([entry(text="a"), entry(text="b", called="")], "Ada").people[2].name == "Mira"


def test_the_places_of_a_day_are_counted_when_one_comes_there() -> None:
    day = digest([entry("inn"), entry(), entry("inn"), entry("square"), entry("inn"), entry("")], "Ada")
    assert day.places == {"inn": 2, "square": 1}


def test_an_empty_day() -> None:
    assert digest([], "Ada").people == digest([], "Ada").places == {}


def lines() -> Iterator[st.SearchStrategy[Entry]]:
    yield st.builds(lambda who, text: entry(text=text, who=who, called=f"N{who}"), st.integers(2, 30), st.text())
    yield st.builds(lambda to, text: mine(text, to, f"N{to}"), st.integers(2, 30) | st.none(), st.text())


@QUICK
@given(st.lists(st.one_of(*lines()), max_size=60))
def test_a_day_is_bounded_and_no_own_line_counted_twice(entries: list[Entry]) -> None:
    day = digest(entries, "Ada")
    assert sum(each.mine for each in day.people.values()) <= sum(each.data["percept"]["mine"] for each in entries)
    assert len(telling(day)) <= MOST_PEOPLE and ME not in day.people


def test_a_long_talk_keeps_its_end() -> None:
    met = digest([entry(text=f"{each}") for each in range(99)], "Ada").people[2]
    assert len(met.lines) == MOST_LINES and met.lines[-1] == 'Mira: "98"'
