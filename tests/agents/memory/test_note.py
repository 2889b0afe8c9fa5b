"""What a human wrote in a note survives to the byte; what a model or a player says can't become its frame."""

from __future__ import annotations

import string
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.memory.front import FRONT, front_of
from agents.memory.links import LINK, leads, shown
from agents.memory.note import (
    HEADING,
    KEPT,
    LONGEST,
    MOST,
    OURS,
    Draft,
    Unreadable,
    body_of,
    file_name,
    parsed,
    plain,
    rendered,
    safe,
    sections_of,
)
from tests.agents.memory.vaults import NIGHT, draft
from tests.base.strategies import QUICK

FEW = settings(QUICK, max_examples=12)  # the YAML library is slow
LINES = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=20).filter(
    lambda line: not line.lstrip().startswith("#")
)
TEXTS = st.lists(LINES, max_size=4).map("\n".join)
TITLES = st.text(string.ascii_letters + " äé😀", min_size=1, max_size=12).map(lambda each: f"x{each}x")
BLOCKS = st.builds(
    lambda level, title, text: f"{level} {title}\n{text}\n", st.sampled_from(["#", "##", "###"]), TITLES, TEXTS
)
KEYS = st.sampled_from([
    "# a comment", "mine:   'quoted'  # why", 'other: "two"', "tags: [ a,  b ]", "deep:\n    - 1\n    -   2", "empty:",
    "date: 2026-01-02", "text: |\n  a\n\n  b", "on: yes", "n: 0o17", "nan: .nan", "ref: &x {a: 1}\nagain: *x",
])  # fmt: skip
NAUGHTY = st.text(st.sampled_from("#-=`~[]|! \n\r\t<a/x\\\u2028\x00\x1b:"), max_size=60)


@FEW
@given(TEXTS, st.lists(BLOCKS, max_size=4), st.dictionaries(st.sampled_from(OURS), TEXTS, max_size=4), st.booleans())
def test_a_humans_headings_and_text_survive(before: str, blocks: list[str], ours: dict[str, str], crlf: bool) -> None:
    body = f"# Mira\n{before}\n\n" + "\n".join(blocks)
    old = f"---\nid: p2\n---\n{body}"
    old, blocks = (
        (old.replace("\n", "\r\n"), [each.replace("\n", "\r\n") for each in blocks]) if crlf else (old, blocks)
    )
    for _night in range(2):
        new = rendered(old, Draft("p2", "person", "Mira", (), ours), NIGHT, set(), set())
        at = 0
        for each in blocks:
            at = new.index(each, at) + len(each)
        parsed(new.encode(), "person", "x")
        old = new


@FEW
@given(st.lists(KEYS, unique=True, max_size=6), st.lists(st.sampled_from(["Nurse", "the #1", "it's: so", "null", "ü"])))
def test_a_humans_front_matter_survives(keys: list[str], aliases: list[str]) -> None:
    front = "\n".join(["id: p2", *keys])
    new = rendered(f"---\n{front}\n---\n# Mira\n", draft(aliases=tuple(aliases)), NIGHT, set(), set())
    for each in keys:
        assert f"\n{each}\n" in new
    note = parsed(new.encode(), "person", "x")
    assert note.name == "Mira" and list(note.aliases) == list(dict.fromkeys(map(plain, aliases)))
    assert note.updated == NIGHT


@pytest.mark.parametrize(
    ("aliases", "kept"),
    [
        ("aliases:\n  - nurse # hers\n  - 'x'\nz: 1", "  - nurse # hers\n  - 'x'\n  - \"Mi\"\nz: 1"),
        ("aliases: [ nurse,  'x' ] # hers", "aliases: [ nurse,  'x' , \"Mi\"] # hers"),
        ("aliases: nurse", 'aliases: ["nurse", "Mi"]'),
        ("aliases:", 'aliases: ["Mi"]'),
        ("aliases: []", 'aliases: ["Mi"]'),
        ("aliases: [nurse,]", "Mi"),
    ],
)
def test_a_nickname_is_added_in_the_manner_of_the_list(aliases: str, kept: str) -> None:
    new = rendered(f"---\nid: p2\n{aliases}\n---\n", draft(aliases=("Mi",)), NIGHT, set(), set())
    assert kept in new
    assert parsed(new.encode(), "person", "x").aliases[-1] == "Mi"


