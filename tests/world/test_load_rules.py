"""The rules that a city's files keep among each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world.cities import ADA, ROOMS, findings, loaded, swap

SHED = """\
- id: shed
  name: The Shed
  district: middle
  at: [1, 0]
  desc: Tools on nails, most of them rusty.
"""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (swap("city.yaml", "start: square", "start: sqare"), ["city.yaml:4: start 'sqare' is no room; did you mean 'square'?"]),
        (
            swap("rooms/a.yaml", "{name: north, to: inn}", "{name: north, to: inm}"),
            [
                "rooms/a.yaml:7: exit 'north' leads to 'inm', which is no room; did you mean 'inn'?",
                "rooms/a.yaml:15: no way back from 'square' to 'inn'; add one, or say 'one_way: true'",
            ],
        ),
        (
            swap("rooms/a.yaml", "  exits:\n    - name: south\n      to: square\n", ""),
            ["rooms/a.yaml:7: no way back from 'inn' to 'square'; add one, or say 'one_way: true'"],
        ),
        (
            swap("rooms/a.yaml", "  name: The Inn\n  district: middle", "  name: The Inn\n  district: midle"),
            ["rooms/a.yaml:10: 'midle' is no district; did you mean 'middle'?"],
        ),
        (
            swap("rooms/a.yaml", "      name: pot\n", "      name: pot\n      kind: board\n      takeable: true\n"),
            ["rooms/a.yaml:20: 'pot' is a board and can be taken away; expected takeable: false"],
        ),
        (swap("cast/ada.md", "home: inn", "home: in"), ["cast/ada.md:5: home 'in' is no room; did you mean 'inn'?"]),
        (swap("cast/ada.md", "place: inn", "place: squre"), ["cast/ada.md:9: place 'squre' is no room; did you mean 'square'?"]),
        (
            swap("rooms/a.yaml", "  exits:\n    - name: south", "  meets: {cofee: a cup}\n  exits:\n    - name: south"),
            ["rooms/a.yaml:13: 'cofee' is no need; did you mean 'coffee'?"],
        ),
        (
            swap("cast/ada.md", "home: inn", "home: inn\nneeds: {sleep: 3}"),
            ["cast/ada.md:6: 'sleep' is no need; there are company, coffee, curiosity, news, air, mending"],
        ),
        ({"cast/ada.md": ADA.partition("You are")[0] + "Mends.\n"}, ["cast/ada.md: Ada has no prose below the front matter; minds need some"]),
        ({"rooms/b.yaml": SHED}, ["rooms/b.yaml:1: no way leads from 'square' to 'shed'"]),
        (
            {"rooms/b.yaml": SHED.replace("id: shed", "id: inn") + "  exits: [{name: w, to: square, one_way: true}]\n"},
            ["rooms/a.yaml:8: room id 'inn' stands twice", "rooms/b.yaml:1: room id 'inn' stands twice"],
        ),
        (
            {"cast/eva.md": ADA.replace("name: Ada", "name: ADA").replace("id: ada", "id: eva")},
            ["cast/ada.md:3: person name 'Ada' stands twice", "cast/eva.md:3: person name 'ADA' stands twice"],
        ),
        (
            {"cast/eva.md": ADA.replace("name: Ada", "name: Eva")},
            ["cast/ada.md:2: person id 'ada' stands twice", "cast/eva.md:2: person id 'ada' stands twice"],
        ),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_with_its_line(
    tmp_path: Path, changes: dict[str, str | bytes], expected: list[str]
) -> None:
    assert [line for line in findings(tmp_path, changes) if "room name" not in line] == expected


def test_a_doubled_room_name_is_found_whatever_its_case(tmp_path: Path) -> None:
    found = findings(tmp_path, swap("rooms/a.yaml", "name: The Inn", "name: the square"))
    assert found == [
        "rooms/a.yaml:1: room name 'The Square' stands twice",
        "rooms/a.yaml:8: room name 'the square' stands twice",
    ]


def test_one_way_says_that_there_is_no_way_back(tmp_path: Path) -> None:
    rooms = ROOMS.replace("{name: north, to: inn}", "{name: north, to: inn, one_way: true}")
    rooms = rooms.replace("  exits:\n    - name: south\n      to: square\n", "")
    assert loaded(tmp_path, {"rooms/a.yaml": rooms}).rooms[0].exits[0].one_way


def test_a_room_that_one_can_only_leave_is_unreachable(tmp_path: Path) -> None:
    leaving = SHED + "  exits: [{name: west, to: square, one_way: true}]\n"
    assert findings(tmp_path, {"rooms/b.yaml": leaving}) == ["rooms/b.yaml:1: no way leads from 'square' to 'shed'"]


def test_rules_are_all_told_at_once(tmp_path: Path) -> None:
    changes = {
        **swap("city.yaml", "start: square", "start: nowhere"),
        **swap("rooms/a.yaml", "{name: north, to: inn}", "{name: north, to: moon}"),
        **swap("cast/ada.md", "home: inn", "home: cellar"),
    }
    text = "\n".join(findings(tmp_path, changes))
    assert [word for word in ("'nowhere'", "'moon'", "'cellar'", "no way back") if word not in text] == []


def test_a_city_without_rooms_says_so(tmp_path: Path) -> None:
    found = findings(tmp_path, {"rooms/a.yaml": "[]\n"})
    assert "city.yaml:4: start 'square' is no room" in found


@pytest.mark.parametrize(
    "reply", ["{go: nowhere}", "{say: Hm., skies: [sunshine]}", "{say: Hm., hours: 30-40}", '{say: Hm., words: ["12"]}']
)
def test_a_reply_that_can_never_fit_is_a_finding(tmp_path: Path, reply: str) -> None:
    found = findings(tmp_path, swap("cast/ada.md", "home: inn", f"dice: {{replies: [{reply}]}}\nhome: inn"))
    assert found and found[0].startswith("cast/ada.md:5: ")
