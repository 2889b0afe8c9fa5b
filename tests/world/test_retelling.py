"""Which lines tell a fact: by hand-labelled lines, and by rules that hold for any words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import QUICK
from tests.world.labelled import facts, figures, labelled
from world.retelling import Fact, Line, Matcher, line_that_tells

KEYS = Matcher(facts()["keys"])
WORDS = st.lists(st.sampled_from("Marlow hid ward keys bridge third she not eel who ? . by".split()), max_size=12)


def test_the_labels_are_many_and_of_both_kinds() -> None:
    lines = labelled()
    assert len(lines) >= 80
    for name in facts():
        assert {each.tells for each in lines if each.fact == name} == {True, False}


@pytest.mark.parametrize(("tuned", "least"), [(True, 0.9), (False, 0.85)])
def test_the_matcher_agrees_with_a_reader(tuned: bool, least: float) -> None:
    found = figures(each for each in labelled() if each.tuned is tuned)
    assert found.precision >= least, [each.line.text for each in found.wrong if not each.tells]
    assert found.recall >= least, [each.line.text for each in found.wrong if each.tells]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Marlow hid the ward keys under the third bridge.", "told"),
        ("Did you hear? Marlow hid the ward keys under the third bridge.", "told"),
        ("Have you heard that Marlow hid the ward keys under the third bridge?", "told"),
        ("Marlow hid the ward keys under the third bridge?", "asked"),
        ("Marlow didn't hide the ward keys under the third bridge.", "denied"),
        ("No. Marlow never hid the ward keys under the third bridge.", "denied"),
    ],
)
def test_in_which_manner(text: str, manner: str) -> None:
    judged = KEYS.judge(Line(text))
    assert (judged.tells, judged.manner) == (True, manner)


def test_a_fact_that_denies_is_told_by_a_denial() -> None:
    never = Matcher(Fact("r1", "The tower clock never strikes midnight."))
    assert never.judge(Line("They say the tower clock never strikes midnight.")).manner == "told"


def test_people_who_change_places_make_another_story() -> None:
    owes = Matcher(Fact("r1", "Ada owes Bruno nine pounds.", {"Ada": [], "Bruno": []}))
    assert owes.judge(Line("Ada owes Bruno nine pounds, I hear.")).tells
    assert owes.judge(Line("Nine pounds are owed to Bruno by Ada.")).tells
    assert not owes.judge(Line("Bruno owes Ada nine pounds.")).tells


def test_he_means_who_was_named_right_before() -> None:
    line = "He hid the keys somewhere, third bridge."
    assert not Matcher(facts()["keys"]).judge(Line(line)).tells
    assert KEYS.judge(Line("He hid the ward keys.", before=["Where is Marlow?"])).score > 0
    assert (
        KEYS.judge(Line("He hid the ward keys.")).score
        < KEYS.judge(Line("He hid the ward keys.", before=["Marlow!"])).score
    )


@QUICK
@given(WORDS)
def test_any_words_are_judged_and_the_score_is_a_share(words: list[str]) -> None:
    judged = KEYS.judge(Line(" ".join(words)))
    assert 0 <= judged.score <= 1
    assert judged.tells == (judged.score >= 0.6)


@QUICK
@given(WORDS, WORDS)
def test_likeness_is_even_and_whole_for_the_same(one: list[str], other: list[str]) -> None:
    first, second = " ".join(one), " ".join(other)
    assert KEYS.likeness(first, first) == 1
    assert 0 <= KEYS.likeness(first, second) <= 1


def test_a_fact_of_nothing_but_small_words_is_told_by_nobody() -> None:
    assert not Matcher(Fact("r1", "It is so.")).judge(Line("It is so.")).tells


def test_a_note_tells_by_one_of_its_lines() -> None:
    note = "# Marlow\n\n## What was said\n- Sat 07 Mar: The detective hid the ward keys under the third bridge.\n- The eel."
    assert line_that_tells(KEYS, note).startswith("Sat 07 Mar: The detective")
    assert not line_that_tells(KEYS, "# Marlow\n- Sold a hat.")
