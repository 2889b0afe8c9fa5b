"""The folder: what breaks in it is said and left alone, what a human edits is kept, names and links."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agents.memory.note import KEPT, MOST, Draft
from agents.memory.vault import Vault
from tests.agents.memory.vaults import FILE, NIGHT, draft, put, text_of, written


def test_a_note_is_written_once_and_read_back(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert written(vault, draft(Open="The key.")).number == 1
    assert vault.write(draft(Open="The key."), at=NIGHT, why="again") is None
    again = Vault(tmp_path)
    assert again.notes["p2"] == vault.notes["p2"] and again.notes["p2"].sections == {"Open": "The key."}
    assert sorted(each.name for each in (tmp_path / "people").iterdir()) == ["mira-p2.md"]


def test_a_new_name_keeps_the_file_and_is_taken_over(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    written(vault, draft(name="Mira Stone", Open="x"))
    assert vault.notes["p2"].path == FILE and vault.resolve("Mira Stone") == ["p2"]
    assert vault.write(draft(name="Mira Stone", aliases=("the #1",), Open="x"), at=NIGHT, why="x")
    assert vault.write(draft(name="Mira Stone", aliases=("the #1",), Open="x"), at=NIGHT, why="x") is None


def test_a_file_that_a_human_renamed_is_found_and_stays_ours(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    (tmp_path / FILE).rename(tmp_path / "people/My friend.md")
    written(vault, draft(Open="y"))
    assert [each.name for each in (tmp_path / "people").iterdir()] == ["My friend.md"]
    assert KEPT not in vault.notes["p2"].sections


def test_two_people_of_one_name_stay_two(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft("p2", Open="a"))
    written(vault, draft("p3", Open="b"))
    assert vault.resolve("mira") == ["p2", "p3"]
    assert vault.link("p2") == "[[mira-p2|Mira]]" and vault.link("p3") == "[[mira-p3|Mira]]"


def test_names_nicknames_articles_and_possessives(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(name="Mira D’Arcy", aliases=("the nurse",), Open="a"))
    written(vault, draft("inn", "The Old Inn", "place", Seen_there="b"))
    for said in ("mira d'arcy", "Mira D’Arcy", "Nurse", "the NURSE"):
        assert vault.resolve(said) == ["p2"]
    assert vault.resolve("old inn") == vault.resolve("The Old Inn") == ["inn"]
    assert vault.resolve("") == vault.resolve("😀") == vault.resolve("Old") == []


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (b"---\nid: [\n---\n", "line"), (b"---\nid: p2\nupdated: 2026-13-45\n---\n", "updated"), (b"\xff\xfe", "UTF-8"),
        (b"", "no front matter"), (b"---\nid: p2\n---\n" + b"x" * MOST, "1000015 bytes"),
    ],
)  # fmt: skip
def test_what_does_not_parse_is_reported_and_left_alone_until_mended(tmp_path: Path, broken: bytes, says: str) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    whole = text_of(vault)
    put(tmp_path, broken)
    assert vault.write(draft(Open="y"), at=NIGHT, why="x") is None
    assert (tmp_path / FILE).read_bytes() == broken
    assert says in vault.problems[FILE] and FILE in vault.problems[FILE]
    assert Vault(tmp_path).problems == vault.problems
    put(tmp_path, whole)
    assert vault.write(draft(Open="y"), at=NIGHT, why="x") and vault.problems == {}


def test_a_megabyte_is_a_note(tmp_path: Path) -> None:
    text = "---\nid: p2\n---\n# Mira\n" + "word " * 190_000 + "\n"
    put(tmp_path, text)
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    assert vault.notes["p2"].sections["Open"] == "x" and "word " * 190_000 in text_of(vault)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "people/folder.md").mkdir(parents=True)
    (tmp_path / "people/circle.md").symlink_to("circle.md")
    (tmp_path / "people/nowhere.md").symlink_to("gone.md")
    (tmp_path / "places").write_text("a file, no folder")
    put(tmp_path, "---\nid: p2\n---\n")
    vault = Vault(tmp_path)
    assert set(vault.notes) == {"p2"}
    assert set(vault.problems) == {"people/folder.md", "people/circle.md"}


def test_of_two_files_of_one_id_neither_counts_and_none_is_written(tmp_path: Path) -> None:
    put(tmp_path, "---\nid: p2\n---\na\n", "people/Mira.md")
    put(tmp_path, "---\nid: p2\n---\nb\n", "people/Mira copy.md")
    vault = Vault(tmp_path)
    assert vault.notes == {} and len(vault.problems) == 2
    assert "Mira copy.md" in vault.problems["people/Mira.md"]
    assert vault.write(draft(Open="x"), at=NIGHT, why="x") is None and len(list((tmp_path / "people").iterdir())) == 2
    (tmp_path / "people/Mira copy.md").unlink()
    written(vault, draft(Open="x"))
    assert vault.problems == {} and vault.notes["p2"].path == "people/Mira.md"


def test_an_edit_while_it_runs_is_taken_over_and_kept(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    put(tmp_path, text_of(vault).replace("x\n", "x\nby hand\n").replace("id: p2", "id: p2\nmine: 'a'"))
    written(vault, draft(Open="y"))
    assert "by hand" in vault.notes["p2"].sections[KEPT] and "\nmine: 'a'\n" in text_of(vault)
    written(vault, draft(Open="z"))
    assert text_of(vault).count(KEPT) == 1


def test_a_write_looks_at_its_own_file_alone_unless_one_came_or_went(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    put(tmp_path, text_of(vault).replace("p2", "p3"), other := "people/tom.md")
    vault.refresh()
    (tmp_path / other).write_text((tmp_path / other).read_text().replace("x\n", "by hand\n"))
    written(vault, draft(Open="y"))
    assert vault.notes["p3"].sections["Open"] == "x"
    put(tmp_path, text_of(vault), "people/Mira copy.md")
    os.utime(tmp_path / "people", (0, 0))  # as at another moment: two changes may fall into one tick of its clock
    assert vault.write(draft(Open="z"), at=NIGHT, why="x") is None
    assert vault.notes["p3"].sections["Open"] == "by hand" and len(vault.problems) == 2


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    put(tmp_path, "---\nid: p2\n---\n## Mine\r\none\r\ntwo\rthree\n")
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    assert "## Mine\r\none\r\ntwo\rthree\n" in text_of(vault)


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    written(vault, draft("2026-03-07", "Saturday", "day", The_day=f"Met {vault.link('p2')} and [[ghost|Tom]]."))
    assert vault.notes["2026-03-07"].sections["The day"] == "Met [[mira-p2|Mira]] and Tom."
    assert vault.broken_links() == [] and vault.link("p9") == "p9"
    (tmp_path / FILE).unlink()
    assert vault.refresh() and vault.broken_links() == [("days/2026-03-07.md", "mira-p2")]
    assert not vault.refresh()


def test_what_a_human_links_as_obsidian_does_is_found(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(Open="x"))
    links = "[[mira-p2#Open]] [[people/mira-p2]] [[people/Mira-p2.md|her]] |[[mira-p2\\|her]]| [[#Mine]] [[places/mira-p2|x]]"
    put(tmp_path, f"---\nid: p3\n---\n## Mine\n{links}\n", "people/tom.md")
    vault.refresh()
    assert vault.broken_links() == [("people/tom.md", "places/mira-p2")]
    written(vault, draft("inn", "Inn", "place", Seen_there="[[people/mira-p2#Open|her]]"))
    assert vault.notes["inn"].sections["Seen there"] == "[[people/mira-p2#Open|her]]"


@pytest.mark.parametrize(
    ("first", "second"),
    [(draft("a b"), draft("a-b")), (draft("habits", "Habits", "place"), draft("habits!", "Habits", "self"))],
    ids=["one folder", "two folders"],
)
def test_two_ids_that_lead_to_one_file_name_have_each_their_own(tmp_path: Path, first: Draft, second: Draft) -> None:
    vault = Vault(tmp_path)
    for each in (first, second):
        written(vault, Draft(each.id, each.kind, each.name, (), {"Open": each.id}))
    vault = Vault(tmp_path)
    assert {each.sections["Open"] for each in vault.notes.values()} == {first.id, second.id}
    assert vault.link(first.id).partition("|")[0] != vault.link(second.id).partition("|")[0]
    assert vault.write(Draft(second.id, second.kind, second.name, (), {"Open": "new"}), at=NIGHT, why="x")
    assert len(list(tmp_path.glob("*/*.md"))) == 2 and vault.problems == {}


@pytest.mark.parametrize("name", ["../../x", "---", "# x", "\x00\r\n", "[[", "😀", "ä" * 10_000, ""])
def test_a_strange_name_is_a_note_in_its_folder(tmp_path: Path, name: str) -> None:
    vault = Vault(tmp_path / "vault")
    written(vault, draft(name=name, aliases=(name,), Open="x"))
    written(vault, draft("inn", "Inn", "place", Seen_there=f"With {vault.link('p2')}."))
    assert {each.name for each in tmp_path.iterdir()} == {"vault"} and vault.problems == {}
    assert "[[" in vault.notes["inn"].sections["Seen there"] and vault.broken_links() == []
