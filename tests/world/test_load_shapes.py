"""Every field that is wrong in a city file is named: file, line, field, what was found, the nearest word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world.cities import ADA, ROOMS, findings, loaded, swap


def test_the_small_city_is_sound(tmp_path: Path) -> None:
    plan = loaded(tmp_path)
    assert [room.id for room in plan.rooms] == ["square", "inn"]
    assert plan.cast[0].prose == "You are Ada, who mends what others give up on. You miss a cog."
    assert plan.rooms[1].things[0].name == "pot"


SHAPES = [
    ("city.yaml", "primer: A", "primr: A", ["city.yaml:3: 'primr' is no field here; did you mean 'primer'?"]),
    ("city.yaml", "primer: A", "primr: A", ["city.yaml:1: field 'primer' is missing"]),
    ("city.yaml", "  - id: middle\n", "  - {}\n  - id: middle\n", ["city.yaml:6: field 'districts.0.id' is missing"]),
    ("city.yaml", "name: Small", "name: 3", ["city.yaml:2: name: found 3; Input should be a valid string"]),
    ("city.yaml", "start: square", "start: The Square", ["city.yaml:4: start: found 'The Square'; String should match"]),
    ("rooms/a.yaml", "desc: One", "desk: One", ["rooms/a.yaml:12: 'desk' is no field here; did you mean 'desc'?"]),
    ("rooms/a.yaml", "      to: square", "      too: square", ["rooms/a.yaml:15: 'exits.0.too' is no field here; did you mean 'to'?"]),
    ("rooms/a.yaml", "at: [0, 1]", "at: [0]", ["rooms/a.yaml:11: field 'at.1' is missing"]),
    ("rooms/a.yaml", "at: [0, 1]", "at: north", ["rooms/a.yaml:11: at: found 'north'"]),
    ("rooms/a.yaml", "      desc: It never boils.", "      desc: [a]", ["rooms/a.yaml:19: things.0.desc: found ['a']; Input should be a valid string"]),
    ("rooms/a.yaml", "  things:\n    - id: pot", "  lines: {moon: Full.}\n  things:\n    - id: pot", ["rooms/a.yaml:16: lines.moon", "found 'moon'"]),
    ("rooms/a.yaml", "  things:\n    - id: pot", "  kind: sky\n  things:\n    - id: pot", ["rooms/a.yaml:16: kind: found 'sky'", "'street'"]),
    ("cast/ada.md", "tier: agent", "tier: angel", ["cast/ada.md:4: tier: found 'angel'", "'dice'"]),
    ("cast/ada.md", "tier: agent", "teir: agent", ["cast/ada.md:4: 'teir' is no field here; did you mean 'tier'?"]),
    ("cast/ada.md", 'at: "07:00"', 'at: "7:00"', ["cast/ada.md:9: plan.0.at: found '7:00'"]),
    ("cast/ada.md", "doing: mending", "doign: mending", ["cast/ada.md:9: 'plan.0.doign' is no field here; did you mean 'doing'?"]),
    ("cast/ada.md", "home: inn", "hears: many\nhome: inn", ["cast/ada.md:5: hears: found 'many'"]),
    ("cast/ada.md", "home: inn", "dice: {replies: [{sya: Hm.}]}\nhome: inn", ["'dice.replies.0.sya' is no field here; did you mean 'say'?"]),
    ("cast/ada.md", "home: inn", "dice: {replies: [{say: Hm., hours: 6 to 9}]}\nhome: inn", ["dice.replies.0.hours: found '6 to 9'"]),
    ("cast/ada.md", "home: inn", "dice: {replies: [{say: Hm., weight: 0}]}\nhome: inn", ["dice.replies.0.weight: found 0"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "parts"), SHAPES)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, name: str, old: str, new: str, parts: list[str]) -> None:
    found = findings(tmp_path, swap(name, old, new))
    assert any(all(part in line for part in parts) for line in found), found


def test_a_long_value_is_shown_in_short(tmp_path: Path) -> None:
    found = findings(tmp_path, swap("cast/ada.md", "tier: agent", f"tier: {'x' * 5000}"))
    assert "x..." in found[0] and len(found[0]) < 250


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"city.yaml": "- a list\n"}, "city.yaml:1: found a list, expected fields"),
        ({"city.yaml": "words\n"}, "city.yaml:1: found text, expected fields"),
        ({"city.yaml": ""}, "city.yaml:1: found nothing, expected fields"),
        ({"rooms/a.yaml": "id: square\n"}, "rooms/a.yaml:1: found fields, expected a list of rooms"),
        ({"rooms/a.yaml": ""}, "rooms/a.yaml:1: found nothing, expected a list of rooms"),
        ({"rooms/a.yaml": f"{ROOMS}- word\n"}, "rooms/a.yaml:20: found text, expected fields"),
        ({"cast/ada.md": "---\n- a\n---\nprose\n"}, "cast/ada.md:2: found a list, expected fields"),
    ],
)
def test_a_list_for_a_mapping_and_the_other_way_round(
    tmp_path: Path, changes: dict[str, str | bytes], said: str
) -> None:
    assert said in findings(tmp_path, changes)


def test_a_key_that_is_no_word_is_a_finding(tmp_path: Path) -> None:
    found = findings(tmp_path, swap("city.yaml", "name: Small", "name: Small\n7: x"))
    assert found and found[0].startswith("city.yaml:3: ")


def test_a_field_from_a_merge_key_has_a_line(tmp_path: Path) -> None:
    merged = ADA.replace(
        '  - {at: "07:00", place: inn, doing: mending a pump}', '  - &x {at: "7", place: inn, doing: a}\n  - <<: *x'
    )
    found = findings(tmp_path, {"cast/ada.md": merged})
    assert len(found) == 2
    assert all("found '7'" in line and line.startswith("cast/ada.md:") for line in found)


def test_all_findings_are_told_at_once(tmp_path: Path) -> None:
    changes = {
        **swap("city.yaml", "primer: A", "primr: A"),
        **swap("rooms/a.yaml", "at: [0, 1]", "at: north"),
        **swap("cast/ada.md", "tier: agent", "tier: angel"),
        "cast/bob.md": "no front matter\n",
        "rooms/b.yaml": "- {\n",
    }
    found = findings(tmp_path, changes)
    named = [
        name
        for name in ("city.yaml", "rooms/a.yaml", "rooms/b.yaml", "cast/ada.md", "cast/bob.md")
        if name in "\n".join(found)
    ]
    assert len(named) == 5
    assert all(line.partition(": ")[0].rpartition(":")[2].isdigit() for line in found), found
