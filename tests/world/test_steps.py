"""The steps from a stored city to a wanted one: they lead there, they end, and they say what they do."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.world.cities import ROOMS, loaded
from world.building import ORDER, Key, Piece, Steps, compare, pieces_of, undone
from world.planned import MOST, counted, plan_lines

FIELDS = st.dictionaries(st.sampled_from(["name", "desc", "district", "at"]), st.integers(0, 3), max_size=3)
PIECES = st.builds(Piece, st.sampled_from(ORDER), st.sampled_from("abcd"), st.sampled_from(["", "x", "y"]), FIELDS)
CITIES = st.lists(PIECES, unique_by=lambda each: each.key, max_size=12)


def done(there: list[Piece], steps: Steps) -> dict[Key, Piece]:
    """Return the city after all steps."""
    city = {each.key: each for each in there}
    for step in steps.steps:
        if step.do == "remove":
            del city[step.piece.key]
        else:
            assert (step.do == "create") == (step.piece.key not in city)
            city[step.piece.key] = step.piece
    return city


@given(CITIES, CITIES)
def test_the_steps_lead_to_what_is_wanted(wanted: list[Piece], there: list[Piece]) -> None:
    assert done(there, compare(wanted, there, prune=True)) == {each.key: each for each in wanted}


@given(CITIES, CITIES, st.booleans())
def test_twice_changes_nothing(wanted: list[Piece], there: list[Piece], prune: bool) -> None:
    after = done(there, compare(wanted, there, prune=prune))
    assert compare(wanted, after.values(), prune=prune).steps == ()


@given(CITIES, CITIES, st.booleans(), st.integers(0, 24))
def test_what_was_done_in_part_is_undone(wanted: list[Piece], there: list[Piece], prune: bool, few: int) -> None:
    steps = compare(wanted, there, prune=prune)
    part = done(there, Steps(steps.steps[:few], ()))
    assert done(list(part.values()), undone(steps, part.values())) == {each.key: each for each in there}


@given(CITIES, CITIES, st.booleans(), st.integers(0, 24))
def test_what_was_done_in_part_goes_on(wanted: list[Piece], there: list[Piece], prune: bool, few: int) -> None:
    steps = compare(wanted, there, prune=prune)
    part = done(there, Steps(steps.steps[:few], ()))
    assert done(list(part.values()), compare(wanted, part.values(), prune=prune)) == done(there, steps)


@given(CITIES, CITIES)
def test_without_prune_nothing_is_removed_and_the_rest_is_named(wanted: list[Piece], there: list[Piece]) -> None:
    steps = compare(wanted, there, prune=False)
    assert {each.key for each in steps.left} == {each.key for each in there} - {each.key for each in wanted}
    assert all(each.do != "remove" for each in steps.steps)


@given(CITIES, CITIES)
def test_rooms_are_made_first_and_removed_last(wanted: list[Piece], there: list[Piece]) -> None:
    steps = compare(wanted, there, prune=True).steps
    made = [ORDER.index(each.piece.kind) for each in steps if each.do != "remove"]
    gone = [ORDER.index(each.piece.kind) for each in steps if each.do == "remove"]
    assert made == sorted(made) and gone == sorted(gone, reverse=True)
    assert [each.do for each in steps[: len(made)]].count("remove") == 0


def test_what_is_in_a_new_room_comes_before_the_ways_there(tmp_path: Path) -> None:
    before = [
        each for each in pieces_of(loaded(tmp_path)) if each.place != "inn" and each.id not in ("inn", "square/north")
    ]
    ways = [
        step.piece.place
        for step in compare(pieces_of(loaded(tmp_path)), before, prune=False).steps
        if step.piece.kind == "exit"
    ]
    assert ways == ["inn", "square"]


def test_a_plan_is_read_before_it_is_done(tmp_path: Path) -> None:
    before = pieces_of(loaded(tmp_path / "a"))
    text = (
        ROOMS.replace("The Inn", "The Ship")
        .replace("at: [0, 1]", "at: [0, 2]")
        .replace("    - id: pot", "    - id: pan")
    )
    steps = compare(pieces_of(loaded(tmp_path / "b", {"rooms/a.yaml": text})), before, prune=False)
    assert plan_lines(steps) == [
        "  > room inn: name 'The Inn' -> 'The Ship', at",
        "  + thing pan (in inn)",
        "No longer in the files, and left as they are: thing pot. (--prune removes them.)",
    ]
    assert (counted(steps), counted(compare(before, before, prune=True))) == ("1 created, 1 moved", "nothing to do")


def test_a_long_plan_is_shown_in_short() -> None:
    rooms = [Piece("room", f"r{number}", "", {}) for number in range(10_000)]
    lines = plan_lines(compare(rooms, [], prune=False))
    assert (len(lines), lines[-1]) == (MOST + 1, f"  ... and {10_000 - MOST:,} more")
    left = plan_lines(compare([], rooms, prune=False))
    assert left[-1].endswith("room r1000 and 9,995 more. (--prune removes them.)")
