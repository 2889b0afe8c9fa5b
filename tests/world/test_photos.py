"""A photo is the same for the same exposure, whatever stood before the lens; too many of them are thinned by rule."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gothmud.events.photo import Exposure, Ground, Sitter
from gothmud.tables import Sky
from world.photos.drawing import drawn
from world.photos.light import light_of, moon_age, sun_height
from world.photos.looks import figure_of
from world.photos.thinning import Kept, thinned
from world.photos.words import plain_caption, told

NOON = datetime(2026, 11, 24, 12)
ADA = Sitter(name="Ada", looks="A small woman in a leather apron. There is oil on her.")
SHOT = Exposure(
    place="Clock Square", district="the old town", ground="square", at=NOON, sky="fog", sitters=[ADA], caption="Nine past",
    taker="Wren", seed=7,
)  # fmt: skip


def picture(shot: Exposure) -> Image.Image:
    return Image.open(io.BytesIO(drawn(shot)))


@pytest.mark.parametrize(
    ("ground", "sky", "hour"),
    [(ground, get_args(Sky)[number], 4 * number % 24) for number, ground in enumerate(get_args(Ground))],
)
def test_the_same_exposure_is_the_same_file(ground: Ground, sky: Sky, hour: int) -> None:
    shot = SHOT.model_copy(update={"ground": ground, "sky": sky, "at": NOON.replace(hour=hour)})
    assert drawn(shot) == drawn(shot.model_validate_json(shot.model_dump_json()))


def test_another_seed_is_another_file() -> None:
    assert drawn(SHOT) != drawn(SHOT.model_copy(update={"seed": 8}))


def test_a_picture_is_small_and_says_what_it_is() -> None:
    made = picture(SHOT)
    assert (made.format, made.size) == ("PNG", (632, 544))
    assert made.info == {"Title": "Nine past", "Author": "Wren", "Software": "gothmud"}
    assert len(drawn(SHOT)) < 250_000


def test_night_is_darker_than_noon() -> None:
    def brightness(hour: int) -> int:
        grey = picture(SHOT.model_copy(update={"sky": "clear", "at": NOON.replace(hour=hour)})).convert("L")
        return sum(grey.resize((8, 8)).tobytes())

    assert brightness(1) < brightness(12)


@pytest.mark.parametrize("count", [0, 12])
def test_any_number_of_people_fits(count: int) -> None:
    people = [
        Sitter(name=f"P{number}", looks="A robot. A raven." if number % 3 else "", asleep=number == 4)
        for number in range(count)
    ]
    assert drawn(SHOT.model_copy(update={"sitters": people, "caption": "☃ " * 60, "place": "ü" * 80}))


def test_looks_become_a_figure_and_the_same_looks_the_same_one() -> None:
    ada = figure_of(ADA)
    assert ada == figure_of(ADA)
    assert (ada.kind, ada.coat, ada.skirt, ada.extras) == ("person", (110, 74, 44), True, frozenset({"apron"}))
    assert figure_of(Sitter(name="Kettle", looks="An old robot with a lid for a hat.")).kind == "robot"
    assert figure_of(Sitter(name="Pip")) == figure_of(Sitter(name="Pip"))


@pytest.mark.parametrize(("looks", "seen"), [("A robot for trunks.", True), ("A brass bell on a post.", False)])
def test_a_thing_that_it_is_of_is_drawn_where_it_is_a_figure(looks: str, seen: bool) -> None:
    of_thing = SHOT.model_copy(update={"thing": Sitter(name="a thing", looks=looks)})
    assert (drawn(of_thing) != drawn(SHOT)) is seen


def test_sun_and_moon_stand_where_the_hour_has_them() -> None:
    assert [round(sun_height(NOON.replace(hour=hour)), 1) for hour in (0, 12)] == [-1.0, 1.0]
    assert light_of(SHOT.model_copy(update={"at": NOON.replace(hour=23)})).lit
    assert moon_age(datetime(2026, 11, 24, 15)) == pytest.approx(0.5, abs=0.03)  # a full moon, by the almanac


def test_in_words_a_photo_tells_who_where_when_and_the_weather() -> None:
    assert told(SHOT) == (
        '"Nine past", by Wren. Clock Square, the old town, Tuesday at 12:00, in fog. '
        "In it: Ada (A small woman in a leather apron)."
    )
    empty = SHOT.model_copy(update={"sitters": [], "ground": "indoor"})
    assert told(empty).endswith("in fog outside. Nobody is in it.")
    of_thing = SHOT.model_copy(update={"thing": Sitter(name="a tin porter (stuck)", looks="A robot.")})
    assert told(of_thing).endswith("In it: a tin porter (stuck); Ada (A small woman in a leather apron).")
    assert plain_caption(SHOT, "the porter") == "The porter at Clock Square, at noon"
    assert plain_caption(SHOT, "Ada") == "Ada at Clock Square, at noon"
    assert plain_caption(SHOT, "Clock Square") == "Clock Square at noon"


def kept(number: int, day: int, size: int = 10) -> Kept:
    return Kept(number, date(2026, 11, day), size)


def test_the_middle_of_the_oldest_day_goes_first_then_the_oldest() -> None:
    photos = [kept(number, 1 + number // 4) for number in range(8)]
    assert [each.number for each in thinned(photos, 5)] == [1, 2, 5]
    assert [each.number for each in thinned(photos, 3)] == [1, 2, 5, 6, 0]
    assert [each.number for each in thinned(photos, 99, 60)] == [1, 2]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 50)), max_size=16), st.integers(1, 9), st.integers(0, 200))
def test_thinning_keeps_within_the_limits_and_never_throws_the_newest_away(
    found: list[tuple[int, int]], most: int, most_bytes: int
) -> None:
    photos = [kept(number, day, size) for number, (day, size) in enumerate(found)]
    gone = thinned(photos, most, most_bytes)
    left = [each for each in photos if each not in gone]
    assert len(left) <= most
    assert sum(each.size for each in left) <= most_bytes or len(left) == 1
    assert not photos or photos[-1] in left
