"""The map in plain characters."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from tests.base.strategies import QUICK
from world.townplan import Spot, draw

PLACES = st.tuples(st.integers(-15, 15), st.integers(-15, 15))
NAMES = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)
TOWNS = st.lists(PLACES, min_size=1, max_size=70, unique=True)


def town(places: list[tuple[int, int]]) -> list[Spot]:
    return [Spot(f"Room {n}", *at, [places[n - 1]]) for n, at in enumerate(places)]


def test_a_small_town_is_drawn() -> None:
    spots = [Spot("Inn", 0, 1, [(0, 0)]), Spot("Square", 0, 0, [(0, 1), (1, 0)]), Spot("Shed", 1, 0, [(0, 0)])]
    assert draw(spots, (0, 0)).splitlines() == ["A", "|", "@---C", "", "A Inn     C Shed", "@ Square"]


def test_no_town_is_no_map() -> None:
    assert draw([], (0, 0)) == ""


def test_a_slanting_way_stays_undrawn() -> None:
    assert draw([Spot("a", 0, 0, [(1, 1)]), Spot("b", 1, 1)], None).partition("\n\n")[0] == "    A\nB"


@QUICK
@given(TOWNS, st.data())
@example([(n, 0) for n in range(60)], None)
def test_every_room_can_be_where_one_is(places: list[tuple[int, int]], data: st.DataObject | None) -> None:
    here = data.draw(st.sampled_from(places)) if data else places[-1]
    drawn = draw(town(places), here)
    picture, _, legend = drawn.partition("\n\n")
    assert picture.count("@") == 1
    assert f"@ Room {places.index(here)}" in legend


@QUICK
@given(TOWNS)
def test_every_room_is_on_the_map_and_in_the_legend(places: list[tuple[int, int]]) -> None:
    if len(places) <= 52:
        picture, _, legend = draw(town(places), None).partition("\n\n")
        assert sum(each.isalpha() for each in picture) == len(places)
        assert [n for n in range(len(places)) if f"Room {n}" not in legend] == []


@QUICK
@given(st.lists(st.builds(Spot, NAMES, st.integers(-9, 9), st.integers(-9, 9)), max_size=20), PLACES | st.none())
def test_rooms_that_share_a_spot_raise_nothing(spots: list[Spot], here: tuple[int, int] | None) -> None:
    drawn = draw(spots, here)
    assert bool(drawn) == bool(spots)


@QUICK
@given(st.lists(st.tuples(PLACES, st.lists(PLACES, max_size=3)), min_size=1, max_size=8))
@example([((0, 0), [(0, 5)])])
def test_a_way_that_leads_off_the_map_raises_nothing(
    rooms: list[tuple[tuple[int, int], list[tuple[int, int]]]],
) -> None:
    spots = [Spot("Room", *at, list(to)) for at, to in rooms]
    assert draw(spots, rooms[0][0]).count("@") >= 1
    assert draw([replace(each, to=[]) for each in spots], None) != ""
