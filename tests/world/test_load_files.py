"""Files that are broken as files: no YAML, no UTF-8, too large, a bomb, no front matter, not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from gothmud.errors import CityError
from tests.world.cities import ADA, CITY, ROOMS, findings, swap, write
from world.load import MAX_FILE, find_city, load_city


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cast/ada.md": "You are Ada.\n"}, "cast/ada.md:1: found no front matter; expected '---'"),
        ({"cast/ada.md": ""}, "cast/ada.md:1: found no front matter"),
        ({"cast/ada.md": ADA.replace("---\nYou", "You")}, "cast/ada.md:1: the front matter has no end"),
        ({"cast/ada.md": ADA.replace("name: Ada", "name: [Ada")}, "cast/ada.md:"),
        ({"rooms/a.yaml": ROOMS + "- {id: x\n"}, "rooms/a.yaml:21: no YAML: "),
        ({"rooms/a.yaml": ROOMS.replace("  name: The Inn", "\tname: The Inn")}, "rooms/a.yaml:9: no YAML: "),
        ({"city.yaml": CITY + "name: Again\n"}, 'city.yaml:8: no YAML: found duplicate key "name"'),
        ({"city.yaml": CITY + "motto: *none\n"}, "city.yaml:8: no YAML: found undefined alias"),
        (
            {"cast/ada.md": ADA.replace("role: the", "name: Eva\nrole: the")},
            "cast/ada.md:6: no YAML: found duplicate key",
        ),
        ({"city.yaml": b"id: small\nname: \xff\xfe\n"}, "city.yaml: no UTF-8 text"),
        ({"cast/ada.md": b"---\nid: \xff\n---\n"}, "cast/ada.md: no UTF-8 text"),
        ({"rooms/a.yaml": "[" * 200_000}, "rooms/a.yaml:1: more than 20 lists and mappings inside each other"),
        ({"rooms/a.yaml": "- " * 200_000}, "rooms/a.yaml:1: more than 20 lists"),
        ({"rooms/a.yaml": "# " + "x" * 2_000_000}, f"rooms/a.yaml: 2000002 bytes; at most {MAX_FILE} are read"),
        ({"cast/ada.md": ADA + "x" * 2_000_000}, f"at most {MAX_FILE} are read"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_broken_file_is_a_finding(tmp_path: Path, changes: dict[str, str | bytes], said: str) -> None:
    found = findings(tmp_path, changes)
    assert len(found) == 1
    assert said in found[0]


def test_a_yaml_error_in_front_matter_counts_lines_from_the_top_of_the_file(tmp_path: Path) -> None:
    found = findings(tmp_path, swap("cast/ada.md", "role: the mender", "role: a: b"))
    assert found[0].startswith("cast/ada.md:6: no YAML")


def test_a_control_character_is_found_at_its_line(tmp_path: Path) -> None:
    found = findings(tmp_path, swap("city.yaml", "name: Small", "name: Sm\x00all"))
    assert len(found) == 1
    assert found[0].startswith("city.yaml:2: no YAML")


def bomb(levels: int, width: int) -> str:
    lines = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(["a0: &a0 [boom]", *lines, ""])


@pytest.mark.parametrize(("levels", "width"), [(7, 9), (27, 2)])
def test_a_yaml_bomb_is_refused_unexpanded(tmp_path: Path, levels: int, width: int) -> None:
    found = findings(tmp_path, {"city.yaml": bomb(levels, width)})
    assert found == ["city.yaml: more than 50 YAML aliases; write the values out"]


def test_a_bomb_of_few_aliases_is_not_expanded_to_be_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty aliases double fifty times: nothing may write such a value out. 2^14 stands for 2^50 here."""
    import world.load

    longest = [0]

    def measured(value: object) -> str:
        longest[0] = max(longest[0], len(text := repr(value)))
        return text

    monkeypatch.setattr(world.load, "repr", measured, raising=False)
    found = findings(tmp_path, {"city.yaml": f"{bomb(15, 2)}name: *a14\n"})
    assert any("name: found" in line or "aliases" in line for line in found)
    assert longest[0] < 10_000, "a finding wrote the whole bomb out before it was cut"


def test_stars_in_prose_are_no_aliases(tmp_path: Path) -> None:
    assert findings(tmp_path, {"cast/ada.md": ADA + "You *never* forget & *always* mend. " * 40}) == []


def test_a_value_that_holds_itself_is_a_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, swap("city.yaml", "name: Small", "name: &x [*x]")) != []


def test_a_front_matter_that_ends_with_the_file_has_an_end(tmp_path: Path) -> None:
    dice = ADA.replace("tier: agent", "tier: dice").partition("\nYou are")[0]
    assert dice.endswith("\n---")
    assert findings(tmp_path, {"cast/ada.md": dice}) == []


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "rooms" / "b.yaml").mkdir(parents=True)
    with pytest.raises(CityError, match=r"b\.yaml"):
        load_city(write(tmp_path))


def test_a_missing_city_file_is_a_finding(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "city.yaml").unlink()
    with pytest.raises(CityError, match=r"city\.yaml: no such file"):
        load_city(folder)


def test_a_city_is_found_by_name_and_by_path(tmp_path: Path) -> None:
    assert find_city("gothmud").name == "gothmud"
    assert find_city(str(write(tmp_path))) == tmp_path
    with pytest.raises(CityError, match=r"'gothmod' is no city: .*did you mean 'gothmud'?"):
        find_city("gothmod")
