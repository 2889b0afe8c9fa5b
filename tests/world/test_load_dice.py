"""What is wrong in a dice NPC's tables is named: file, line, field, found, expected, the nearest word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world.cities import ADA, findings

TABLES = """\
dice:
  moods:
    temper: {start: calm, words: [cross]}
    pennies: {start: 0}
  replies:
    - say: Hm.
      mood: {temper: cross, pennies: 3..8}
      sets: {temper: calm}
      adds: {pennies: 1}
      names: [Ada]
      rooms: [inn]
  round:
    - at: "09:00"
      to: square
      arriving:
        - say: Here I am.
"""
AT = 8  # the line of 'dice:' in the file
WRONG = [
    ("say: Hm.", "weight: 2", "13: dice.replies.0: ", "a row does one thing; found none, expected one of say, emote, go, drop"),
    ("say: Hm.", "say: Hm.\n      emote: sighs.", "13: dice.replies.0: ", "found say and emote"),
    ("temper: cross, pennies", "temper: crosss, pennies", "14: mood: ", "mood 'temper' is never 'crosss'; did you mean 'cross'?"),
    ("temper: cross, pennies", "temper: [calm, mad], pennies", "14: mood: ", "is never 'mad'; expected one of calm, cross"),
    ("temper: cross, pennies", "tempr: cross, pennies", "14: mood: ", "'tempr' is no mood of this person; did you mean 'temper'?"),
    ("pennies: 3..8", "pennies: 3...8", "14: dice.replies.0.mood: ", "'3...8' is no span of numbers; expected 3..8, 3.. or ..8"),
    ("pennies: 3..8", "pennies: many", "14: mood: ", "mood 'pennies' is a number; found 'many', expected 3 or 3..8"),
    ("sets: {temper: calm}", "sets: {temper: 3}", "15: sets: ", "mood 'temper' is never '3.0'; expected one of calm, cross"),
    ("adds: {pennies: 1}", "adds: {temper: 1}", "16: adds: ", "mood 'temper' is a word; expected 'sets: {temper: WORD}'"),
    ("adds: {pennies: 1}", "adds: {pennies: some}", "16: dice.replies.0.adds.pennies: ", "found 'some'"),
    ("names: [Ada]", "names: [Adda]", "17: names: ", "'Adda' is nobody of the cast; did you mean 'Ada'?"),
    ("rooms: [inn]", "rooms: [in]", "18: rooms: ", "'in' is no room; did you mean 'inn'?"),
    ("rooms: [inn]", "tiers: [robot]", "18: dice.replies.0.tiers.0: ", "'human'"),
    ("rooms: [inn]", "cool: -1", "18: dice.replies.0.cool: ", "greater than or equal to 0"),
    ("rooms: [inn]", "colo: 1", "18: ", "'dice.replies.0.colo' is no field here; did you mean 'cool'?"),
    ("pennies: {start: 0}", "pennies: {start: 0, words: [many]}", "11: ", "starts as a number (0); expected no words"),
    ("pennies: {start: 0}", "pennies: {strat: 0}", "11: ", "'dice.moods.pennies.strat' is no field here; did you mean 'start'?"),
    ('at: "09:00"', 'at: "9:00"', "20: dice.round.0.at: ", "found '9:00'"),
    ("to: square", "to: sqare", "21: ", "to 'sqare' is no room; did you mean 'square'?"),
    ("  round:\n", '  round:\n    - {at: "09:00", to: inn}\n', "20: ", "a leg at 09:00 stands twice"),
    ("say: Here I am.", "say: Here I am.\n          words: [cog]", "24: words: ", "nothing is heard in round; expected them in replies or gifts"),
    ("say: Here I am.", "go: quay", "23: ", "go 'quay' is no room"),
]  # fmt: skip


def person(tables: str) -> dict[str, str | bytes]:
    return {"cast/ada.md": ADA.replace("plan:\n", f"{tables}plan:\n")}


def test_the_tables_are_sound(tmp_path: Path) -> None:
    assert ADA.partition("plan:\n")[0].count("\n") == AT - 1
    assert findings(tmp_path, person(TABLES)) == []


@pytest.mark.parametrize(("old", "new", "where", "said"), WRONG)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, old: str, new: str, where: str, said: str) -> None:
    assert TABLES.count(old) == 1
    found = findings(tmp_path, person(TABLES.replace(old, new)))
    assert any(line.startswith(f"cast/ada.md:{where}") and said in line for line in found), found


def test_moods_have_to_be_declared(tmp_path: Path) -> None:
    tables = "dice: {replies: [{say: Hm., mood: {temper: cross}}]}\n"
    assert findings(tmp_path, person(tables)) == [
        "cast/ada.md:8: mood: 'temper' is no mood of this person; declare it under dice.moods"
    ]


def test_nobody_has_a_hundred_moods(tmp_path: Path) -> None:
    moods = ", ".join(f"m{n}: {{start: 0}}" for n in range(9))
    assert "at most 8" in findings(tmp_path, person(f"dice: {{moods: {{{moods}}}}}\n"))[0]
