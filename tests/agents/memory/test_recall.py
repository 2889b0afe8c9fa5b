"""What comes to mind: by which cue, once, in which order, within the budget, and at what cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agents.memory.names import Names
from agents.memory.note import KEPT, Note, parsed
from agents.memory.recall import CHARACTERS, Recall, Situation, Told, worded
from agents.memory.vault import Vault
from tests.agents.memory.vaults import NIGHT, draft, put, written

QUIET = Situation(entered=False, place="inn", here=(), arrived=(), heard="", now=NIGHT)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path)
    written(made, draft(aliases=("nurse",), Between_us="She owes me a lamp."))
    written(made, draft("p3", "Mira Stone", What_I_think="A liar."))
    written(made, draft("inn", "The Old Inn", "place", Seen_there="- Mon: a\n- Tue: b\n- Wed: c"))
    written(made, draft("2026-03-06", "Friday", "day", The_day="Nothing."))
    return made


def ids(vault: Vault, told: dict[str, Told] | None = None, budget: int = 220, **fields: Any) -> list[tuple[str, str]]:
    found = Recall(vault, budget).brought(replace(QUIET, **fields), (told or {}).get)
    return [(each.note_id, each.rule) for each in found]


@pytest.mark.parametrize(
    ("heard", "found"),
    [
        ("Have you seen Mira?", ["p2"]), ("MIRA'S lamp", ["p2"]), ("Mira’s lamp", ["p2"]), ("Ask the nurse.", ["p2"]),
        ("Mira Stone came", ["p3"]), ("Mira Stone and Mira", ["p3", "p2"]), ("Miracle admiral", []), ("", []),
        ("Off to the old inn, Friday", ["inn"]), ("mira " * 3000, ["p2"]), ("\x00😀[[mira", ["p2"]),
    ],
)  # fmt: skip
def test_a_spoken_name_brings_its_note(vault: Vault, heard: str, found: list[str]) -> None:
    assert [each for each, _ in ids(vault, heard=heard)] == found


@pytest.fixture
def full_names(tmp_path: Path) -> Vault:
    made = Vault(tmp_path)
    people = (
        "Ada Marl",
        "Tom Webb",
        "Tom Hill",
        "Sister Agnes",
        "Will Stone",
        "Unit 7",
        "Bea D’Arcy",
        "D'Arcy",
        "J. Reed",
        "Mo Ott",
    )
    for number, name in enumerate(people, 2):
        written(made, draft(f"p{number}", name, Open="A word."))
    written(made, draft("bar", "D'Arcy's Bar", "place", Open="A word."))
    written(made, draft("mo", "Mo", "thread", Open="A word."))
    return made


@pytest.mark.parametrize(
    ("heard", "found"),
    [
        ("Have you seen Ada?", ["p2"]), ("ada's lamp", ["p2"]), ("Ada Marl", ["p2"]), ("Ada Webb", ["p2"]), ("Tom!", []),
        ("Tom Hill", ["p4"]), ("Agnes and Marl", ["p5"]), ("I will, my old sister.", []), ("Unit 7", ["p7"]),
        ("Unit 8, a unit", []), ("D'Arcy's lamp", ["p9"]), ("D’Arcy’s", ["p9"]), ("Bea D'Arcy’s", ["p8"]), ("Bea", ["p8"]),
        ("At D'Arcy’s bar", ["bar"]), ("reed", []), ("J. Reed", ["p10"]), ("Mo", ["mo"]), ("Mo Ott", ["p11"]),
    ],
)  # fmt: skip
def test_a_first_name_brings_who_alone_has_it(full_names: Vault, heard: str, found: list[str]) -> None:
    assert [each for each, _ in ids(full_names, heard=heard)] == found


def test_a_first_name_means_who_is_here_or_oneself_before_somebody_else(full_names: Vault) -> None:
    assert ids(full_names, heard="Ada!", me="Ada") == []
    assert ids(full_names, heard="Ada!", here=("p99",), names=("Ada Stone",)) == []
    assert ids(full_names, heard="Ada!", here=("p2",), names=("Ada Marl",)) == [("p2", "named")]
    assert ids(full_names, heard="Ada Marl!", me="Ada", here=("p99",), names=("Ada Stone",)) == [("p2", "named")]


def test_most_telling_first_and_each_once(vault: Vault) -> None:
    found = ids(vault, entered=True, here=("p2", "p3", "p9"), arrived=("p3",), heard="Mira, the Old Inn")
    assert found == [("p3", "arrived"), ("p2", "here"), ("inn", "named")]
    assert ids(vault, entered=True) == [("inn", "place")]
    assert ids(vault, here=("p2",), heard="Mira Stone") == [("p3", "named"), ("p2", "here")]


def test_who_is_here_and_did_not_fit_comes_with_a_later_turn(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    here = ("p2", "p3", "p4", "p5")
    for each in here:
        written(vault, draft(each, f"N{'abcdef'[int(each[1])]}", Open="A sentence of some words. " * 20))
    told: dict[str, Told] = {}
    for entered in (True, False, False):
        found = Recall(vault).brought(replace(QUIET, entered=entered, here=here), told.get)
        told |= {each.note_id: Told(each.stamp, NIGHT) for each in found}
    assert set(told) == set(here)


def test_a_name_means_who_is_here_before_a_namesake_with_a_note(vault: Vault) -> None:
    assert ids(vault, heard="Mira is kind", here=("p9",), names=("Mira",)) == []
    assert ids(vault, heard="Mira is kind", here=("p9",), names=("Tom",)) == [("p2", "named")]
    assert ids(vault, heard="Mira Stone is kind", here=("p9",), names=("Mira",)) == [("p3", "named")]


@pytest.mark.parametrize("heard", ["Jürgen?", "Ju\u0308rgen!", "Jürgen'll come.", "JÜRGEN\u2019D say so"])
def test_a_name_is_heard_however_it_is_spelt(tmp_path: Path, heard: str) -> None:
    vault = Vault(tmp_path)
    written(vault, draft("p7", "Ju\u0308rgen", Open="Owes me tea."))
    assert ids(vault, heard=heard) == [("p7", "named")]


def test_who_is_called_otherwise_now_keeps_the_old_name(vault: Vault) -> None:
    written(vault, draft("p3", "Mira Webb", What_I_think="A liar."))
    assert vault.resolve("Mira Stone") == vault.resolve("Mira Webb") == ["p3"]


def test_once_a_context_and_again_only_after_a_change(vault: Vault) -> None:
    brought = Recall(vault).brought(replace(QUIET, heard="Mira"), {}.get)
    told = {"p2": Told(brought[0].stamp, NIGHT)}
    assert brought[0].why == "'mira' was said"
    assert ids(vault, told, heard="Mira") == []
    written(vault, draft(aliases=("nurse",), Between_us="She gave it back."))
    assert ids(vault, told, heard="Mira") == [("p2", "named")]


def front(tmp_path: Path, keys: str) -> Vault:
    put(tmp_path, f"---\nid: p5\nname: Tom\n{keys}\n---\n## Mine\nA baker.\n", "people/tom.md")
    return Vault(tmp_path)


def test_a_changed_note_waits_for_its_cool_down(tmp_path: Path) -> None:
    vault = front(tmp_path, "cool_down: 60")
    told = {"p5": Told("other", NIGHT)}
    assert ids(vault, told, heard="Tom", now=NIGHT + timedelta(minutes=59)) == []
    assert ids(vault, told, heard="Tom", now=NIGHT + timedelta(minutes=60)) == [("p5", "named")]


@pytest.mark.parametrize(
    ("keys", "heard", "comes"),
    [
        ("requires: [bread, the mill]", "Tom", False), ("requires: [bread, the mill]", "Tom's bread", True),
        ("requires: [the mill]", "Tom of the mill", True), ("requires: Mira", "Tom", True),
        ("excludes: [bread]", "Tom's bread", False), ("excludes: [bread]", "Tom", True),
        ("excludes: ['']", "Tom", True), ("requires: ['!']", "Tom", True), ("excludes: [tom]", "Tom’s", False),
        ("requires:", "Tom", True),
    ],
)  # fmt: skip
def test_requires_and_excludes(tmp_path: Path, keys: str, heard: str, comes: bool) -> None:
    assert bool(ids(front(tmp_path, keys), heard=heard, names=("Mira",))) is comes


@pytest.mark.parametrize("budget", [0, 1, 20, 21, 40, 100, 121, 220, 500])
def test_no_turn_gets_more_than_its_budget(tmp_path: Path, budget: int) -> None:
    vault = Vault(tmp_path)
    for each in range(8):
        written(vault, draft(f"p{each + 2}", f"N{'abcdefgh'[each]}", Open="A sentence of some words. " * (20 + each)))
    here = tuple(f"p{each + 2}" for each in range(8))
    found = Recall(vault, budget).brought(replace(QUIET, entered=True, here=here), {}.get)
    assert sum(len(each.text) for each in found) <= budget * CHARACTERS
    assert bool(found) is (budget >= 20)


def note(text: str) -> Note:
    return parsed(f"---\nid: p2\nname: Mira\n---\n{text}".encode(), "person", "x")


def test_the_words_of_a_note() -> None:
    assert worded(note(f"## Mine\nM.\n## Open\n- O\n## {KEPT}\nK.\n## Between us\nB [[inn|The Inn]].\n"), 999) == (
        "What you remember of Mira: B The Inn. O M."
    )
    assert worded(note("## Open\n\n"), 999) == "" and worded(note(""), 999) == ""
    for most in range(-3, 130):
        assert len(worded(note("## Open\nSome words. " + "and more " * 40), most)) <= max(0, most)
        assert worded(note('## Open\nMira: "Some words. ' + "and more " * 40 + '"'), most).count('"') % 2 == 0


class Counting(dict[Any, Any]):
    """Counts look-ups; going through all of it is not allowed."""

    looked = 0

    def get(self, key: Any, default: Any = None) -> Any:
        self.looked += 1
        return super().get(key, default)

    def __iter__(self) -> Any:
        raise AssertionError("went through all notes")

    items = values = keys = __iter__


def looked(folder: Path, notes: int, one: Note) -> int:
    """Return how many look-ups a moment takes in a vault of so many notes (their files would take seconds)."""
    vault = Vault(folder)
    vault._read = {each.path: each for each in (_named(one, number) for number in range(notes))}
    vault._index()
    names = vault.names
    vault.notes, whole, first = map(Counting, (vault.notes, names.whole, names.first))
    vault._names = Names(whole, first, names.longest)
    moment = replace(QUIET, entered=True, here=("p1", "p2"), arrived=("p3",), heard="Qe and Qf went to the mill " * 20)
    assert len(Recall(vault).brought(moment, {}.get)) == 5
    return vault.notes.looked + whole.looked + first.looked


def _named(one: Note, number: int) -> Note:
    name = "Q" + "".join("abcdefghij"[int(digit)] for digit in str(number))
    return replace(one, id=f"p{number}", name=name, path=f"people/{number}.md")


def test_ten_thousand_notes_cost_what_ten_do(tmp_path: Path) -> None:
    one = note("## Open\nA word.\n")
    assert looked(tmp_path, 10_000, one) <= looked(tmp_path, 10, one) * 1.5
