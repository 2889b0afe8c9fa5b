"""A session file looked at from outside: its turns, how they are called, whether notes came to mind when needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.looking import recalled_when_needed, turn_called, turns_of
from agents.recollection import stored
from agents.session import Session
from gothmud.errors import ConfigError
from tests.agents.fakes import NOON, later, percept, session


@pytest.fixture
def lived(tmp_path: Path) -> Session:
    """Two turns: Mira comes and her note comes to mind; a walk; an outcome each."""
    made = session(tmp_path)
    came = stored(percept("", kind="arrived", seq=4))
    made.add("percept", "Mira comes in.\n", city_time=NOON, data={"seq": 4, "percept": came})
    made.add("note", "[Mira owes you a lamp.]\n", city_time=NOON, data={"by": "memory", "key": "p2"})
    made.add("reply", "{}\n", city_time=NOON, data={"by": "model", "act": {"id": "ada-1", "verb": "wait"}})
    made.add("outcome", "", city_time=NOON, data={"act": "ada-1", "ok": True})
    made.add("state", "", city_time=NOON, data={"dropped": "x"})
    made.add("reply", "", city_time=later(minutes=5), data={"by": "dice", "act": {"id": "ada-2", "verb": "go"}})
    made.add("outcome", "", city_time=later(minutes=5), data={"act": "ada-2", "ok": True})
    return made


def test_turns_are_what_came_before_a_reply_and_of_it(lived: Session) -> None:
    first, second = turns_of(lived.entries)
    assert [each.kind for each in first.entries] == ["percept", "note", "reply", "outcome"]
    assert [each.kind for each in second.entries] == ["reply", "outcome"]


@pytest.mark.parametrize(("name", "number"), [("1", 1), ("-1", 2), ("ada-1", 1), ("ada-2", 2)])
def test_a_turn_is_called_by_number_or_act(lived: Session, name: str, number: int) -> None:
    assert turn_called(turns_of(lived.entries), name, "ada").number == number


def test_a_turn_is_called_by_an_entry(lived: Session) -> None:
    turns = turns_of(lived.entries)
    assert turn_called(turns, turns[0].before[1].id, "ada") == turns[0]


@pytest.mark.parametrize("name", ["0", "3", "-3", "nobody"])
def test_a_turn_that_is_none_says_what_there_is(lived: Session, name: str) -> None:
    with pytest.raises(ConfigError, match="'ada'"):
        turn_called(turns_of(lived.entries), name, "ada")
    with pytest.raises(ConfigError, match="no turn was taken yet"):
        turn_called([], name, "ada")


def test_a_note_counts_where_it_stood_when_somebody_was_met(lived: Session) -> None:
    noted = {"p2": later(minutes=-60)}
    assert recalled_when_needed(lived.entries, noted) == (1, 1)
    assert recalled_when_needed([each for each in lived.entries if each.kind != "note"], noted) == (1, 0)
    assert recalled_when_needed(lived.entries, {"p2": later(minutes=60)}) == (0, 0)
    assert recalled_when_needed(lived.entries, {}) == (0, 0)