def test_ours_is_rewritten_and_a_humans_words_below_it_are_kept() -> None:
    old = rendered("", draft(Open="The key."), NIGHT, set(), set())
    again = rendered(old, draft(Open="The door."), NIGHT, {("Open", "The key.")}, set())
    assert "The key." not in again and KEPT not in again
    edited = old.replace("The key.", "The key.\nAsk Tom!")
    kept = rendered(edited, draft(Open="The door."), NIGHT, {("Open", "The key.")}, set())
    assert sections_of(body_of(kept))["Open"] == "The door."
    assert "Ask Tom!" in sections_of(body_of(kept))[KEPT]


def test_a_heading_of_our_name_in_a_humans_file_is_a_humans() -> None:
    kept = rendered("---\nid: p2\n---\n## Open\nMine.", draft(Open="Ours."), NIGHT, set(), set())
    assert "Mine." in sections_of(body_of(kept))[KEPT]


def test_a_heading_in_a_humans_block_of_code_is_none() -> None:
    block = "```\n## Open\nMine.\n```\n"
    new = rendered(f"---\nid: p2\n---\n# Mira\n{block}", draft(Open="Ours."), NIGHT, set(), set())
    assert block in new and sections_of(body_of(new)) == {"Open": "Ours."}
    assert sections_of("```\n## Open\nnever closed\n") == {"Open": "never closed"}


def test_words_that_the_new_text_holds_are_not_kept_twice() -> None:
    assert KEPT not in rendered("---\nid: p2\n---\n## Open\n- a\n", draft(Open="- a\n- b"), NIGHT, set(), set())


def test_a_heading_at_the_files_very_end_stays_one() -> None:
    new = rendered("---\nid: p2\n---\n## Open", draft(Open="x"), NIGHT, set(), set())
    assert sections_of(body_of(new)) == {"Open": "x"}


@pytest.mark.parametrize(
    ("front", "reads"),
    [
        ("id: 2026-11-24", {"id": "2026-11-24"}), ("id: 007\naliases: 008", {"id": "007", "aliases": ["008"]}),
        ("id: p2\nupdated: 2026-03-07T05:00:00+01:00", {"updated": datetime(2026, 3, 7, 5)}),
        ("id: p2\nname:\nupdated: ~\naliases: null", {"name": "", "updated": None, "aliases": []}),
        ("id: !!python/object:os.system x", {"id": "x"}), ("id: p2\ndue: 2026-13-45", {"id": "p2"}),
    ],
)  # fmt: skip
def test_what_an_editor_makes_of_front_matter_is_read_as_it_was_meant(front: str, reads: dict[str, Any]) -> None:
    found = front_of(f"---\n{front}\n---\nx\n")
    assert {key: getattr(found, key) for key in reads} == reads
    new = rendered(f"---\n{front}\n---\nx\n", draft(Open="y"), NIGHT, set(), set())
    assert front_of(new).id == found.id and front_of(new).updated == NIGHT and parsed(new.encode(), "person", "x")


@pytest.mark.parametrize("ending", ["---\nid: p2\n---", "---\r\nid: p2\r\n---\r\nx\r\n", "---  \nid: p2\n---  \nx"])
def test_ends_of_lines_and_file_that_editors_leave(ending: str) -> None:
    assert parsed(ending.encode(), "person", "x").id == "p2"
    new = rendered(ending, draft(Open="x"), NIGHT, set(), set())
    assert parsed(new.encode(), "person", "x").sections == {"Open": "x"}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "no front matter"), (b"# Mira\n", "no front matter"), (b"---\nid: p2\n", "no front matter"),
        (b"---\nid: p2\n---\n\xff", "no UTF-8"), (b"---\nid: [\n---\n", "line"), (b"---\nid: a\nid: b\n---\n", "line"),
        (b"---\nname: x\n---\n", "id"), (b"---\n---\n", "all of it"), (b"---\n- a\n---\n", "all of it"),
        (b"---\nid: p2\nupdated: 2026-13-45\n---\n", "updated"), (b"---\nid: p2\nx: " + b"[" * 500 + b"\n---\n", "front matter"),
        (b"---\nid: p2\ncool_down: -1\n---\n", "cool_down"),
        (b"x" * (MOST + 1), str(MOST)),
    ],
)  # fmt: skip
def test_what_is_no_note_is_said_in_one_line(raw: bytes, says: str) -> None:
    with pytest.raises(Unreadable) as raised:
        parsed(raw, "person", "x")
    assert says in str(raised.value) and "\n" not in str(raised.value)


