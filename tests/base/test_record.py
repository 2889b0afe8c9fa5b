"""The record: one sequence a source, one file a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gothmud import record
from gothmud.events import Started, Stopped
from gothmud.journal import Journal
from gothmud.record import Backlog, Recorder, last_seq, read

REAL = datetime(2026, 1, 1, 23, 59, tzinfo=UTC)
CITY = datetime(1890, 3, 1, 12)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    now = [REAL]
    monkeypatch.setattr(record, "wall", lambda: now[0])
    return now


def test_an_event_gets_its_envelope(tmp_path: Path, wall: list[datetime]) -> None:
    written = Recorder(tmp_path, "world", lambda: CITY).write(Started, cause="x-1", process="world")
    assert (written.id, written.seq, written.source, written.cause) == ("world-1", 1, "world", "x-1")
    assert (written.city_time, written.real_time, written.kind) == (CITY, wall[0], "started")
    assert list(read(tmp_path)) == [written]


@pytest.mark.usefixtures("wall")
def test_what_found_the_disk_full_is_written_with_the_next_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no room")

    told: list[OSError] = []
    recorder = Recorder(tmp_path, "world", lambda: None)
    backlog = Backlog(recorder, told.append)
    events = [Recorder(tmp_path / "aside", "world", lambda: None).write(Started, process="world") for _ in range(4)]
    events = [each.model_copy(update={"id": f"world-{seq}", "seq": seq}) for seq, each in enumerate(events, 1)]
    backlog.put(events[0])
    with monkeypatch.context() as cut:
        cut.setattr(Journal, "put", full)
        backlog.put(events[1])
        backlog.put(events[2], events[2].model_dump(mode="json"))
    assert (recorder.seq, len(told)) == (1, 1)
    backlog.put(events[3])
    assert [each.seq for each in read(tmp_path)] == [1, 2, 3, 4] and recorder.seq == 4 and len(told) == 1


@pytest.mark.usefixtures("wall")
def test_the_sequence_goes_on_after_reopening(tmp_path: Path) -> None:
    for expected in (1, 2, 3):
        recorder = Recorder(tmp_path, "world", lambda: None)
        assert recorder.write(Started, process="world").seq == expected == recorder.seq
        recorder.close()
    assert [each.id for each in read(tmp_path)] == ["world-1", "world-2", "world-3"]


def test_each_day_has_its_file_and_the_sequence_runs_over_it(tmp_path: Path, wall: list[datetime]) -> None:
    recorder = Recorder(tmp_path, "world", lambda: None)
    recorder.write(Started, process="world")
    wall[0] += timedelta(minutes=2)
    recorder.write(Stopped, process="world", clean=True)
    recorder.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["world-2026-01-01.jsonl", "world-2026-01-02.jsonl"]
    assert last_seq(tmp_path, "world") == 2
    assert Recorder(tmp_path, "world", lambda: None).write(Started, process="world").seq == 3


def test_an_empty_file_of_today_hides_no_yesterday(tmp_path: Path, wall: list[datetime]) -> None:
    recorder = Recorder(tmp_path, "world", lambda: None)
    recorder.write(Started, process="world")
    (tmp_path / "world-2026-01-02.jsonl").touch()
    assert last_seq(tmp_path, "world") == 1


def test_no_id_comes_twice_though_the_wall_is_set_back_over_midnight(tmp_path: Path, wall: list[datetime]) -> None:
    for step in (timedelta(0), timedelta(minutes=2), timedelta(minutes=-2), timedelta(0)):
        wall[0] += step
        recorder = Recorder(tmp_path, "world", lambda: None)
        recorder.write(Started, process="world")
        recorder.close()
    ids = [each.id for each in read(tmp_path)]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.usefixtures("wall")
def test_sources_count_apart(tmp_path: Path) -> None:
    world, agents = (Recorder(tmp_path, name, lambda: None) for name in ("world", "agents"))
    world.write(Started, process="world")
    world.write(Stopped, process="world", clean=True)
    assert agents.write(Started, process="agents").id == "agents-1"
    assert (last_seq(tmp_path, "world"), last_seq(tmp_path, "agents"), last_seq(tmp_path, "nobody")) == (2, 1, 0)


@pytest.mark.usefixtures("wall")
def test_a_torn_last_event_gives_its_number_free(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, "world", lambda: None)
    recorder.write(Started, process="world")
    recorder.close()
    path = next(tmp_path.glob("*.jsonl"))
    path.write_bytes(path.read_bytes() + b'{"v":1,"id":"world-2"')
    assert Recorder(tmp_path, "world", lambda: None).write(Started, process="world").seq == 2
    assert [each.seq for each in read(tmp_path)] == [1, 2]
