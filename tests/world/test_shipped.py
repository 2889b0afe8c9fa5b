"""The shipped cities are sound, large enough, and their people can be answered by dice alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from agents.wayfinding import Town, next_room, whereabouts
from gothmud.needs import needs
from gothmud.persona import planned
from gothmud.words import words_of
from server.prepare import town_of
from world.load import CITIES, find_city, load_city
from world.prop_schema import Prop
from world.props import Around, Attempt, changed, kept, look, rule_for
from world.schema import CityPlan

# The least that each has: rooms, dice people, short-memory people, agents.
SIZES = {"gothmud": (40, 7, 4, 4), "skerry": (8, 2, 2, 2)}


@pytest.fixture(scope="module", params=SIZES)
def city(request: pytest.FixtureRequest) -> CityPlan:
    return load_city(find_city(request.param))


@pytest.fixture(scope="module")
def gothmud() -> CityPlan:
    return load_city(find_city("gothmud"))


def test_it_has_the_promised_size(city: CityPlan) -> None:
    tiers = Counter(each.tier for each in city.cast)
    found = (len(city.rooms), tiers["dice"], tiers["short"], tiers["agent"])
    assert all(there >= least for there, least in zip(found, SIZES[city.city.id], strict=True))


def test_every_city_that_ships_is_looked_at() -> None:
    assert {each.parent.name for each in CITIES.glob("*/city.yaml")} == set(SIZES)


def test_every_dice_person_has_an_answer_to_anything(city: CityPlan) -> None:
    mute = [
        each.id for each in city.cast
        if not any(not (reply.words or reply.hours or reply.skies or reply.go) for reply in each.dice.replies)
    ]  # fmt: skip
    assert mute == []


def test_minds_have_prose_and_a_voice(city: CityPlan) -> None:
    assert [each.id for each in city.cast if each.tier != "dice" and not (each.prose and each.sample)] == []
    assert [each.id for each in city.cast if each.tier == "agent" and not each.plan] == []


def test_every_need_can_be_met_and_the_minds_know_where(city: CityPlan) -> None:
    town = Town.model_validate(town_of(city))
    met = {need for each in town.meets.values() for need in each}
    assert met == set(needs())
    assert [
        place for place in town.meets if place != city.city.start and not next_room(town, city.city.start, place)
    ] == []


def test_minds_of_gothmud_know_what_belongs_where(gothmud: CityPlan) -> None:
    town = Town.model_validate(town_of(gothmud))
    assert (town.belongs["brass cog"], "quay" in town.outdoors, "cafe" in town.outdoors) == ("cafe", True, False)


def test_everybody_is_somewhere_at_every_hour(city: CityPlan) -> None:
    town = Town.model_validate(town_of(city))
    nowhere = [
        (name, hour) for name in town.people for hour in range(24)
        if whereabouts(town, name, datetime(2026, 3, 7, hour)) not in town.places
    ]  # fmt: skip
    assert nowhere == []


def test_people_of_gothmud_are_where_their_hours_say(gothmud: CityPlan) -> None:
    town = Town.model_validate(town_of(gothmud))
    assert [whereabouts(town, who, datetime(2026, 3, 7, 11)) for who in ("Marlow", "Moll", "Bruno")] == [
        "cafe",
        "fish-market",
        "cafe",
    ]


def test_the_homebody_wants_out_least(gothmud: CityPlan) -> None:
    def a_day(who: str) -> float:
        own = next(each for each in gothmud.cast if each.id == who).needs
        hours = [own.get(name, need.hours) for name, need in needs().items()]
        return sum(16 / each for each in hours if each)

    assert 4 * a_day("lorenz") < min(a_day("ada"), a_day("hester")) < a_day("marlow")


def test_no_two_rooms_share_a_spot_on_the_map(city: CityPlan) -> None:
    spots = Counter(room.at for room in city.rooms)
    assert [at for at, count in spots.items() if count > 1] == []


def test_a_way_of_gothmud_leads_on_the_map_where_its_name_says(gothmud: CityPlan) -> None:
    at = {room.id: room.at for room in gothmud.rooms}
    steps = {"north": (0, 1), "east": (1, 0), "south": (0, -1), "west": (-1, 0)}
    astray = [
        (room.id, way.name) for room in gothmud.rooms for way in room.exits if way.name in steps
        and (at[way.to][0] - room.at[0], at[way.to][1] - room.at[1]) != steps[way.name]
    ]  # fmt: skip
    assert astray == []


def test_every_district_of_gothmud_is_worth_a_walk(gothmud: CityPlan) -> None:
    rooms = Counter(room.district for room in gothmud.rooms)
    assert set(rooms) == {each.id for each in gothmud.city.districts}
    assert min(rooms.values()) >= 5


def test_the_minds_of_gothmud_are_never_planned_into_one_room(gothmud: CityPlan) -> None:
    minds = [each for each in gothmud.cast if each.tier == "agent"]
    crowded = [
        (hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)
        if len({line.place for each in minds if (line := planned(each.plan, datetime(2026, 3, 7, hour, minute)))}) < 2
    ]  # fmt: skip
    assert crowded == []


def test_ways_of_a_room_can_be_told_apart(city: CityPlan) -> None:
    doubled = [
        (room.id, name) for room in city.rooms
        for name, count in Counter(name for way in room.exits for name in {way.name, *way.aliases}).items() if count > 1
    ]  # fmt: skip
    assert doubled == []


def test_every_word_of_a_reply_can_be_heard(city: CityPlan) -> None:
    deaf = [
        (each.id, word)
        for each in city.cast
        for reply in each.dice.replies
        for word in reply.words
        if not words_of(word)
    ]
    assert deaf == []


def test_every_step_of_a_habit_leads_to_a_room(city: CityPlan) -> None:
    rooms = {room.id for room in city.rooms}
    steps = [(each.id, reply.go) for each in city.cast for reply in (*each.dice.habits, *each.dice.replies) if reply.go]
    assert [step for step in steps if step[1] not in rooms] == []


def test_whatever_is_broken_can_be_mended_by_who_has_the_parts(gothmud: CityPlan) -> None:
    props = {
        thing.name: thing for room in gothmud.rooms for thing in room.things if any(each.broken for each in thing.looks)
    }
    parts = frozenset(thing.id for room in gothmud.rooms for thing in room.things if thing.takeable)
    assert {"iron porter", "street sweeper", "half waiter", "copper boiler"} <= set(props)
    assert [
        name
        for name, prop in props.items()
        if not all(_mended(prop, each.state, parts) for each in prop.looks if each.broken)
    ] == []


def _mended(prop: Prop, broken: Mapping[str, Any], parts: frozenset[str]) -> bool:
    """Return whether a broken thing is whole after some steps of 'mend'."""
    now = kept(prop, broken)
    for _ in prop.verbs:
        rule = rule_for(prop, now, Around(12), Attempt("mend", "", parts))
        if isinstance(rule, str):
            return False
        if not look(prop, now := changed(prop, now, rule)).broken:
            return True
    return False


def test_what_dice_people_use_is_there_somewhere(gothmud: CityPlan) -> None:
    assert [each.use for person in gothmud.cast for each in person.dice.habits if each.use] == [
        "light row of gas lamps",
        "light saint's lamp",
    ]


def test_nobody_plans_with_the_tram_but_one_gets_out_of_it(gothmud: CityPlan) -> None:
    town = Town.model_validate(town_of(gothmud))
    assert "tram-four" not in town.places and next_room(town, "quay", "tram-four") == ""
    assert next_room(town, "tram-four", "ward") == "hill-steps"
