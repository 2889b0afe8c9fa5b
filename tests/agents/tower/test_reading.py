"""However a log is cut into appends, days, compressed days and looks, each line is read once, in order, with its number."""

from __future__ import annotations

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from agents.tower.reading import Marks, gained, sizes

LINES = st.lists(st.binary(max_size=12).map(lambda raw: raw.replace(b"\n", b"")), max_size=12)


def look(folder: Path, marks: Marks) -> list[tuple[str, bytes]]:
    return [(str(spot), raw) for spot, raw in gained(folder, marks, sizes(folder))]


def path_of(folder: Path, number: int) -> Path:
    return folder / f"audit-2026-11-{25 + number}.jsonl"


@settings(max_examples=50)
@given(days=st.lists(LINES, min_size=1, max_size=3), cuts=st.lists(st.integers(1, 9), min_size=1), pack=st.booleans())
def test_each_line_once(days: list[list[bytes]], cuts: list[int], pack: bool) -> None:
    with TemporaryDirectory() as made:
        folder, marks, found = Path(made), Marks(), []
        for number, lines in enumerate(days):
            path, whole, at = path_of(folder, number), b"".join(each + b"\n" for each in lines), 0
            while at < len(whole) or not path.exists():
                cut = cuts[at % len(cuts)]
                with open(path, "ab") as file:
                    file.write(whole[at : at + cut])
                at += cut
                found += look(folder, marks)
            if pack and whole:
                path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(whole))
                path.unlink()
        assert found == [
            (f"{path_of(folder, number).stem}:{line}", raw + b"\n")
            for number, lines in enumerate(days) for line, raw in enumerate(lines, 1)
        ]  # fmt: skip
        assert look(folder, marks) == []


def test_a_half_line_waits_and_one_that_its_writer_cut_off_was_never_read(tmp_path: Path) -> None:
    path, marks = path_of(tmp_path, 0), Marks()
    path.write_bytes(b"one\ntw")
    assert [raw for _, raw in look(tmp_path, marks)] == [b"one\n"]
    path.write_bytes(b"one\ntwo\n")
    assert look(tmp_path, marks) == [("audit-2026-11-25:2", b"two\n")]


def test_what_is_to_be_read_can_be_bounded_before(tmp_path: Path) -> None:
    path, marks = path_of(tmp_path, 0), Marks()
    path.write_bytes(b"one\ntwo\n")
    upto = sizes(tmp_path)
    with open(path, "ab") as file:
        file.write(b"three\n")
    assert [raw for _, raw in gained(tmp_path, dict(marks), upto)] == [b"one\n", b"two\n"]
    assert len(look(tmp_path, marks)) == 3
    path.unlink()
    assert look(tmp_path, marks) == []
    assert marks == {}


def test_a_compressed_day_that_was_read_to_its_end_is_not_opened_again(tmp_path: Path) -> None:
    path, marks, kept = path_of(tmp_path, 0).with_suffix(".jsonl.gz"), Marks(), TypeAdapter(Marks)
    path.write_bytes(gzip.compress(b"one\ntwo\nhal"))
    reading = gained(tmp_path, marks, sizes(tmp_path))
    assert next(reading)[1] == b"one\n"
    reading.close()
    assert [raw for _, raw in look(tmp_path, marks)] == [b"two\n"]
    path.write_bytes(bytes(path.stat().st_size))  # whoever opens this is told that it is no gzip file
    assert look(tmp_path, kept.validate_json(kept.dump_json(marks))) == []
    path.write_bytes(gzip.compress(b"***\n***\nhal"))  # somebody's words were blanked
    assert look(tmp_path, marks) == []
    with pytest.raises(gzip.BadGzipFile):
        path.write_bytes(bytes(path.stat().st_size + 1))
        look(tmp_path, marks)
