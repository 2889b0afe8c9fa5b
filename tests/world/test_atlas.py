"""The atlas: numbers that stay, and the city as a file for mappers."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import QUICK
from world.atlas import Atlas, Place
from world.directions import letter

SQUARE = Place(7, "The Square", "the middle", "square", 0, 0, {"north": 8})
INN = Place(8, "The <Inn> & Yard", "the middle", "inside", 0, 1, {"south": 7, "tower": 9})
TOWER = Place(9, "The Tower", "the hill", "inside", 1, -1)
CITY = Atlas((SQUARE, INN, TOWER))
PLACES = st.builds(
    Place, st.integers(1, 9999), st.text(st.characters(categories=["L", "P"])), st.sampled_from(["a", "b", "ü"]),
    st.sampled_from(["inside", ""]), st.integers(-50, 50), st.integers(-50, 50),
)  # fmt: skip


def test_an_area_has_the_lowest_number_of_its_rooms() -> None:
    assert CITY.areas == {"the middle": 7, "the hill": 9}
    assert Atlas((TOWER, INN, SQUARE)).areas == CITY.areas
    assert CITY.coords("the hill", 1, -1) == "9,1,-1,0"
    assert CITY.coords("nowhere", 0, 0) == "0,0,0,0"


def test_the_city_as_mmp() -> None:
    root = ET.fromstring(CITY.mmp)
    inn = root.find("rooms/room[@id='8']")
    assert inn is not None
    assert inn.attrib == {"id": "8", "area": "7", "title": "The <Inn> & Yard", "environment": "1"}
    assert [each.attrib for each in inn] == [
        {"x": "0", "y": "1", "z": "0"},
        {"direction": "south", "target": "7"},
        {"direction": "tower", "target": "9"},
    ]
    assert {each.attrib["id"]: each.attrib["name"] for each in root.findall("areas/area")} == {
        "7": "the middle", "9": "the hill",
    }  # fmt: skip
    assert len(root.findall("environments/environment")) == 2


def test_no_city_is_a_map_of_nothing() -> None:
    assert [each.tag for each in ET.fromstring(Atlas(()).mmp)] == ["areas", "rooms", "environments"]


@QUICK
@given(st.lists(PLACES, unique_by=lambda each: each.num))
def test_every_room_is_in_an_area_and_an_environment_of_the_file(places: list[Place]) -> None:
    root = ET.fromstring(Atlas(tuple(places)).mmp)
    areas = {each.attrib["id"] for each in root.findall("areas/area")}
    environments = {each.attrib["id"] for each in root.findall("environments/environment")}
    rooms = root.findall("rooms/room")
    assert {int(each.attrib["id"]) for each in rooms} == {each.num for each in places}
    assert {each.attrib["area"] for each in rooms} == areas
    assert {each.attrib["environment"] for each in rooms} == environments


def test_directions_have_letters_and_names_stay() -> None:
    assert [letter(each) for each in ("North", "southwest", "up", "in", "curtain")] == ["n", "sw", "u", "in", "curtain"]
