"""Texts that a terminal, a client or a reader would choke on: refused in files with their line, cleaned on the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.cities import ADA, ROOMS, findings, swap
from world.clean import CODE, HIDDEN, cleaned
from world.schema import json_schemas

LINE = "rooms/a.yaml:12: desc: "
REFUSED = [
    ('"\\e[31mRed and long enough."', "found the sign U+001B, which nobody sees; expected plain text"),
    ('"Nothing \\0 is here to see."', "found the sign U+0000"),
    ('"Turned \\u202eround, and long."', "found the sign U+202E"),
    ("A |rred|n table and two chairs.", "found the code '|rr'; expected plain text ('||' shows a bar)"),
    ("A |lcquit|ltdoor|le that types for you.", "found the code '|lc'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_a_text_that_a_terminal_obeys_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    found = findings(tmp_path, swap("rooms/a.yaml", "One table, two chairs, and a pot.", text))
    assert len(found) == 1
    assert found[0].startswith(LINE + said)


def test_words_inside_of_lists_and_mappings_are_looked_at(tmp_path: Path) -> None:
    changed = {
        "rooms/a.yaml": ROOMS.replace(
            "  exits:\n    - name", "  details: {pot: |rhot}\n  exits:\n    - name".replace("|rhot", '"|rhot"')
        )
    }
    assert findings(tmp_path, changed) == [
        "rooms/a.yaml:13: details.pot: found the code '|rh'; expected plain text ('||' shows a bar)"
    ]


def test_a_novel_is_refused(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        {
            "rooms/a.yaml": ROOMS.replace(
                "  exits:\n    - name", f"  lines: {{rain: {'wet ' * 1500}}}\n  exits:\n    - name"
            )
        },
    )
    assert found == ["rooms/a.yaml:13: lines.rain: found 5999 characters; expected at most 4000"]


def test_a_name_may_be_in_any_script_but_not_twice(tmp_path: Path) -> None:
    named = ADA.replace("name: Ada", "name: Åse 東京")
    assert findings(tmp_path / "a", {"cast/ada.md": named}) == []
    twin = ADA.replace("id: ada", "id: eve").replace("name: Ada", "name: Ａｄａ")
    found = findings(tmp_path / "b", {"cast/eve.md": twin})
    assert found == [
        "cast/ada.md:3: person name 'Ada' stands twice",
        "cast/eve.md:3: person name 'Ａｄａ' stands twice",
    ]


def test_a_bar_may_be_shown(tmp_path: Path) -> None:
    assert (
        findings(
            tmp_path,
            swap("rooms/a.yaml", "One table, two chairs, and a pot.", "A sign says 'east || west', a | b || c."),
        )
        == []
    )


def test_anchors_may_be_used(tmp_path: Path) -> None:
    text = ROOMS.replace(
        "desc: One table, two chairs, and a pot.", "desc: &pot One table, two chairs, and a pot."
    ).replace("desc: It never boils.", "desc: *pot")
    assert findings(tmp_path, {"rooms/a.yaml": text}) == []


@given(st.text(alphabet=st.one_of(st.sampled_from("|rnlcteu[0=a\x1b\x00\u202e /"), st.characters(codec="utf-8"))))
def test_what_is_cleaned_is_never_refused_and_stays_as_it_is(text: str) -> None:
    once = cleaned(text)
    assert not HIDDEN.search(once)
    assert not CODE.search(once)
    assert cleaned(once) == once


def test_the_schemas_know_every_field() -> None:
    schemas = json_schemas()
    assert set(schemas) == {"city", "rooms", "person", "yearbook"}
    assert "home" in schemas["person"]["properties"] and "exits" in schemas["rooms"]["$defs"]["Room"]["properties"]
