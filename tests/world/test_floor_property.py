"""The floor's rules hold whatever is said, by whom, after whatever pause."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import QUICK
from world.floor import MANNERS, Floor, Line, Moment, Present
from world.floor.manners import HUSH, THINKING, wording

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


# What else happens in a room, as a deed of somebody after a pause: modes of speech, keys, thoughts, quiet, departures.
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["say", "say", "say", "whisper", "emote", "types", "thinks", "rests", "hush", "listen", "left"]),
        st.sampled_from([HUMAN, *BOTS, *BOTS]), st.sampled_from([None, HUMAN, *BOTS]), WORDS, st.sampled_from([0.5, 2.0, 15.0, 70.0]),
    ),
    max_size=50,
)  # fmt: skip
Deed = tuple[str, int, int | None, list[str], float]
LONGEST = max(timedelta(minutes=MANNERS.subject_minutes), HUSH, THINKING)


def moment(seconds: float) -> Moment:
    at = NOON + timedelta(seconds=seconds)
    return Moment(at, at)


def done(deeds: list[Deed]) -> tuple[Floor, list[tuple[Line, str, int | None]], float]:
    """Return a floor after all that, each try with why it was refused and who was waited for then, and the last second."""
    floor, rulings, now = Floor(), [], 0.0
    for what, who, to, words, pause in deeds:
        now += pause
        match what:
            case "say" | "whisper" | "emote":
                line = Line(who, who == HUMAN, " ".join(words), moment(now), None if to == who else to, what)
                awaited = next(iter(floor.waits_for(line.at)), None)
                rulings.append((line, why := floor.ruling(line, COMPANY), awaited))
                if not why:
                    floor.take(floor.turn(line, COMPANY))
            case "types":
                floor.types(HUMAN, True, moment(now))
            case "thinks" | "rests":
                floor.thinks(who, what == "thinks")
            case "hush":
                floor.hush(moment(now))
            case "listen":
                floor.listen()
            case _:
                floor.left(who)
    return floor, rulings, now


@QUICK
@given(DEEDS)
def test_a_refused_line_has_a_reason_that_can_be_read(deeds: list[Deed]) -> None:
    known = [each.split("{name}")[-1] for each in wording().model_dump(exclude={"farewells"}).values()]
    for line, why, _ in done(deeds)[1]:
        assert not (line.human and why)
        if why:
            assert "{" not in why
            assert any(why.endswith(each) for each in known)


@QUICK
@given(DEEDS)
def test_while_somebody_is_waited_for_only_that_one_speaks_to_the_room(deeds: list[Deed]) -> None:
    for line, why, awaited in done(deeds)[1]:
        if awaited is None or line.human or line.who == awaited:
            assert awaited != line.who or not why, "the one who is waited for is never refused"
            continue
        assert why or (line.mode == "whisper" and line.to != HUMAN)


@QUICK
@given(DEEDS)
def test_before_a_human_no_fourth_line_comes_without_a_pause(deeds: list[Deed]) -> None:
    run: list[Line] = []
    for line, why, _ in done(deeds)[1]:
        if why or (line.mode == "whisper" and (line.human or line.to != HUMAN)):
            continue
        if line.human or (run and (line.at.real - run[-1].at.real).total_seconds() >= MANNERS.answer_seconds):
            run = []
        run += [] if line.human else [line]
        assert len(run) <= MANNERS.bot_lines


@QUICK
@given(DEEDS)
def test_every_wait_ends(deeds: list[Deed]) -> None:
    """Whatever happened: nobody is waited for, nor held back, for ever; and the floor is open when it says so."""
    floor, _, now = done(deeds)
    stands = floor.standing(moment(now), COMPANY)
    then = moment(now + stands.open_in.total_seconds())
    assert floor.standing(then, COMPANY).why == ""
    later = Moment(NOON + timedelta(seconds=now) + LONGEST, NOON + timedelta(seconds=now) + LONGEST)
    assert floor.waits_for(later) == ()
    for who in BOTS:
        assert floor.ruling(Line(who, False, "Somebody has painted the pump green.", later), COMPANY) == ""


@QUICK
@given(
    st.lists(st.tuples(st.sampled_from(BOTS[:2]), WORDS, st.sampled_from([1.0, 5.0, 30.0])), min_size=60, max_size=120)
)
def test_two_bots_never_talk_for_ever(tries: list[tuple[int, list[str], float]]) -> None:
    """However eager they are: within the time of rest they say no more than two scenes' lines."""
    floor, said, now = Floor(), [], 0.0
    for who, words, pause in tries:
        now += pause
        line = Line(who, False, " ".join(words), moment(now))
        if not floor.ruling(line, COMPANY[1:3]):
            said.append(floor.turn(line, COMPANY[1:3]))
            floor.take(said[-1])
    most = 2 * MANNERS.scene_lines
    for first, last in zip(said, said[most:], strict=False):
        assert last.at.city - first.at.city >= timedelta(minutes=MANNERS.rest_minutes)
    assert all(each.end for each in floor.closed)
    assert all(each.lines <= MANNERS.scene_lines for each in floor.closed)
