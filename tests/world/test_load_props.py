"""Findings in props, doors, hours and trams."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gothmud.wire import VERBS
from tests.world.cities import findings, swap
from world.check_props import TYPED

SHOWS = "shows: [{you: Done., others: does it.}]"
STATE = "      state: {lid: {start: shut, words: [open]}, cups: {start: 2}}\n"


def pot(rows: str, state: str = STATE) -> dict[str, str | bytes]:
    """Return the change that gives the pot a state and more fields."""
    return swap("rooms/a.yaml", "      desc: It never boils.\n", f"      desc: It never boils.\n{state}{rows}")


def verb(fields: str) -> dict[str, str | bytes]:
    return pot(
        f"      verbs:\n        - {{verb: lift, {SHOWS}, sets: {{lid: open}}, state: {{lid: shut}}}}\n        - {{verb: stir, {SHOWS}, {fields}}}\n"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (verb("state: {lit: shut}"), "23: 'lit' is no state of this thing; did you mean 'lid'?"),
        (verb("state: {lid: opn}"), "23: 'lid' is never 'opn'; did you mean 'open'?"),
        (verb("state: {cups: 9}"), "23: 'cups' is never 9; expected 0 to 2, or a span such as 1.."),
        (verb("state: {cups: 3..}"), "23: 'cups' is never '3..'; expected 0 to 2, or a span such as 1.."),
        (verb("sets: {cups: 3}"), "23: 'cups' is never 3; expected 0 to 2, or a span such as 1.."),
        (verb("adds: {lid: 1}"), "23: 'lid' is a word; expected 'sets: {lid: WORD}'"),
        (verb("takes: spoon"), "23: takes 'spoon' is no thing; did you mean 'pot'?"),
        (verb("holds: pot"), "23: holds 'pot', which nobody can carry; expected takeable: true in its own entry"),
        (pot(f"      verbs: [{{verb: give, {SHOWS}}}]\n"), "21: everybody can 'give' already; expected a word of the thing's own"),
        (pot(f"      verbs: [{{verb: lift, {SHOWS}, state: {{lid: open}}}}]\n"), "21: nothing sets 'lid' to 'open', so this never fits; set it in a verb or in wears"),
        (pot("      wears: [{line: Bang.}]\n"), "21: expected one of 'every' (in time) and 'chance' (by use)"),
        (pot("      belongs: inm\n"), "21: belongs 'inm' is no room and nobody of the cast; did you mean 'inn'?"),
        (pot("      inside: pan\n"), "21: inside 'pan' is no thing"),
        (pot("", "      state: {cups: {start: 2, words: [none]}}\n"), "20: 'cups' counts from 2; expected no words, and 0 to 2"),
        (pot("", "      state: {lid: {start: shut, most: 3}}\n"), "20: 'lid' is a word; expected no 'most'"),
        (swap("rooms/a.yaml", "{name: north, to: inn}", "{name: north, to: inn, door: {thing: pott, state: {lid: shut}}}"), "7: door 'pott' is no thing; did you mean 'pot'?"),
        (swap("rooms/a.yaml", "  exits:\n    - name: south", '  open: "08:00-20:00"\n  staff: [adda]\n  exits:\n    - name: south'), "14: staff 'adda' is nobody of the cast; did you mean 'ada'?"),
        (swap("rooms/a.yaml", "  exits:\n    - name: south", "  tram: [{room: moon, minutes: [9]}]\n  exits:\n    - name: south"), "13: stop 'moon' is no room"),
    ],
)  # fmt: skip
def test_a_broken_prop_is_named_with_its_line(tmp_path: Path, changes: dict[str, str | bytes], said: str) -> None:
    assert any(each == f"rooms/a.yaml:{said}" for each in findings(tmp_path, changes)), findings(tmp_path, changes)


def test_nobody_lives_in_a_tram_or_plans_for_one(tmp_path: Path) -> None:
    tram = "  tram: [{room: square, minutes: [9]}]\n  exits:\n    - name: south"
    found = findings(tmp_path, swap("rooms/a.yaml", "  exits:\n    - name: south", tram))
    assert "cast/ada.md:5: home 'inn' is a tram; nobody can live in one" in found
    assert "cast/ada.md:9: place 'inn' is a tram; nobody can plan for one" in found


def test_a_plan_may_not_lead_to_a_closed_door(tmp_path: Path) -> None:
    changes = swap("rooms/a.yaml", "  exits:\n    - name: south", '  open: "08:00-20:00"\n  exits:\n    - name: south')
    said = "cast/ada.md:9: 'inn' is open 08:00-20:00, not at 07:00; move the line, or name 'ada' in its staff"
    assert findings(tmp_path, changes) == [said]


def test_a_sound_prop_has_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path, verb("state: {lid: open}, sets: {lid: shut}, adds: {cups: -1}")) == []


def test_a_curfew_is_noted_in_a_thing(tmp_path: Path) -> None:
    rule = "curfew: {begins: Ding., ends: Dong., noted_in: pto}\n"
    changes = swap("city.yaml", "start: square\n", f"start: square\n{rule}")
    assert findings(tmp_path, changes) == ["city.yaml:5: noted_in 'pto' is no thing; did you mean 'pot'?"]


def test_every_word_that_players_type_is_kept_from_things() -> None:
    commands = Path(__file__).parents[2] / "gothmud" / "commands"
    lines = [line for path in commands.glob("*.py") for line in path.read_text("utf-8").splitlines()]
    named = [
        word
        for line in lines
        if re.match(r"    (key|aliases) = ", line)
        for word in re.findall(r'"([a-z]{2,14})"', line)
    ]
    assert len(named) > 20
    assert set(named) <= {*TYPED, *VERBS}
