"""The session file: chain, context, what a crash cut off, what is broken."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from agents.recollection import Recollection, stored
from agents.session import ENTRY, ROLES, Entry, Session, messages_of, read_all, read_context, transcript_of
from gothmud.errors import RecordError
from tests.agents.fakes import NOON, percept

ADDED = [
    ("header", "H\n"),
    ("percept", "a\n"),
    ("note", "b\n"),
    ("reply", "c\n"),
    ("outcome", "d\n"),
    ("state", ""),
    ("percept", "e\n"),
]


def filled(path: Path, lines: list[tuple[Any, str]], data: dict[str, Any] | None = None) -> Session:
    made = Session(path)
    for kind, text in lines:
        made.add(kind, text, city_time=NOON, data=data)
    made.write()
    return made


@pytest.mark.parametrize(
    ("lines", "messages"),
    [
        ([], []),
        ([("header", "H")], [("system", "H")]),
        ([("header", "H"), ("percept", "a"), ("percept", "b")], [("system", "H"), ("user", "ab")]),
        ([("percept", "a"), ("note", "b"), ("thought", "c"), ("cue", "d"), ("outcome", "e")], [("user", "abcde")]),
        (
            [("percept", "a"), ("reply", "b"), ("reply", "c"), ("outcome", "d")],
            [("user", "a"), ("assistant", "bc"), ("user", "d")],
        ),
        ([("percept", "a"), ("state", "secret"), ("percept", "b")], [("user", "ab")]),
        ([("percept", ""), ("reply", "b"), ("outcome", ""), ("reply", "c")], [("assistant", "bc")]),
        ([("header", "H"), ("percept", "a"), ("compaction", "C"), ("percept", "b")], [("system", "HC"), ("user", "b")]),
    ],
)
def test_the_context_as_messages_and_as_one_text(
    tmp_path: Path, lines: list[tuple[str, str]], messages: list[tuple[str, str]]
) -> None:
    entries = filled(tmp_path / "s", lines).entries
    assert [(each["role"], each["content"]) for each in messages_of(entries)] == messages
    assert transcript_of(entries) == "".join(content for _, content in messages)


def test_every_entry_is_chained_to_the_one_before(tmp_path: Path) -> None:
    entries = filled(tmp_path / "s", ADDED).entries
    parent, before = "", ""
    for each in entries:
        role = ROLES[each.kind]
        whole = hashlib.sha256(f"{before}\n{role}\n{each.text}".encode()).hexdigest()[:24]
        assert each.hash == (whole if role else before)
        assert each.parent == parent
        parent, before = each.id, each.hash
    assert len({each.id for each in entries}) == len(entries)


def test_two_histories_of_the_same_text_have_the_same_hash_and_a_fork_another(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "1", ADDED), filled(tmp_path / "2", ADDED)
    other = filled(tmp_path / "3", [*ADDED[:3], ("reply", "C\n"), *ADDED[4:]])
    hashes = [[each.hash for each in made.entries] for made in (one, two, other)]
    assert hashes[0] == hashes[1]
    assert hashes[0][:3] == hashes[2][:3]
    assert not set(hashes[0][3:]) & set(hashes[2][3:])


def test_a_compaction_starts_the_context_anew_and_the_file_keeps_all(tmp_path: Path) -> None:
    made = filled(tmp_path / "s", ADDED)
    made.known_tokens = 900
    made.add("compaction", "Earlier.\n", city_time=NOON)
    made.add("percept", "f\n", city_time=NOON)
    made.write()
    assert transcript_of(made.entries) == "H\nEarlier.\nf\n"
    assert (made.known_tokens, made.count, len(read_all(made.path))) == (0, 9, 9)
    assert read_context(made.path) == made.entries
    assert made.entries[1].parent == read_all(made.path)[-3].id


@pytest.mark.parametrize(
    ("lines", "pending", "unanswered"),
    [
        ([("header", "H")], None, []),
        ([("header", "H"), ("percept", "a")], None, ["a"]),
        ([("percept", "a"), ("reply", "b")], "b", []),
        ([("percept", "a"), ("reply", "b"), ("percept", "c")], "b", ["c"]),
        ([("percept", "a"), ("reply", "b"), ("outcome", "")], None, []),
        ([("reply", "b"), ("outcome", ""), ("percept", "c"), ("note", "n"), ("percept", "d")], None, ["c", "d"]),
        ([("reply", "b"), ("outcome", ""), ("reply", "d"), ("state", "")], "d", []),
        ([("header", "H"), ("percept", "a"), ("compaction", "C"), ("percept", "c")], None, ["a", "c"]),
    ],
)
def test_what_a_crash_cut_off(
    tmp_path: Path, lines: list[tuple[Any, str]], pending: str | None, unanswered: list[str]
) -> None:
    before, after = Recollection(), Recollection()
    made = Session(tmp_path / "s", before.take)
    for kind, text in lines:
        more = {"percept": stored(percept(text))} if kind == "percept" else {}
        made.add(kind, text, city_time=NOON, data={"act": {"id": "x"}, **more})
    made.close()
    for each, past in ((made, before), (Session(made.path, after.take), after)):
        found = each.pending()
        assert (found.text if found else None) == pending
        assert [heard.text for heard in past.heard] == unanswered


def test_a_reply_without_act_is_not_pending(tmp_path: Path) -> None:
    assert filled(tmp_path / "s", [("header", "H"), ("reply", "b")]).pending() is None


@pytest.mark.parametrize("cut", [1, 30, -1])
def test_a_torn_line_is_set_aside_and_the_rest_stays(tmp_path: Path, cut: int) -> None:
    made = filled(tmp_path / "s", ADDED)
    made.close()
    raw = made.path.read_bytes()
    last = raw.splitlines(keepends=True)[-1]
    made.path.write_bytes(raw[: -len(last)] + last[:cut])
    again = Session(made.path)
    assert again.torn
    assert again.entries == made.entries[:-1]
    again.add("percept", "f\n", city_time=NOON)
    again.close()
    assert not Session(made.path).torn
    assert transcript_of(read_context(made.path)) == "H\na\nb\nc\nd\nf\n"


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"[]",
        b'{"v":1}',
        b'{"id":"a","parent":"","hash":"","kind":"dream","city_time":null,"real_time":"x","text":""}',
    ],
)
def test_a_bad_line_in_the_middle_leaves_the_file_alone(tmp_path: Path, bad: bytes) -> None:
    path = tmp_path / "s"
    filled(path, ADDED).close()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(before := b"".join([*lines[:2], bad + b"\n", *lines[2:], b'{"torn']))
    with pytest.raises(RecordError) as caught:
        Session(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert path.read_bytes() == before


def test_what_finds_the_disk_full_is_written_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = filled(tmp_path / "s", ADDED)
    made.write()
    before, count = list(made.entries), made.count

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(made._journal, "put", full)
        with pytest.raises(OSError, match="No space"):
            made.add("percept", "late\n", city_time=NOON, sync=True)
        assert (read_all(made.path), count) == (before, len(before))
    made.add("percept", "kept\n", city_time=NOON, data={"seq": 3})
    made.write()
    assert read_all(made.path) == made.entries
    assert [each.text for each in made.entries[-2:]] == ["late\n", "kept\n"]


def test_what_was_added_is_in_the_file_once_it_is_written(tmp_path: Path) -> None:
    made = Session(tmp_path / "s")
    for text in ("a\n", "b\n"):
        made.add("percept", text, city_time=NOON)
    assert read_all(made.path) == []
    made.write()
    assert read_all(made.path) == made.entries


def test_an_entry_refuses_unknown_fields() -> None:
    line = Entry(id="a", parent="", hash="", kind="note", city_time=None, real_time=NOON, text="").line()
    with pytest.raises(ValueError, match="mood"):
        ENTRY.validate_json(line.replace('"v":1', '"v":1,"mood":"grim"'))
