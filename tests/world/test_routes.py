"""The map in sentences."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import QUICK
from world.atlas import Atlas, Place
from world.routes import FURTHEST, direction, sentences

SQUARE = Place(7, "The Square", "the middle", "", 0, 0, {"north": 8, "east": 9})
INN = Place(8, "The Inn", "the middle", "", 0, 1, {"south": 7})
SHED = Place(9, "The Shed", "", "", 1, 0, {"west": 7, "ladder": 99})
CITY = Atlas((SQUARE, INN, SHED))


def street(length: int) -> Atlas:
    """Return a street: from each room one way on, and one back."""
    return Atlas(
        tuple(
            Place(n, f"House {n}", "", "", n, 0, {"west": n - 1, "east": n + 1} if n else {"east": 1})
            for n in range(length)
        )
    )


def test_the_nearest_come_first_with_the_way_there() -> None:
    assert sentences(CITY, 7).splitlines() == [
        "You are at The Square, the middle.",
        "North: The Inn.",
        "East: The Shed.",
    ]
    assert sentences(CITY, 9).splitlines() == ["You are at The Shed.", "West: The Square.", "West, north: The Inn."]


def test_the_way_to_a_place_by_some_words_of_its_name() -> None:
    assert direction(CITY, 9, "the inn") == "The Inn is that way: west, north."
    assert direction(CITY, 8, "SHE") == "The Shed is that way: south, east."
    assert [direction(CITY, here, what) for here, what in ((8, "cellar"), (8, ""), (99, "inn"))] == [""] * 3
    assert direction(CITY, 8, "inn") == "You are at The Inn."
    assert direction(street(9), 0, "house 8").count(",") == 7


def test_another_word_for_a_place_goes_before_the_beginning_of_a_name() -> None:
    inn = replace(INN, called=("beer", "shed of the thirsty"), ways={"up": 10})
    city = Atlas((SQUARE, inn, SHED, Place(10, "Beer Garden", "", "", 0, 2, {"down": 8})))
    assert direction(city, 9, "the Beer") == "The Inn is that way: west, north."
    assert direction(city, 9, "beer  garden") == "Beer Garden is that way: west, north, up."
    assert direction(city, 7, "shed of the thirsty") == "The Inn is that way: north."


def test_nobody_is_sent_by_a_tram() -> None:
    tram = Place(11, "Tram", "", "", 0, 0, {"out": 12}, tram=True)
    city = Atlas(
        (
            replace(SQUARE, ways={"tram": 11, "north": 8}),
            replace(INN, ways={"south": 7, "lane": 12}),
            tram,
            Place(12, "Quay", "", "", 5, 5, {}),
        )
    )
    assert direction(city, 7, "quay") == "Quay is that way: north, lane."
    assert direction(city, 7, "tram") == "Tram is that way: tram."
    assert direction(city, 11, "quay") == "Quay is that way: out."


def test_a_place_on_no_map() -> None:
    assert sentences(CITY, 99) == "This place is on no map."


@QUICK
@given(st.integers(1, 40), st.data())
def test_nothing_is_told_twice_or_from_too_far(length: int, data: st.DataObject) -> None:
    here = data.draw(st.integers(0, length - 1))
    lines = sentences(street(length), here).splitlines()[1:]
    near = {n for n in range(length) if 0 < abs(n - here) <= FURTHEST}
    assert sorted(each.partition(": House ")[2] for each in lines) == sorted(f"{n}." for n in near)
    assert [each.count(",") for each in lines] == sorted(each.count(",") for each in lines)
