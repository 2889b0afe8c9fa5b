"""Dice people: conditions, weights, and a short memory."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud.persona import Dice, Reply
from gothmud.words import mentions
from tests.base.strategies import QUICK
from world.daylight import within
from world.dice import MEMORY, DiceMind, Facts

WORDS = ["cog", "bell", "the sea"]
SKIES = ["clear", "rain", "snow"]
ROOMS = ["inn", "quay"]
REPLIES = st.builds(
    Reply,
    say=st.text(max_size=3),
    weight=st.floats(0.01, 10),
    words=st.lists(st.sampled_from(WORDS), max_size=2),
    hours=st.sampled_from(["", "6-11", "22-4", "0-24", "5-5"]),
    skies=st.lists(st.sampled_from(SKIES), max_size=2),
    go=st.sampled_from(["", *ROOMS]),
)
FACTS = st.builds(
    Facts,
    hour=st.integers(0, 23),
    sky=st.sampled_from(["", *SKIES]),
    heard=st.sampled_from(["", "A cog!", "The bell by the sea.", "Nothing."]),
    neighbours=st.frozensets(st.sampled_from(ROOMS)),
)


def mind(*replies: Reply, seed: int = 1) -> DiceMind:
    return DiceMind(Dice(replies=list(replies)), random.Random(seed))


@QUICK.__class__(QUICK, max_examples=150)
@given(st.lists(REPLIES, max_size=8), st.lists(FACTS, min_size=1, max_size=6), st.integers())
def test_no_roll_ever_fails_its_conditions(table: list[Reply], days: list[Facts], seed: int) -> None:
    rolling = DiceMind(Dice(replies=table, greetings=table, habits=table), random.Random(seed))
    for facts in days:
        for roll in (rolling.answer, rolling.greet, rolling.habit):
            reply = roll(facts)
            fits = [each for each in table if fitting(each, facts)]
            assert (reply is None) == (not fits)
            assert reply is None or fitting(reply, facts)
            assert reply is None or reply.words or not any(each.words for each in fits)


def fitting(reply: Reply, facts: Facts) -> bool:
    return all((
        within(reply.hours, facts.hour),
        not reply.skies or facts.sky in reply.skies,
        not reply.words or mentions(facts.heard, reply.words),
        not reply.go or reply.go in facts.neighbours,
    ))  # fmt: skip


def test_words_that_fit_win_over_a_plain_reply() -> None:
    rolling = mind(Reply(say="plain", weight=1000), Reply(say="cog", words=["cog"]))
    assert {rolling.answer(Facts(12, heard="Where is the cog?")).say for _ in range(20)} == {"cog"}
    assert rolling.answer(Facts(12, heard="Where?")).say == "plain"


def test_weights_weigh() -> None:
    heavy, light = Reply(say="heavy", weight=9), Reply(say="light", weight=1)
    rolling = mind(heavy, light)
    counts: Counter[str] = Counter()
    for _ in range(1000):
        rolling.last = []
        counts[rolling.answer(Facts(12)).say] += 1
    assert 850 < counts["heavy"] < 950


def test_what_was_rolled_lately_is_not_repeated_while_there_is_another() -> None:
    rolling = mind(*(Reply(say=str(n)) for n in range(MEMORY + 1)))
    said = [rolling.answer(Facts(12)).say for _ in range(60)]
    assert all(len(set(said[n : n + MEMORY + 1])) == MEMORY + 1 for n in range(len(said) - MEMORY))
    assert len(rolling.last) == MEMORY


def test_somebody_with_one_line_says_it_again() -> None:
    rolling = mind(Reply(say="Soup."))
    assert [rolling.answer(Facts(12)).say for _ in range(3)] == ["Soup."] * 3


def test_the_same_seed_rolls_the_same_day() -> None:
    replies = [Reply(say=str(n)) for n in range(9)]
    first, second = (mind(*replies, seed=7) for _ in range(2))
    assert [first.answer(Facts(12)).say for _ in range(30)] == [second.answer(Facts(12)).say for _ in range(30)]


def test_nothing_fits_and_nothing_is_there() -> None:
    assert mind().answer(Facts(12)) is None
    assert mind(Reply(say="x", hours="6-7")).answer(Facts(12)) is None


@pytest.mark.parametrize(("elapsed", "least", "most"), [(0.0, 0, 0), (12.0, 70, 130), (120.0, 1000, 1000)])
def test_habits_are_due_once_in_every_on_average(elapsed: float, least: int, most: int) -> None:
    rolling = DiceMind(Dice(every=120), random.Random(1))
    assert least <= sum(rolling.due(elapsed) for _ in range(1000)) <= most
