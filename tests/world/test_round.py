"""The daily round: every leg is walked exit by exit, at its hour, and a closed way is waited at."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from gothmud.tables import Dice, Leg, Reply
from gothmud.ways import next_room
from tests.base.strategies import QUICK
from tests.world.dicing import NOON, after, facts
from world.conditions import Facts, Other
from world.dice import LINGERS, DiceMind
from world.round import PACE, leg_at

WAYS = {"inn": ["square"], "square": ["inn", "quay"], "quay": ["square"], "isle": ["quay"]}
MIRA = Other("Mira", "human")
ROUND = [
    Leg(at="12:30", to="quay", leaving=[Reply(say="Tide.")], arriving=[Reply(emote="looks at the tide.")]),
    Leg(at="18:00", to="inn"),
]
TOWNS = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=4), min_size=1)


def walker(*legs: Leg, **tables: object) -> DiceMind:
    return DiceMind(Dice(round=list(legs), **tables), random.Random(1))


class Walk:
    """A walker in the small town, second by second."""

    def __init__(self, mind: DiceMind, room: str = "inn", *, watched: bool = True) -> None:
        self.mind, self.room, self.now = mind, room, NOON
        self.closed: set[tuple[str, str]] = set()
        self.others = (MIRA,) if watched else ()
        self.did: list[tuple[str, str]] = []

    def until(self, moment: datetime, step: timedelta = timedelta(seconds=5)) -> list[tuple[str, str]]:
        """Go on until a moment; return what was done at which hour since the start."""
        while self.now < moment:
            self.now += step
            if (row := self.mind.live(self.facts(), step.total_seconds())) is not None:
                self.did.append((f"{self.now:%H:%M}", row.say or row.emote or row.go))
                self.room = row.go or self.room
        return self.did

    def facts(self) -> Facts:
        open_ways = frozenset(each for each in WAYS[self.room] if (self.room, each) not in self.closed)
        return facts(now=self.now, room=self.room, neighbours=open_ways, others=self.others, ways=WAYS)


def test_a_day_on_the_round() -> None:
    walk = Walk(walker(*ROUND))
    walk.until(after(hours=7))
    assert walk.did == [
        ("12:30", "Tide."), ("12:30", "square"), ("12:30", "quay"), ("12:30", "looks at the tide."),
        ("18:00", "square"), ("18:00", "inn"),
    ]  # fmt: skip
    walk.until(after(hours=25))
    assert walk.did[6] == ("12:30", "Tide.")  # and the next day again


def test_nobody_sees_it_but_it_is_walked() -> None:
    assert [what for _, what in Walk(walker(*ROUND), watched=False).until(after(hours=1))] == ["square", "quay"]


def test_a_closed_way_is_waited_at_and_habits_go_on() -> None:
    walk = Walk(walker(*ROUND, habits=[Reply(emote="waits."), Reply(go="inn", weight=50)], every=60))
    walk.closed = {("square", "quay")}
    walk.until(after(minutes=31))
    walk.did.clear()
    walk.until(after(hours=2))
    assert walk.room == "square"
    assert {what for _, what in walk.did} == {"waits."}
    walk.closed = set()
    walk.until(after(hours=2, minutes=1))
    assert walk.room == "quay"


def test_nobody_walks_off_in_the_middle_of_a_talk() -> None:
    mind = walker(*ROUND, replies=[Reply(say="Aye.")])
    walk = Walk(mind)
    walk.until(after(minutes=29, seconds=55))
    mind.answer(facts("Moll?", now=walk.now, room="inn"))
    assert walk.until(walk.now + LINGERS - timedelta(seconds=5)) == []
    assert walk.until(walk.now + timedelta(seconds=10))[0][1] == "Tide."


def test_who_is_there_already_says_nothing() -> None:
    assert Walk(walker(ROUND[0]), "quay").until(after(hours=5)) == []


def test_a_restart_in_the_middle_of_a_leg_goes_on() -> None:
    walk = Walk(walker(*ROUND))
    walk.until(after(minutes=30, seconds=15))
    again = walker(*ROUND)
    again.state = walk.mind.state
    walk.mind = again
    assert [what for _, what in walk.until(after(hours=1))] == ["Tide.", "square", "quay", "looks at the tide."]


def test_a_place_without_a_way_is_not_walked_to() -> None:
    assert Walk(walker(Leg(at="12:30", to="isle"))).until(after(hours=2)) == []


@QUICK
@given(st.lists(st.times(), min_size=1, max_size=5, unique_by=lambda each: (each.hour, each.minute)), st.datetimes())
def test_the_leg_that_holds_is_the_latest_that_began(times: list, now: datetime) -> None:
    assume(now.year > 1)
    begun = leg_at([Leg(at=f"{each:%H:%M}", to="inn") for each in times], now)
    assert begun is not None
    assert begun.since <= now < begun.since + timedelta(days=1)
    assert f"{begun.since:%H:%M}" == begun.leg.at
    between = [
        each for each in times if begun.since < datetime.combine(now, each.replace(second=0, microsecond=0)) <= now
    ]
    assert between == []


@QUICK
@given(TOWNS, st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))
def test_step_by_step_one_gets_there_by_a_shortest_way_or_not_at_all(ways: dict, here: str, goal: str) -> None:
    reach, edge, far = {here}, {here}, 0
    while goal not in reach and edge:
        edge = {to for each in edge for to in ways.get(each, [])} - reach
        reach, far = reach | edge, far + 1
    steps = 0
    while here != goal and (step := next_room(ways, here, goal)):
        assert step in ways[here]
        here, steps = step, steps + 1
    assert steps == (far if goal in reach else 0)


@QUICK
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 900)), min_size=1, max_size=60))
def test_no_step_is_taken_through_a_closed_way_nor_faster_than_one_walks(ticks: list[tuple[bool, int]]) -> None:
    walk, stepped = Walk(walker(*ROUND, Leg(at="13:00", to="inn"))), NOON - PACE
    for closed, seconds in ticks:
        walk.closed = {("square", "quay"), ("inn", "square")} if closed else set()
        before = walk.room
        walk.until(walk.now + timedelta(seconds=seconds), timedelta(seconds=seconds))
        if walk.room != before:
            assert (before, walk.room) not in walk.closed
            assert walk.room in WAYS[before]
            assert walk.now - stepped >= PACE
            stepped = walk.now
