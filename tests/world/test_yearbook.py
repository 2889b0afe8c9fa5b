"""Feast days and the city's own paper."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from gothmud.errors import CityError
from tests.live.town import TINY
from world.fronts import STEP, lateness
from world.load import find_city, load_city
from world.yearbook import LINES, Feast, Yearbook

BELL = Feast(name="Bell Day", on="05-09", line="One rings once.", rooms={"square": "A ribbon hangs from the bell."})
DAY = date(2026, 5, 9)


def test_a_feast_is_known_on_its_day() -> None:
    book = Yearbook(feasts=[BELL])
    assert book.today(DAY) == "Today is Bell Day. One rings once."
    assert book.decoration("square", DAY) == "A ribbon hangs from the bell."
    assert book.decoration("inn", DAY) == book.today(date(2026, 5, 10)) == ""


def test_the_paper_of_a_day_is_the_same_all_day_and_another_tomorrow() -> None:
    book = Yearbook(paper=[f"Line {number}." for number in range(12)])
    week = [book.lines(DAY + timedelta(days=number), 1) for number in range(7)]
    assert week == [book.lines(DAY + timedelta(days=number), 1) for number in range(7)]
    assert all(len(set(each)) == LINES for each in week)
    assert len({tuple(each) for each in week}) > 4
    assert Yearbook().lines(DAY, 1) == []


def test_the_shipped_city_has_a_year() -> None:
    book = load_city(find_city("gothmud")).yearbook
    assert len(book.feasts) >= 8
    assert len(book.paper) >= 12


def test_a_city_may_do_without(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "city"))
    assert load_city(folder).yearbook.feasts[0].name == "Bell Day"
    (folder / "yearbook.yaml").unlink()
    assert load_city(folder).yearbook == Yearbook()


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("feasts: [{name: Bell Day, on: 5-9, line: One rings.}]", 1, "feasts.0.on: found '5-9'"),
        ("paper: [abc]\nfeats: []", 2, "'feats' is no field here; did you mean 'feasts'?"),
        ("feasts:\n  - name: Bell Day\n    on: '05-09'\n    line: One rings.\n    rooms: {squere: A ribbon.}", 5,
         "decorates 'squere', which is no room; did you mean 'square'?"),
        ("[1, 2]", 1, "expected fields"),
    ],
)  # fmt: skip
def test_a_broken_yearbook_is_a_finding_with_its_line(tmp_path: Path, text: str, where: int, why: str) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "city"))
    (folder / "yearbook.yaml").write_text(text)
    with pytest.raises(CityError) as found:
        load_city(folder)
    assert f"yearbook.yaml:{where}: " in str(found.value)
    assert why in str(found.value)


def test_a_front_comes_in_from_the_water_and_reaches_the_hill_last() -> None:
    city = load_city(find_city("gothmud"))
    late = lateness((each.district, each.kind, each.at) for each in city.rooms)
    assert "harbour" not in late
    assert "old-town" not in late  # the river runs under its bridge
    assert timedelta(0) < late["gardens"] < late["hospital-hill"] < late["tower"]
    assert lateness([("a", "street", (0, 0)), ("b", "street", (3, 0))]) == {"b": 3 * STEP}
    assert lateness([]) == {}
