"""The floor's rules hold whatever is said, by whom, after whatever pause."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import QUICK
from world.floor import MANNERS, Floor, Line, Moment, Present

NOON = datetime(2026, 3, 7, 12)
HUMAN, BOTS = 1, (2, 3, 4)
COMPANY = [Present(HUMAN, ("Mira",), human=True), *(Present(each, (f"Bot{each}",), human=False) for each in BOTS)]
WORDS = st.lists(
    st.sampled_from("bell goodbye harbour lamp Bot2 Bot3 yes coin glove fog".split()), min_size=1, max_size=9
)
TRIES = st.lists(
    st.tuples(st.sampled_from([HUMAN, *BOTS, *BOTS]), WORDS, st.sampled_from([0.5, 2.0, 15.0, 70.0, 700.0])),
    max_size=40,
)


def tried(tries: list[tuple[int, list[str], float]]) -> tuple[Floor, list[Line], list[tuple[Line, str]]]:
    """Return a floor after all that, the lines that were said, and each try with why it was refused."""
    floor, said, rulings, now = Floor(), [], [], 0.0
    for who, words, pause in tries:
        now += pause
        at = NOON + timedelta(seconds=now)
        line = Line(who, who == HUMAN, " ".join(words), Moment(at, at))
        why = floor.ruling(line, COMPANY)
        rulings.append((line, why))
        if not why:
            said.append(floor.turn(line, COMPANY))
            floor.take(said[-1])
    return floor, said, rulings


@QUICK
@given(TRIES)
def test_humans_are_never_refused(tries: list[tuple[int, list[str], float]]) -> None:
    _, _, rulings = tried(tries)
    assert not any(why for line, why in rulings if line.human)


@QUICK
@given(TRIES)
def test_while_somebody_is_asked_nobody_else_speaks_before_the_answer(
    tries: list[tuple[int, list[str], float]],
) -> None:
    _, said, _ = tried(tries)
    for before, after in itertools.pairwise(said):
        soon = (after.at.real - before.at.real).total_seconds() < MANNERS.patience_seconds
        if before.human and before.turn is not None and soon:
            assert after.human or after.who == before.turn


@QUICK
@given(TRIES)
def test_before_a_human_bots_say_three_lines_and_then_leave_a_pause(tries: list[tuple[int, list[str], float]]) -> None:
    _, said, _ = tried(tries)
    for number in range(len(said) - MANNERS.bot_lines):
        row = said[number : number + MANNERS.bot_lines + 1]
        if not any(each.human for each in row):
            gaps = [(after.at.real - before.at.real).total_seconds() for before, after in itertools.pairwise(row)]
            assert max(gaps) >= MANNERS.answer_seconds


@QUICK
@given(TRIES)
def test_after_a_restart_the_floor_rules_as_before(tries: list[tuple[int, list[str], float]]) -> None:
    """What was said is in the record with its turn; nothing else is needed."""
    floor, said, _ = tried(tries)
    again = Floor()
    for each in said:
        again.take(each)
    at = NOON + timedelta(hours=6) if not said else said[-1].at.real + timedelta(seconds=3)
    for who in BOTS:
        line = Line(who, human=False, text="Look at the bell.", at=Moment(at, at))
        assert again.ruling(line, COMPANY) == floor.ruling(line, COMPANY)
