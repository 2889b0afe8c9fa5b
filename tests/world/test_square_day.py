"""A visitor stands in the square for a whole city day: who passes by, what they show, and that the hours differ."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from gothmud.persona import planned
from world.conditions import Facts, Other
from world.dice import DiceMind
from world.load import find_city, load_city
from world.schema import CityPlan
from world.weather import Weather

STEP = timedelta(seconds=30)
MIDNIGHT = datetime(2026, 3, 7)
MIRA = Other("Mira", "human")


@dataclass
class Seen:
    """Something that the visitor saw."""

    at: datetime
    who: str
    what: str


class Day:
    """The dice people of a city, walking and talking by their rules alone."""

    def __init__(self, city: CityPlan, where: str, seed: int) -> None:
        self.ways = {room.id: [way.to for way in room.exits] for room in city.rooms}
        self.where, self.weather, self.seen = where, Weather(seed), list[Seen]()
        dice = [each for each in city.cast if each.tier == "dice"]
        self.minds = {each.id: DiceMind(each.dice, random.Random(f"{seed}:{each.id}")) for each in dice}
        self.names = {each.id: each.name for each in dice}
        legs = {each.id: planned(each.dice.round, MIDNIGHT) for each in dice}
        self.rooms = {each.id: leg.to if (leg := legs[each.id]) else each.home for each in dice}
        self.visits: dict[str, set[str]] = defaultdict(set)

    def live(self, hours: int) -> list[Seen]:
        """Let so many hours pass; return what was seen."""
        now = MIDNIGHT
        while now < MIDNIGHT + timedelta(hours=hours):
            now += STEP
            for person, mind in self.minds.items():
                if mind.stirs(now, STEP.total_seconds()):
                    self._stir(person, mind, now)
        return self.seen

    def _stir(self, person: str, mind: DiceMind, now: datetime) -> None:
        room = self.rooms[person]
        row = mind.live(self._facts(person, room, now), STEP.total_seconds())
        if row is None:
            return
        if row.go:
            assert row.go in self.ways[room]
            self.rooms[person] = row.go
            self.visits[person].add(row.go)
            self._meet(person, row.go, now)
        if self.where in (room, row.go):
            self.seen.append(Seen(now, person, row.say or row.emote or ("comes" if row.go == self.where else "goes")))

    def _meet(self, who: str, room: str, now: datetime) -> None:
        came = Other(self.names[who], "dice", who)
        for person, mind in self.minds.items():
            if person != who and self.rooms[person] == room and mind.greets(came, now):
                row = mind.greet(self._facts(person, room, now, came))
                if row and room == self.where:
                    self.seen.append(Seen(now, person, row.say or row.emote))

    def _facts(self, person: str, room: str, now: datetime, came: Other | None = None) -> Facts:
        near = tuple(
            Other(self.names[each], "dice", each) for each, at in self.rooms.items() if at == room and each != person
        )
        others = (came,) if came else ((MIRA, *near) if room == self.where else near)
        return Facts(
            now,
            self.weather.at(now).sky,
            room=room,
            neighbours=frozenset(self.ways[room]),
            others=others,
            ways=self.ways,
        )


@pytest.fixture(scope="module")
def city() -> CityPlan:
    return load_city(find_city("gothmud"))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_hours_of_the_square_differ(city: CityPlan, seed: int) -> None:
    seen = Day(city, "square", seed).live(24)
    by_hour = {hour: {each.what for each in seen if each.at.hour == hour} for hour in range(24)}
    assert [hour for hour in range(5, 23) if len(by_hour[hour]) < 2] == []
    parts = [
        set().union(*(by_hour[hour] for hour in part)) for part in ((6, 7), (11, 12, 13), (16, 17), (21, 22), (2, 3))
    ]
    for number, part in enumerate(parts):
        others = set().union(*(each for other, each in enumerate(parts) if other != number))
        assert len(part - others) >= 2, number
    assert len({each.what for each in seen}) >= 60
    assert {each.who for each in seen} >= {"jory", "fitch", "moll", "tuppence"}


def test_rounds_lead_through_the_city_and_home_again(city: CityPlan) -> None:
    day = Day(city, "square", 3)
    day.live(48)
    walked = {each.id: {leg.to for leg in each.dice.round} for each in city.cast if each.dice.round}
    assert len(walked) >= 3
    assert {person: rooms - day.visits[person] for person, rooms in walked.items() if rooms - day.visits[person]} == {}


def test_the_same_seed_is_the_same_day(city: CityPlan) -> None:
    assert Day(city, "square", 4).live(8) == Day(city, "square", 4).live(8)
