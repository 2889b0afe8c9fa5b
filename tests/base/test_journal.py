"""Append-only JSON lines: a crash at any byte, a full disk, a broken middle."""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud.errors import RecordError
from gothmud.journal import Journal, last_line, read_lines, set_aside_torn_line
from tests.base.strategies import QUICK

WHOLE = b'{"n":1}\n{"n":2}\n'
LAST = '{"n":3,"text":"größer"}'.encode()
OBJECTS = st.dictionaries(st.text(max_size=5), st.text(max_size=20) | st.integers() | st.none(), max_size=4)


@pytest.mark.parametrize("cut", range(1, len(LAST) + 1))
def test_a_crash_at_any_byte_of_the_last_line_costs_that_line_only(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(WHOLE + LAST[:cut])
    assert [each["n"] for each in read_lines(path)] == [1, 2]
    assert last_line(path) == {"n": 2}
    journal = Journal(path)
    journal.append({"n": 4})
    journal.close()
    assert journal.torn == LAST[:cut]
    assert path.read_bytes() == WHOLE + b'{"n":4}\n'
    assert (tmp_path / "a.jsonl.torn").read_bytes() == LAST[:cut] + b"\n"


def test_a_whole_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(WHOLE)
    assert set_aside_torn_line(path) == b""
    assert path.read_bytes() == WHOLE
    assert not (tmp_path / "a.jsonl.torn").exists()


@pytest.mark.parametrize("length", [65535, 65536, 65537, 200_000])
def test_a_long_torn_line_is_found_across_blocks(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(WHOLE + b"x" * length)
    assert len(set_aside_torn_line(path)) == length
    assert path.read_bytes() == WHOLE


def test_two_torn_lines_are_both_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    for torn in (b"one", b"two"):
        path.write_bytes(WHOLE + torn)
        set_aside_torn_line(path)
    assert (tmp_path / "a.jsonl.torn").read_bytes() == b"one\ntwo\n"


@QUICK
@given(st.lists(OBJECTS, max_size=8))
def test_what_is_appended_is_read_back(lines: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deep" / "a.jsonl"
        for number, line in enumerate(lines):
            journal = Journal(path)
            journal.append(line, sync=number == 0)
            journal.close()
        assert list(read_lines(path)) == lines
        assert last_line(path) == (lines[-1] if lines else None)


@pytest.mark.parametrize(
    ("middle", "said"),
    [(b'{"n":', "no JSON"), (b"", "no JSON"), (b"\xff\xfe", "no JSON"), (b"[1]", "found list"), (b"3", "found int")],
)
def test_a_bad_line_in_the_middle_is_named_by_file_and_line(tmp_path: Path, middle: bytes, said: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"n":1}\n' + middle + b'\n{"n":3}\n')
    with pytest.raises(RecordError, match=said) as caught:
        list(read_lines(path))
    assert str(caught.value).startswith(f"{path}:2: ")


def test_a_bad_last_line_is_no_line_minus_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(WHOLE + b"\x00\x00\n")
    with pytest.raises(RecordError) as caught:
        last_line(path)
    assert str(path) in str(caught.value)
    assert ":-1:" not in str(caught.value)


class FullDisk:
    """A file on a disk that has room for so many more bytes; then it writes short or raises."""

    def __init__(self, file: Any, room: int, *, raises: bool) -> None:
        self._file, self._room, self._raises = file, room, raises

    def write(self, data: bytes) -> int:
        written = self._file.write(data[: self._room])
        if self._raises:
            raise OSError(28, "No space left on device")
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.mark.parametrize("raises", [True, False])
@pytest.mark.parametrize("room", [0, 1, 7])
def test_a_full_disk_leaves_no_half_line(tmp_path: Path, room: int, raises: bool) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    journal.append({"n": 1})
    whole = journal._file
    journal._file = FullDisk(whole, room, raises=raises)
    with pytest.raises(OSError, match=r"No space|disk full"):
        journal.append({"n": 2, "text": "a longer line"})
    assert journal.path.read_bytes() == b'{"n":1}\n'
    journal._file = whole
    journal.append({"n": 3})
    assert [each["n"] for each in read_lines(journal.path)] == [1, 3]


def test_a_failing_sync_takes_the_line_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "a.jsonl")

    def broken(_number: int) -> None:
        raise OSError("no sync")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="no sync"):
        journal.append({"n": 1}, sync=True)
    assert journal.path.read_bytes() == b""


def test_nothing_to_read(tmp_path: Path) -> None:
    missing, empty, torn = tmp_path / "no.jsonl", tmp_path / "empty.jsonl", tmp_path / "torn.jsonl"
    empty.touch()
    torn.write_bytes(b'{"n"')
    assert [list(read_lines(each)) for each in (missing, empty, torn)] == [[], [], []]
    assert [last_line(each) for each in (missing, empty, torn)] == [None, None, None]


def test_a_line_is_one_line_whatever_is_in_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    journal.append({"text": "a\nb\r\u2028c"})
    assert journal.path.read_bytes().count(b"\n") == 1
    assert json.loads(journal.path.read_bytes()) == {"text": "a\nb\r\u2028c"}
