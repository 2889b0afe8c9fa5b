"""Metrics come to the same, however short the stretches are that they look at; lines are read whole, however rare."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gothmud.events import Slept, WeatherChanged
from gothmud.replay import files
from gothmud.replay.metrics import METRICS, samples_of, stretches
from gothmud.replay.metrics.grams import NUMBER_BITS, WINDOW, Memory
from gothmud.replay.opening import Opened, opened
from tests.replay.making import ADA, BRUNO, CAFE, CITY, EVENING, PEOPLE, SQUARE, Making

Sums = dict[str, dict[tuple[str, object, str], tuple[float, float]]]
TALK = "The ferry is late again."
BACKWARDS = ("nesting", "novelty", "cast_novelty", "yes_anding", "drift", "human_wait", "answered")


def sums_of(record: Opened) -> Sums:
    """Return parts and wholes of the metrics that look back, by person and day, of which there is one sample each."""
    found: Sums = {}
    for name in BACKWARDS:
        samples = samples_of(record, METRICS[name])
        found[name] = {(each.city, each.day, each.who): (each.part, each.whole) for each in samples}
        assert len(found[name]) == len(samples), name
    return found


@pytest.mark.parametrize(("place", "length"), [(EVENING, 3), (Path("sample"), 50)])
def test_what_looks_back_comes_to_the_same_in_short_stretches(
    place: Path, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened([place]) as record:
        whole = sums_of(record)
    monkeypatch.setattr(stretches, "STRETCH", length)
    with opened([place]) as record:
        found = sums_of(record)
        assert len(list(stretches.stretches(record, "utterances"))) > 5
    assert any(whole.values())
    for name, sums in whole.items():
        assert found[name].keys() == sums.keys(), name
        for key, pair in sums.items():
            assert found[name][key] == pytest.approx(pair), (name, key)


def test_two_cities_keep_their_own_memories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "STRETCH", 2)
    for name in ("north", "south"):
        made = Making(tmp_path / name)
        for who in (ADA, BRUNO, ADA):
            made.said(who, TALK)
        for who in (ADA, BRUNO):
            made.add(Slept, minutes=60, who=who, name=PEOPLE[who][0], tier="agent", room=CAFE, state="asleep", heard=[])
        made.said(ADA, "A word in my sleep.", minutes=60, room=SQUARE)
    with opened([tmp_path / "north", tmp_path / "south"]) as record:
        found = sums_of(record)
    for name in ("north", "south"):
        new = {who: pair for (city, _, who), pair in found["cast_novelty"].items() if city == name}
        assert new == {str(ADA): (6, 9), str(BRUNO): (0, 3)}  # of three times three 3-grams, and then three more
        assert found["nesting"][name, CITY.date(), str(ADA)] == (0, 3600)


def test_kinds_that_are_nowhere_in_sight_are_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Making(tmp_path)
    for number in range(40):
        made.said(ADA, f"Line {number}.")
        if number == 20:
            made.add(WeatherChanged, sky="fog", celsius=4.0, text="Fog.")
            made.line('{"v":2,"id":"world-x","kind":"sang","city_time":null,"real_time":"2026-01-01T13:00:00Z",')
            made.line('"source":"world","seq":999,"cause":"","text":"La."}\nno json\n')
    monkeypatch.setattr(files, "GLANCES", 1)
    monkeypatch.setattr(files, "GLANCE", 1_000)
    with opened([tmp_path]) as record:
        assert files.kinds_in_sight([made.file()]) == {"said"}
        query = "SELECT id, kind, text, sky FROM events ORDER BY seq"
        read = record.rows(query)
        record.gather()
        assert record.rows(query) == read
        assert len(read) == 42
        assert {each["kind"]: each["sky"] for each in read} == {"said": None, "weather": "fog", "sang": None}
        assert record.rows("SELECT count(*) AS lines FROM raw") == [{"lines": 43}]


def test_kinds_with_a_dot_are_in_sight(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.line('{"v":1,"id":"world-1","kind":"letter.read"}\n')
    assert files.kinds_in_sight([made.file()]) == {"letter.read"}


def test_lines_that_leave_out_who_or_where_are_no_ones(tmp_path: Path) -> None:
    made = Making(tmp_path)
    for seq, rest in ((90, ""), (91, ',"who":1'), (92, ',"room":10')):
        made.line(
            f'{{"v":1,"id":"world-{seq}","kind":"said","city_time":"1890-03-01T13:00:00","source":"world","seq":{seq},'
            f'"real_time":"2026-01-01T13:00:00Z","cause":"","mode":"say","tier":"agent","text":"{TALK}"{rest}}}\n'
        )
    made.said(ADA, TALK)
    with opened([tmp_path]) as record:
        found = sums_of(record)
    assert list(found["novelty"].values()) == [(3, 3)]
    assert list(found["drift"].values()) == []


def test_a_memory_goes_on_over_any_number_of_lines() -> None:
    memory, nothing = Memory(), np.zeros(0, np.int64)
    memory.count(np.zeros((1 << NUMBER_BITS) - 2, np.int64), nothing, nothing.astype(np.uint64))
    gram = np.array([7], np.uint64)
    told = [memory.count(np.zeros(1, np.int64), np.zeros(1, np.int64), gram) for _ in range(5)]
    assert [(*whole, *new) for whole, new in told] == [(1, 1), (1, 0), (1, 0), (1, 0), (1, 0)]
    memory.count(np.zeros(WINDOW, np.int64), nothing, nothing.astype(np.uint64))
    whole, new = memory.count(np.zeros(1, np.int64), np.zeros(2, np.int64), np.repeat(gram, 2))
    assert (*whole, *new) == (1, 1)  # forgotten by now, and said twice in one line
