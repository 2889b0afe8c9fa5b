"""A finished day is sealed only after every event was read back the same; whatever fails leaves the lines."""

from __future__ import annotations

import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from pathlib import Path

import duckdb
from hypothesis import given
from hypothesis import strategies as st
from pytest import MonkeyPatch

from gothmud import events, record
from gothmud.record import last_seq
from gothmud.replay import sealing
from gothmud.replay.check import check_of
from gothmud.replay.opening import opened
from gothmud.replay.sealing import finished_days, seal
from tests.base.strategies import QUICK, of_model
from tests.replay.making import ADA, EVENING, Making

ANY = st.one_of(*map(of_model, events.CLASSES))


def two_days(home: Path) -> Making:
    made = Making(home)
    made.said(ADA, "Yesterday.")
    made.said(ADA, "Still yesterday.")
    made.real += timedelta(days=1)
    made.said(ADA, "Today.")
    return made


def test_only_what_a_source_has_left_behind_is_finished(tmp_path: Path) -> None:
    made = two_days(tmp_path)
    assert [each.name for each in finished_days(made.folder)] == ["world-2026-01-01.jsonl"]
    (made.folder / "world-2026-01-03.jsonl").touch()
    assert [each.name for each in finished_days(made.folder)] == ["world-2026-01-01.jsonl"]


def test_a_real_day_reads_the_same_when_sealed(tmp_path: Path) -> None:
    shutil.copytree(EVENING, tmp_path / "evening")
    with opened([EVENING]) as before:
        wanted = before.rows("SELECT * EXCLUDE (file) FROM events ORDER BY id")
    for path in (tmp_path / "evening" / "record").glob("*.jsonl"):
        done = seal(path)
        assert (done.trouble, path.exists()) == ("", False)
        assert done.after < done.before / 2
    with opened([tmp_path / "evening"]) as after:
        assert after.rows("SELECT * EXCLUDE (file) FROM events ORDER BY id") == wanted
        assert check_of(after) == []


@QUICK
@given(st.lists(ANY, min_size=1, max_size=4))
def test_any_event_comes_back_as_it_was(found: list[events.Event]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "world-2026-01-01.jsonl"
        numbered = [_numbered(each, number) for number, each in enumerate(found)]
        path.write_text("".join(each.model_dump_json() + "\n" for each in numbered), encoding="utf-8")
        assert seal(path).trouble == ""
        assert list(sealing.sealed_events(path.with_suffix(".parquet"))) == numbered


def _numbered(event: events.Event, number: int) -> events.Event:
    return event.model_copy(
        update={"seq": number, "id": f"world-{number}", "real_time": event.real_time.replace(tzinfo=UTC, fold=0)}
    )


def test_what_isnt_understood_isnt_sealed(tmp_path: Path) -> None:
    made = two_days(tmp_path)
    first = finished_days(made.folder)[0]
    with open(first, "a", encoding="utf-8") as file:
        file.write('{"v":1,"id":"world-9","kind":"sang","seq":9}\n')
    before = first.read_bytes()
    assert "world-2026-01-01.jsonl:3: kind 'sang'" in seal(first).trouble
    assert first.read_bytes() == before
    assert len(list(made.folder.iterdir())) == 2


def test_a_half_line_is_set_aside(tmp_path: Path) -> None:
    made = two_days(tmp_path)
    first = finished_days(made.folder)[0]
    with open(first, "a", encoding="utf-8") as file:
        file.write('{"v":1')
    assert (seal(first).torn, seal(first).trouble[:9]) == (6, "[Errno 2]")
    assert first.with_name(first.name + ".torn").exists()


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_fills_leaves_the_lines(tmp_path: Path) -> None:
    shutil.copytree(EVENING, tmp_path / "evening")
    path = tmp_path / "evening" / "record" / "world-2026-11-24.jsonl"
    before = path.read_bytes()
    with full_disk(2000):
        done = seal(path)
    assert done.trouble
    assert path.read_bytes() == before
    assert sorted(each.suffix for each in path.parent.iterdir()) == [".jsonl", ".jsonl"]


def test_one_wrong_value_in_what_was_written_leaves_the_lines(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    first = finished_days(two_days(tmp_path).folder)[0]
    write = sealing._write

    def wrongly(path: Path, target: Path, aside: Path) -> None:
        write(path, target, aside)
        other = aside.with_suffix(".other")
        duckdb.sql(
            f"COPY (SELECT * REPLACE (room + 1 AS room) FROM read_parquet('{aside}')) TO '{other}' (FORMAT parquet)"
        )
        other.replace(aside)

    monkeypatch.setattr(sealing, "_write", wrongly)
    assert "not the same" in seal(first).trouble
    assert first.exists()
    assert not first.with_suffix(".parquet").exists()


def test_lines_that_follow_a_sealed_day_join_it(tmp_path: Path) -> None:
    made = two_days(tmp_path)
    first = finished_days(made.folder)[0]
    before = first.read_text(encoding="utf-8")
    first.write_text(before.splitlines(keepends=True)[0], encoding="utf-8")
    assert seal(first).events == 1
    first.write_text(before, encoding="utf-8")
    assert seal(first).events == 2
    assert last_seq(made.folder, "world") == 3
    with opened([tmp_path]) as found:
        assert check_of(found) == []
    first.write_text(before.replace("Still", "No longer"), encoding="utf-8")
    assert "sealed already, as another event" in seal(first).trouble
    assert len(list(record.read(made.folder))) == 3


def test_days_that_were_sealed_with_fewer_columns_are_read_with_the_others(tmp_path: Path) -> None:
    made = two_days(tmp_path)
    made.real += timedelta(days=1)
    made.said(ADA, "Tomorrow.")
    older, newer = finished_days(made.folder)
    with opened([tmp_path]) as before:
        wanted = before.rows("SELECT * EXCLUDE (file) FROM events ORDER BY id")
    assert not any(seal(each).trouble for each in (older, newer))
    sealed = older.with_suffix(".parquet")
    few = [name for name in events.Said.model_fields if name != "turn"]  # as a version that knew less has sealed it
    listed = ", ".join(f'"{name}"' for name in few)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE old AS SELECT {listed} FROM read_parquet('{sealed}')")
        connection.execute(f"COPY old TO '{sealed}' (FORMAT parquet)")
    with opened([tmp_path]) as after:
        assert after.rows("SELECT * EXCLUDE (file) FROM events ORDER BY id") == wanted
        assert len(wanted) == 4
