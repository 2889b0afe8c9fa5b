"""A source's events from its beginning, open days and sealed ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gothmud.errors import RecordError
from gothmud.events import Moved, Said
from gothmud.replay.days import events_of
from gothmud.replay.sealing import finished_days, seal
from gothmud.rumors import event_called
from tests.replay.days import Days


def test_sealed_days_tell_what_they_told_open(tmp_path: Path) -> None:
    folder = Days(tmp_path, days=3).folder
    kinds = ("said", "rumor.planted")
    wanted = list(events_of(folder, "world", kinds))
    assert {each.kind for each in wanted} == set(kinds)
    last = wanted[-1].real_time.date().isoformat()
    for path in finished_days(folder):
        assert not seal(path).trouble
    assert list(events_of(folder, "world", kinds)) == wanted
    assert list(events_of(folder, "world", kinds, last)) == [
        each for each in wanted if each.real_time.date().isoformat() == last
    ]


def test_a_sealing_that_was_cut_off_gives_each_event_once(tmp_path: Path) -> None:
    folder = Days(tmp_path, days=3).folder
    wanted = list(events_of(folder, "world", ["said"]))
    first = next(each for each in finished_days(folder) if each.name.startswith("world"))
    shutil.copy(first, folder / "kept")
    assert not seal(first).trouble
    (folder / "kept").rename(first)
    assert list(events_of(folder, "world", ["said"])) == wanted


def test_an_event_is_found_by_its_id_in_a_sealed_day(tmp_path: Path) -> None:
    folder = Days(tmp_path, days=2).folder
    first, *_, last = events_of(folder, "world", ["said", "moved"])
    for path in finished_days(folder):
        seal(path)
    assert isinstance(first, Said | Moved)
    assert [event_called(tmp_path, each.id) for each in (first, last)] == [first, last]
    with pytest.raises(RecordError, match="event 'world-9999': not in the record"):
        event_called(tmp_path, "world-9999")
