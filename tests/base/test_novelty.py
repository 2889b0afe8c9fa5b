"""A memory of 3-grams says what the plain comparison says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud.novelty import Recent, grams, novelty
from tests.base.strategies import QUICK

LINES = st.lists(st.lists(st.sampled_from("fog rain bell yes no".split()), max_size=8).map(" ".join), max_size=30)


@QUICK
@given(LINES)
def test_recent_is_novelty_against_the_last_lines(lines: list[str]) -> None:
    recent, said = Recent(4), [grams(each) for each in lines]
    for number, each in enumerate(said):
        assert recent.novelty(each) == pytest.approx(novelty(each, said[max(0, number - 4) : number]))
        recent.add(each)


@pytest.mark.parametrize(
    ("line", "lately", "share"),
    [
        ("One two three four.", [], 1.0),
        ("One two three four.", ["one TWO three"], 0.5),
        ("One two three four.", ["One two three four five."], 0.0),
        ("One two.", ["one two"], 0.0),
        ("One two.", ["one two three"], 1.0),
        ("", ["one"], 0.0),
    ],
)
def test_novelty_is_the_share_of_new_3_grams(line: str, lately: list[str], share: float) -> None:
    assert novelty(grams(line), map(grams, lately)) == share