@QUICK
@given(st.binary(max_size=60))
def test_any_bytes_are_a_note_or_unreadable(raw: bytes) -> None:
    for each in (raw, b"---\nid: p2\n" + raw + b"\n---\n" + raw):
        try:
            parsed(each, "person", "x")
        except Unreadable as error:
            assert "\n" not in str(error)


def test_a_megabyte_of_spaces_is_read_at_once() -> None:
    body = "## a" + " " * 900_000 + "b\n"
    assert len(parsed(f"---\nid: p2\n---\n{body}".encode(), "person", "x").sections) == 1


@QUICK
@given(st.one_of(st.text(max_size=80), NAUGHTY))
def test_no_text_makes_a_heading_front_matter_or_a_dead_link(text: str) -> None:
    made = safe(text, {"inn"})
    assert not HEADING.search(made) and not FRONT.match(f"{made}\nid: x\n{made}\n")
    assert all(leads(link[1], {"inn"}) for link in LINK.finditer(made))
    assert all(each.isprintable() for each in made.replace("\n", ""))
    assert not any(set(line) <= set("=") or set(line) <= set("-") for line in made.split("\n") if line)
    assert safe(made, {"inn"}) == made
    assert sections_of(f"## Open\n{made}\n\n## Mine\n") == {"Open": made, "Mine": ""}


@pytest.mark.parametrize("text", ["[[## Open]]", "[[[[ghost]]]]", "[[a|# b]]", "x\n===", "x\n-", "![a](http://b/c.png)", "<img src=x>"])  # fmt: skip
def test_tricks_that_once_worked(text: str) -> None:
    made = safe(text, set())
    assert not made.startswith("#") and "[[" not in made and "![" not in made and "<i" not in made
    assert "\n=" not in made and "\n-" not in made


def test_a_living_link_stays_and_is_shown_as_people_read_it() -> None:
    assert safe("Go to [[inn|The Inn]] or [[gone|there]].", {"inn"}) == "Go to [[inn|The Inn]] or there."
    assert shown("[[inn|The Inn]], [[inn]], [[inn\\|The Inn]], [[inn\\]]") == "The Inn, inn, The Inn, inn"
    assert safe("- one\n- two", set()) == "- one\n- two"
    assert safe("[a](http://x) [b]( </etc/p) [c]: file:x", set()) == "[a] (http://x) [b] ( < /etc/p) [c] : file:x"
    assert safe("[a](../briefings/x.md#L3) [[inn]]: so", {"inn"}) == "[a](../briefings/x.md#L3) [[inn]]: so"
    assert len(safe("x" * 10_000, set())) == LONGEST


@pytest.mark.parametrize(
    ("target", "there"),
    [
        ("inn", True), ("Inn", True), (" inn ", True), ("inn.md", True), ("inn#Open", True), ("inn#^a1", True),
        ("inn\\", True), ("places/inn", True), ("places/inn.md#Open", True), ("#Open", False),
        ("", False), ("#", False), ("people/inn", False), ("ghost#Open", False), ("inn|x", False), ("inn\n", False),
    ],
)  # fmt: skip
def test_where_a_link_leads(target: str, there: bool) -> None:
    assert leads(target, {"inn", "places/inn"}) is there


@pytest.mark.parametrize("name", ["../../x", "---", "# x", "\x00\x1b\r\n", "[[", "😀", "ä" * 10_000, "", "a|b]]", "null", "é: {"])  # fmt: skip
def test_no_name_leaves_the_folder_or_breaks_the_file(name: str) -> None:
    path = file_name("p2", name, "person")
    assert set(path) <= set(string.ascii_lowercase + string.digits + "-.") and path.endswith("p2.md")
    assert len(path) < 120 and path.count(".") == 1
    new = rendered("", draft(name=name, aliases=(name,), Open="x"), NIGHT, set(), set())
    note = parsed(new.encode(), "person", path)
    assert note.id == "p2" and note.name == (plain(name) or "p2") and note.sections == {"Open": "x"}


@FEW
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_gives_a_note_that_reads(name: str, alias: str) -> None:
    new = rendered("", draft(name=name, aliases=(alias,)), NIGHT, set(), set())
    again = rendered(new, draft(name=alias, aliases=(name,)), NIGHT, set(), set())
    assert parsed(again.encode(), "person", "x").name == (plain(alias) or "p2")


def test_only_our_headings_can_be_drafted() -> None:
    with pytest.raises(ValueError, match="are not ours"):
        Draft("p2", "person", "Mira", (), {"Mine": "x"})
