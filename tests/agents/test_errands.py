"""Reasons to go: true in the city now, the best first, never to where one is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from agents.errands import Errand, Outlook, errands
from agents.needs import Want
from agents.trail import Sight, Trail
from agents.wayfinding import Hour, Neighbour, Town
from tests.agents.fakes import NOON, percept, persona

PLACES = {
    "inn": "The Inn",
    "cafe": "The Cafe",
    "stall": "The Stall",
    "quay": "Low Quay",
    "yard": "The Yard",
    "isle": "The Isle",
}
TOWN = Town(
    name="Tiny", primer="", places=PLACES, ways={**{each: [one for one in PLACES if one != "isle"] for each in PLACES}},
    meets={"cafe": {"coffee": "a coffee"}, "stall": {"coffee": "a cup"}, "quay": {"air": "wind"}, "yard": {"air": "thyme"}, "isle": {"coffee": "x"}},
    called={"quay": ["harbour"]}, belongs={"brass cog": "stall"}, outdoors=["quay", "yard", "stall"],
    people={
        "Ada": Neighbour(role="the mender", place="The Inn", hours=[Hour(at="00:00", place="inn")]),
        "Otto": Neighbour(role="the cook", place="The Cafe", hours=[Hour(at="06:00", place="cafe"), Hour(at="18:00", place="quay")]),
    },
)  # fmt: skip


def outlook(**fields: object) -> Outlook:
    return replace(Outlook(persona(home="inn"), TOWN, Trail(), NOON, "inn"), **fields)


def felt(need: str, left: float = -1) -> Want:
    return Want(need, NOON - timedelta(hours=9), timedelta(hours=left), 2)


def found(need: str, seen: Outlook) -> list[tuple[str, str]]:
    return [(each.reason.place, each.reason.says[0]) for each in errands([felt(need)], seen)]


@pytest.mark.parametrize(
    ("fields", "best"),
    [
        ({"people": frozenset({"Otto"})}, ("cafe", "place")),
        ({}, ("cafe", "usual")),
        ({"sky": "rain", "people": frozenset({"Otto"})}, ("cafe", "dry")),
        ({"sky": "clear", "people": frozenset({"Otto"})}, ("stall", "fair")),
        ({"carried": ("brass cog",)}, ("stall", "thing")),
        ({"carried": ("brass cog",), "sky": "rain"}, ("cafe", "usual")),
        ({"carried": ("brass cog",), "open": {"Otto": "to mend the boiler"}}, ("cafe", "open")),
        ({"broken": {"quay": "tin porter"}}, ("cafe", "usual")),
        ({"open": {"Otto": "a screw"}, "people": frozenset({"Otto"})}, ("cafe", "place")),
        ({"here": "cafe"}, ("stall", "place")),
    ],
)
def test_the_best_reason_for_a_coffee(fields: dict[str, object], best: tuple[str, str]) -> None:
    assert found("coffee", outlook(**fields))[0] == best


def test_of_two_as_good_it_is_the_one_where_one_was_not_for_longer() -> None:
    been = Trail()
    been.stood("quay", NOON - timedelta(hours=5))
    been.stood("inn", NOON - timedelta(hours=4))
    assert found("air", outlook(trail=been)) == [("yard", "place"), ("quay", "place")]
    been.stood("yard", NOON - timedelta(hours=2))
    been.stood("inn", NOON - timedelta(hours=1))
    assert found("air", outlook(trail=been)) == [("quay", "place"), ("yard", "place")]


def test_what_was_called_over_the_city_is_a_reason_for_some_hours() -> None:
    been = Trail()
    been.saw(percept("Come to the harbour!", kind="channel", at=NOON - timedelta(hours=1)), "inn")
    first, *_ = errands([felt("air")], outlook(trail=been))
    assert (first.reason.place, first.reason.says, first.reason.words) == ("quay", ("call",), {"who": "Mira"})
    assert found("company", outlook(trail=been)) == [("cafe", "usual")]  # who called from there may be anywhere
    assert found("air", outlook(trail=been, now=NOON + timedelta(hours=3)))[0] == ("quay", "place")


def test_for_company_one_goes_where_somebody_is_and_nowhere_when_somebody_is_here() -> None:
    assert found("company", outlook()) == [("cafe", "usual")]
    been = Trail(seen={"Otto": Sight("quay", NOON - timedelta(minutes=20))})
    assert found("company", outlook(trail=been)) == [("quay", "seen")]
    assert found("company", outlook(trail=been, now=NOON + timedelta(hours=1))) == [("cafe", "usual")]
    assert found("company", outlook(people=frozenset({"Mira"}))) == []


def test_for_something_new_one_goes_where_one_was_not_for_days() -> None:
    been = Trail()
    for place in ("cafe", "stall", "quay", "inn"):
        been.stood(place, NOON - timedelta(hours=5))
    assert found("curiosity", outlook(trail=been)) == [("yard", "place")]
    assert ("cafe", "usual") in found("curiosity", outlook(trail=been, now=NOON + timedelta(days=2)))


def test_what_is_not_felt_sends_nobody_and_the_most_pressing_comes_first() -> None:
    assert errands([felt("coffee", left=1)], outlook()) == []
    both = errands([felt("air"), felt("coffee")], outlook())
    assert [each.need for each in both] == ["air", "air", "coffee", "coffee"]


def test_an_errand_has_a_name_for_ever() -> None:
    (first, *_) = errands([felt("coffee")], outlook())
    assert first.key == "need coffee 2026-03-07 03:00 cafe"
    assert isinstance(first, Errand)
    assert first.met == datetime(2026, 3, 7, 3)


def test_what_one_saw_broken_is_a_reason_for_who_wants_to_mend() -> None:
    seen = outlook(broken={"quay": "tin porter", "inn": "pump"})
    assert found("mending", seen) == [("quay", "broken")]
    assert ("quay", "broken") in found("curiosity", seen)
