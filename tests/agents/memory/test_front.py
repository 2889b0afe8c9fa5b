"""Front matter of our own is read and written without the YAML library, and comes out as with it."""

from __future__ import annotations

from datetime import datetime
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.memory import front
from agents.memory.front import begun, front_of, renewed
from tests.base.strategies import QUICK

AT, LATER = datetime(2026, 3, 7, 22), datetime(2026, 3, 8, 22, 5)
WORDS = st.text("Adinoyrultesf ", min_size=1, max_size=8).map(str.strip).filter(bool)
ODD = st.sampled_from(
    ["null", "Yes", "No", "on", "y", "12", "2026-03-07", "1e3", "it: so", "- a", "#a", "'a", "~", "O'Neil", "ß"]
)
NAMES = WORDS | ODD
NEVER = patch.object(front, "PLAIN", front.re.compile(r"(?!)"))


@QUICK
@given(NAMES, NAMES, st.lists(NAMES, max_size=3, unique=True), st.lists(NAMES, max_size=2, unique=True))
def test_with_and_without_the_library(key: str, name: str, aliases: list[str], more: list[str]) -> None:
    new = begun(key, name, aliases, AT)
    again = renewed(f"{new}# Text\n", name, more, LATER)
    with NEVER:
        assert front_of(new) == front_of(begun(key, name, aliases, AT))
        found = front_of(again)
    assert front_of(again) == found
    assert (found.id, found.name, found.updated) == (key, name, LATER)
    assert found.aliases == [*aliases, *(each for each in more if each not in aliases)]


@pytest.mark.parametrize("line", ["# a comment", "mood: grim", "cool_down: 5"])
def test_a_humans_line_stays_to_the_byte(line: str) -> None:
    old = begun("p2", "Mira", [], AT).replace("name:", f"{line}\nname:")
    assert f"\n{line}\n" in renewed(old, "Mira", ["the baker"], LATER)
