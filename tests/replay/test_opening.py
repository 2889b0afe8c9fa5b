"""A record opens whatever its files hold, and says what is odd about them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gothmud.errors import RecordError
from gothmud.replay.catalogue import VIEWS, Described
from gothmud.replay.opening import opened
from gothmud.replay.trouble import trouble_in
from tests.replay.making import ADA, BRUNO, CAFE, EVENING, SQUARE, Making


@pytest.mark.parametrize("view", VIEWS, ids=lambda each: each.name)
def test_each_column_of_each_view_is_documented(view: Described) -> None:
    with opened([EVENING]) as record:
        found = [each["column_name"] for each in record.rows(f"DESCRIBE {view.name}")]
    assert set(found) == set(view.columns)
    page = (Path(__file__).parents[2] / "docs" / "replay.md").read_text(encoding="utf-8")
    assert f"### `{view.name}`" in page
    assert all(f"`{name}`" in page for name in found)
    assert view.text


def test_two_readers_that_meet_in_too_little_memory_end_in_one() -> None:
    """Without the second try about every second of these failed."""
    for _ in range(6):
        with opened([EVENING]) as record:
            (turn,) = record.rows("SELECT * FROM events WHERE kind = 'turn' ORDER BY seq LIMIT 1")
        assert turn["agent"]


def test_bad_lines_are_counted_and_the_good_ones_read(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.said(ADA, "It's \"quoted\", isn't it?")
    made.line("no json\n[1,2]\n\n")
    made.line(
        '{"v":2,"id":"world-2","kind":"sang","city_time":null,"real_time":"2026-01-01T13:00:00Z","source":"world",'
    )
    made.line('"seq":2,"cause":"","tune":"low"}\n{"v":1,"id":"wor')
    with opened([tmp_path]) as record:
        assert [each["text"] for each in record.rows("SELECT text FROM utterances")] == ["It's \"quoted\", isn't it?"]
        said = trouble_in(record)
        record.gather()
        assert trouble_in(record) == said
    name = made.file().name
    assert f"{name}: ends in half a line (16 bytes), left out: its writer was cut off, or is writing" in said
    assert f"{name}: 2 of 5 lines hold no event, left out" in said
    assert any("newer schema" in each for each in said)
    assert any("'sang'" in each for each in said)
    assert len(said) == 4


def test_a_line_of_megabytes_is_read(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.said(ADA, "m" * 3_000_000)
    made.line("x" * 3_000_000 + "\n")
    made.said(ADA, "Short.")
    with opened([tmp_path]) as record:
        record.gather()
        assert [each["n"] for each in record.rows("SELECT length(text) AS n FROM utterances ORDER BY seq")] == [
            3_000_000,
            6,
        ]


def test_two_cities_side_by_side_and_mixed_up(tmp_path: Path) -> None:
    for name in ("north", "south"):
        Making(tmp_path / name).said(ADA, f"This is {name}.")
    with opened([tmp_path / "north", tmp_path / "south"]) as record:
        assert {each["city"]: each["text"] for each in record.rows("FROM utterances")} == {
            "north": "This is north.", "south": "This is south.",
        }  # fmt: skip
        assert trouble_in(record) == ["2 cities: north, south"]
    for name, day in (("north", "2026-01-01"), ("south", "2026-01-02")):
        shutil.copy(tmp_path / name / "record" / "world-2026-01-01.jsonl", tmp_path / f"world-{day}.jsonl")
    with opened([tmp_path]) as record:
        assert [each for each in trouble_in(record) if "both have world-1" in each]


def test_what_is_no_record_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="found no record"), opened([tmp_path / "nowhere"]):
        pass
    Making(tmp_path).said(ADA, "Hm.")
    with opened([tmp_path]) as record, pytest.raises(RecordError, match=r"^replay: .*utterance") as raised:
        record.rows("SELECT * FROM utterance")
    assert "\n" not in str(raised.value)


def test_stays_and_meetings_follow_from_what_was_told(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.said(ADA, "Here I am.")
    made.moved(BRUNO, CAFE, SQUARE, minutes=10)
    made.moved(ADA, SQUARE, CAFE, minutes=20)
    made.said(BRUNO, "Gone.", minutes=30)
    with opened([tmp_path]) as record:
        stays = record.rows("SELECT who, room, epoch(ends - begins) / 60 AS minutes FROM stays ORDER BY who, begins")
        met = record.rows("SELECT one, other, room, epoch(ends - begins) / 60 AS minutes FROM meetings")
    assert [tuple(each.values()) for each in stays] == [(ADA, SQUARE, 30), (ADA, CAFE, 30), (BRUNO, SQUARE, 50)]
    assert [tuple(each.values()) for each in met] == [(ADA, BRUNO, SQUARE, 20)]
