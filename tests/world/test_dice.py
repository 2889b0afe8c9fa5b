"""Dice people: conditions, weights, and a short memory."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud.tables import Dice, Reply
from gothmud.words import mentions
from tests.base.strategies import QUICK
from tests.world.dicing import FACTS, MOODS, ROWS, after, facts, mind
from world.conditions import Facts, Other
from world.daylight import within
from world.dice import MEMORY, DiceMind
from world.moods import cooled, feels, restored, suits


@QUICK.__class__(QUICK, max_examples=300)
@given(st.lists(ROWS, max_size=8), st.lists(FACTS, min_size=1, max_size=6), st.integers())
def test_no_roll_ever_fails_its_conditions(table: list[Reply], days: list[Facts], seed: int) -> None:
    tables = Dice(replies=table, greetings=table, gifts=table, habits=table, moods=MOODS)
    rolling = DiceMind(tables, random.Random(seed))
    for day in sorted(days, key=lambda each: each.now):
        for roll, rows in ((rolling.answer, table), (rolling.thank, table), (rolling.habit, table)):
            fits = [each for each in rows if fitting(each, day, rolling)]
            fits = [each for each in fits if each.first] or fits
            fits = [each for each in fits if cooled(rolling.state, each, day.now)]
            reply = roll(day)
            assert (reply is None) == (not fits)
            assert reply is None or reply in fits
            assert reply is None or reply.words or not any(each.words for each in fits)


@QUICK.__class__(QUICK, max_examples=150)
@given(st.lists(ROWS, max_size=6), st.lists(FACTS, min_size=1, max_size=20), st.integers())
def test_moods_stay_what_they_may_be_and_survive_a_restart(table: list[Reply], days: list[Facts], seed: int) -> None:
    rolling = DiceMind(Dice(habits=table, moods=MOODS), random.Random(seed))
    for day in sorted(days, key=lambda each: each.now):
        rolling.habit(day)
        assert feels(MOODS, rolling.state, "temper", day.now) in ("calm", "cross")
        pennies = feels(MOODS, rolling.state, "pennies", day.now)
        assert isinstance(pennies, int | float) and 0 <= pennies <= 100
    assert restored(rolling.state.model_dump_json()) == rolling.state


def fitting(row: Reply, day: Facts, rolling: DiceMind) -> bool:
    def held(things: tuple[str, ...], words: list[str]) -> bool:
        return not words or any(mentions(each, words) for each in things)

    asked = row.tiers or row.names or row.carries
    meant = [
        each for each in day.others
        if (not row.tiers or each.tier in row.tiers)
        and (not row.names or each.person in row.names or mentions(each.name, row.names)) and held(each.things, row.carries)
    ]  # fmt: skip
    moods = {name: feels(MOODS, rolling.state, name, day.now) for name in row.mood}
    return all((
        within(row.hours, day.now.hour), not row.skies or day.sky in row.skies, not row.rooms or day.room in row.rooms,
        not row.words or mentions(day.heard, row.words), not row.go or row.go in day.neighbours,
        not row.drop or held(day.things, [row.drop]), held(day.things, row.holds), not asked or meant,
        all(suits(moods[name], want) for name, want in row.mood.items()),
    ))  # fmt: skip


def test_words_that_fit_win_over_a_plain_reply() -> None:
    rolling = mind(Reply(say="plain", weight=1000), Reply(say="cog", words=["cog"]))
    assert {rolling.answer(facts("Where is the cog?")).say for _ in range(20)} == {"cog"}
    assert rolling.answer(facts("Where?")).say == "plain"


def test_weights_weigh() -> None:
    heavy, light = Reply(say="heavy", weight=9), Reply(say="light", weight=1)
    rolling = mind(heavy, light)
    counts: Counter[str] = Counter()
    for _ in range(1000):
        rolling.last = []
        counts[rolling.answer(facts()).say] += 1
    assert 850 < counts["heavy"] < 950


def test_what_was_rolled_lately_is_not_repeated_while_there_is_another() -> None:
    rolling = mind(*(Reply(say=str(n)) for n in range(MEMORY + 1)))
    said = [rolling.answer(facts()).say for _ in range(60)]
    assert all(len(set(said[n : n + MEMORY + 1])) == MEMORY + 1 for n in range(len(said) - MEMORY))
    assert len(rolling.last) == MEMORY


def test_somebody_with_one_line_says_it_again() -> None:
    rolling = mind(Reply(say="Soup."))
    assert [rolling.answer(facts()).say for _ in range(3)] == ["Soup."] * 3


def test_the_same_seed_rolls_the_same_day() -> None:
    replies = [Reply(say=str(n)) for n in range(9)]
    first, second = (mind(*replies, seed=7) for _ in range(2))
    assert [first.answer(facts()).say for _ in range(30)] == [second.answer(facts()).say for _ in range(30)]


def test_who_it_is_for() -> None:
    ada, mira = Other("Ada", "agent", "ada", ("brass cog",)), Other("Mira", "human")
    rows = [Reply(say="Ada.", names=["ada"]), Reply(say="Stranger.", tiers=["human"])]
    rows += [Reply(say="A cog!", carries=["cog"]), Reply(say="Hm.", names=["Mira"], carries=["cog"])]
    rolled = {
        rolling.answer(facts(others=(who,))).say for who in (ada, mira) for rolling in [mind(*rows)] for _ in range(9)
    }
    assert rolled == {"Ada.", "A cog!", "Stranger."}  # what one carries isn't taken for the other's
    assert mind(*rows).answer(facts()) is None


def test_a_row_cools_in_city_time_over_restarts_too() -> None:
    rare = Reply(say="Read all about it!", cool=3600)
    rolling = mind(rare)
    assert rolling.answer(facts()) == rare
    again = mind(rare)
    again.state = restored(rolling.state.model_dump_json())
    assert again.answer(facts(now=after(minutes=59))) is None
    assert again.answer(facts(now=after(minutes=60))) == rare


def test_the_pause_between_answers_is_of_city_time() -> None:
    rolling = mind(Reply(say="Hm."), cooldown=4)
    assert rolling.ready(after())
    rolling.answer(facts())
    assert not rolling.ready(after(seconds=3.9))
    assert rolling.ready(after(seconds=4))


def test_silence_begins_no_pause() -> None:
    rolling = mind(cooldown=4)
    assert rolling.answer(facts()) is None
    assert rolling.ready(after())


def test_a_habit_rests_and_a_row_of_its_own_cools_for_its_own_time() -> None:
    often, seldom = Reply(emote="hums."), Reply(say="Soup!", cool=7200)
    rolling = mind(habits=[often, seldom], rest=600)
    assert {rolling.habit(facts()).key for _ in range(2)} == {"emote hums.", "say Soup!"}
    assert rolling.habit(facts(now=after(minutes=9))) is None
    assert rolling.habit(facts(now=after(minutes=10))) == often
    assert rolling.habit(facts(now=after(minutes=11))) is None


def test_who_sleeps_does_nothing_else_though_a_snore_cools() -> None:
    rolling = mind(habits=[Reply(emote="snores.", hours="22-5", first=True, cool=600), Reply(emote="hops.")])
    assert rolling.habit(facts()).emote == "hops."
    assert rolling.habit(facts(now=after(hours=11))).emote == "snores."
    assert rolling.habit(facts(now=after(hours=11, minutes=5))) is None


def test_a_mood_is_set_read_and_fades() -> None:
    rolling = mind(
        Reply(say="Ow!", words=["bell"], sets={"temper": "cross"}), Reply(say="Go away.", mood={"temper": "cross"})
    )
    assert rolling.answer(facts("Hello.")) is None
    assert rolling.answer(facts("A bell!")).say == "Ow!"
    assert rolling.answer(facts("Hello.", now=after(minutes=9))).say == "Go away."
    assert rolling.answer(facts("Hello.", now=after(minutes=10))) is None


def test_a_number_adds_up_and_stays_in_bounds() -> None:
    rich = Reply(say="Closed for today.", mood={"pennies": "3.."})
    rolling = mind(rich, gifts=[Reply(emote="bites it.", adds={"pennies": 1})])
    for _ in range(3):
        assert rolling.answer(facts()) is None
        rolling.thank(facts("brass cog"))
    assert rolling.answer(facts()) == rich
    poor = mind(Reply(say="Poor.", adds={"pennies": -9}))
    poor.answer(facts())
    assert feels(MOODS, poor.state, "pennies", after()) == 0


@pytest.mark.parametrize("text", [None, "", "{", '{"moods": 3}', '{"moods": {"temper": {"value": []}}}'])
def test_a_state_that_nobody_can_read_is_a_new_one(text: str | None) -> None:
    assert restored(text) == restored(None)


def test_a_mood_that_changed_its_kind_in_the_cast_is_as_at_the_start() -> None:
    old = restored('{"moods": {"temper": {"value": 7, "since": "2026-03-07T12:00:00"}}}')
    assert feels(MOODS, old, "temper", after()) == "calm"


def test_humans_are_greeted_others_only_by_a_row_of_their_own() -> None:
    rolling = mind(greetings=[Reply(say="Paper?"), Reply(say="Evening, Fitch.", names=["fitch"])])
    fitch, moll, mira = Other("Fitch", "dice", "fitch"), Other("Moll", "dice", "moll"), Other("Mira", "human")
    assert [rolling.greets(each, after()) for each in (fitch, moll, mira)] == [True, False, True]
    assert {rolling.greet(facts(others=(fitch,))).say for _ in range(9)} == {"Evening, Fitch."}
    assert rolling.greet(facts(others=(mira,))).say == "Paper?"
    assert not rolling.greets(mira, after(seconds=1))
    assert rolling.ready(after(seconds=1))  # a greeting keeps nobody from answering


def test_nobody_performs_for_an_empty_room_and_nothing_is_felt_then() -> None:
    rolling = mind(habits=[Reply(say="Hm.", sets={"temper": "cross"})], every=5)
    assert rolling.live(facts(others=(Other("Moll", "dice"),)), 5) is None
    assert rolling.state.moods == {}
    assert rolling.live(facts(others=(Other("Mira", "human"),)), 5).say == "Hm."


def test_nothing_fits_and_nothing_is_there() -> None:
    assert mind().answer(facts()) is None
    assert mind(Reply(say="x", hours="6-7")).answer(facts()) is None


@pytest.mark.parametrize(("elapsed", "least", "most"), [(0.0, 0, 0), (12.0, 70, 130), (120.0, 1000, 1000)])
def test_habits_are_due_once_in_every_on_average(elapsed: float, least: int, most: int) -> None:
    rolling = DiceMind(Dice(every=120), random.Random(1))
    assert least <= sum(rolling.due(elapsed) for _ in range(1000)) <= most
