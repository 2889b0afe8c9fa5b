"""Props: states stay in their bounds, verbs are there when they fit, what fits not says why."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from world.prop_schema import Prop, Verb
from world.props import Around, Attempt, changed, kept, look, possible, rule_for, worn, worn_by_use

SHOWS = [{"you": "Done.", "others": "does it."}]
NOON = Around(12, "clear")
MACHINE = Prop.model_validate({
    "state": {"cups": {"start": 6}, "valve": {"start": "sound", "words": ["blown"]}},
    "verbs": [
        {"verb": "draw", "state": {"cups": "1..", "valve": "sound"}, "adds": {"cups": -1}, "refuses": "It coughs.", "shows": SHOWS},
        {"verb": "fill", "state": {"cups": "..5"}, "sets": {"cups": 6}, "hours": "6-20", "shows": SHOWS},
        {"verb": "mend", "state": {"valve": "blown"}, "takes": "brass-valve", "sets": {"valve": "sound"}, "refuses": "It lacks a valve.", "shows": SHOWS},
        {"verb": "order", "words": ["fog"], "gives": "glass", "shows": SHOWS},
        {"verb": "order", "words": ["nail"], "shows": SHOWS},
        {"verb": "sign", "writes": {}, "shows": SHOWS},
    ],
    "wears": [
        {"state": {"valve": "sound"}, "chance": 0.5, "sets": {"valve": "blown"}, "line": "Bang."},
        {"state": {"cups": "1.."}, "every": 3600, "adds": {"cups": -1}, "line": "It drips."},
    ],
    "looks": [{"state": {"valve": "blown"}, "now": "out of order", "broken": True}, {"state": {"cups": 0}, "now": "empty"}],
})  # fmt: skip


def start(**now: int | str) -> dict[str, int | str]:
    return {**kept(MACHINE, {}), **now}


def tried(verb: str = "", words: str = "", *carried: str, around: Around = NOON, **now: int | str) -> Verb | str:
    return rule_for(MACHINE, start(**now), around, Attempt(verb, words, frozenset(carried)))


def test_it_runs_dry_and_is_filled_again() -> None:
    now = start()
    for _ in range(6):
        rule = rule_for(MACHINE, now, NOON, Attempt("draw"))
        assert isinstance(rule, Verb)
        now = changed(MACHINE, now, rule)
    assert (now["cups"], look(MACHINE, now).now) == (0, "empty")
    assert rule_for(MACHINE, now, NOON, Attempt("draw")) == "It coughs."
    assert changed(MACHINE, now, MACHINE.verbs[1])["cups"] == 6


@pytest.mark.parametrize(
    ("verb", "words", "said"),
    [
        ("mend", "", "That can't be done now."),
        ("fill", "", "That can't be done now."),
        ("order", "tea", "Order what? There is fog, nail."),
        ("order", "a glass of fog", "There is none left."),
        ("sign", "", "Sign it with which words?"),
        ("fly", "", "That can't be done now."),
    ],
)
def test_a_refusal_says_what_is_lacking(verb: str, words: str, said: str) -> None:
    now = start()
    if verb == "mend":
        said = "It lacks a valve."
    assert rule_for(MACHINE, now, NOON, Attempt(verb, words)) == said


def test_a_part_has_to_be_carried_and_a_broken_thing_stays_broken() -> None:
    assert tried("mend", valve="blown") == "It lacks a valve."
    assert look(MACHINE, start(valve="blown")).broken
    rule = tried("mend", "", "brass-valve", valve="blown")
    assert isinstance(rule, Verb)
    assert changed(MACHINE, start(valve="blown"), rule)["valve"] == "sound"


def test_what_is_given_has_to_be_in_it() -> None:
    rule = tried("order", "the fog, please", around=Around(12, "", frozenset({"glass"})))
    assert isinstance(rule, Verb) and rule.gives == "glass"
    assert "order" in possible(MACHINE, start(), NOON)  # a nail is always to be had


def test_without_a_verb_the_first_that_fits_is_done() -> None:
    first = tried()
    then = tried(cups=0)
    assert isinstance(first, Verb) and isinstance(then, Verb)
    assert (first.verb, then.verb) == ("draw", "fill")
    assert possible(MACHINE, start(cups=0), Around(23)) == ["order", "sign"]


def test_what_wears_in_time_wears_by_the_seed() -> None:
    def hours(seed: int) -> list[bool]:
        rng = random.Random(seed)
        return [worn(MACHINE, start(), NOON, 1800, rng) is not None for _ in range(40)]

    assert hours(1) == hours(1) != hours(2)
    assert 8 < sum(hours(1)) < 32
    assert worn(MACHINE, start(cups=0), NOON, 10**6, random.Random(1)) is None
    assert worn_by_use(MACHINE, start(valve="blown"), NOON, random.Random(1)) is None


VALUES: st.SearchStrategy[Any] = st.integers(-9, 2000) | st.sampled_from(["sound", "blown", "none", ""])


@given(st.dictionaries(st.sampled_from(["cups", "valve", "ghost"]), VALUES))
def test_whatever_was_kept_becomes_a_state_of_the_prop(before: dict[str, int | str]) -> None:
    now = kept(MACHINE, before)
    assert set(now) == {"cups", "valve"}
    assert now["cups"] in range(7) and now["valve"] in ("sound", "blown")


@given(
    st.lists(st.tuples(st.sampled_from(["", "draw", "fill", "mend", "order", "sign", "fly"]), st.text(max_size=12)), max_size=25),
    st.integers(0, 23), st.integers(0, 99), st.frozensets(st.sampled_from(["brass-valve", "glass"])),
)  # fmt: skip
def test_no_use_takes_a_state_out_of_its_bounds_and_none_raises(
    uses: list[tuple[str, str]], hour: int, seed: int, carried: frozenset[str]
) -> None:
    now, rng, around = kept(MACHINE, {}), random.Random(seed), Around(hour, "rain", carried)
    for verb, words in uses:
        rule = rule_for(MACHINE, now, around, Attempt(verb, words, carried))
        assert rule
        for change in (rule, worn_by_use(MACHINE, now, around, rng), worn(MACHINE, now, around, 600, rng)):
            if not isinstance(change, str | None):
                now = changed(MACHINE, now, change)
        assert now == kept(MACHINE, now)
        assert set(possible(MACHINE, now, around)) <= {each.verb for each in MACHINE.verbs}
