"""The painter reads the record as it grows: no line twice, a half one once it is whole, yesterday's photos, too."""

from __future__ import annotations

from pathlib import Path

from gothmud.painter.looking import NEWEST, Lately
from tests.painter.test_painting import EVENT


def line(number: int) -> str:
    return EVENT.model_copy(update={"id": f"world-{number}", "seq": number}).model_dump_json() + "\n"


def test_each_line_is_read_once_and_midnight_loses_none(tmp_path: Path) -> None:
    record = tmp_path / "record"
    record.mkdir()
    day, next_day = record / "world-2026-11-24.jsonl", record / "world-2026-11-25.jsonl"
    day.write_text(line(1) + line(2)[:40])
    lately = Lately(tmp_path)
    assert [each.seq for each in lately.look()] == [1]
    day.write_text("x" * (len(line(1)) - 1) + "\n" + line(2))  # what was read is not looked at again
    assert [each.seq for each in lately.look()] == [1, 2]
    with open(day, "a", encoding="utf-8") as file:
        file.write(line(3))
    next_day.write_text(line(4))
    assert [each.seq for each in lately.look()] == [1, 2, 3, 4]
    assert [each.seq for each in Lately(tmp_path).look()] == [2, 3, 4]
    next_day.write_text("".join(map(line, range(4, 20))))
    assert [each.seq for each in lately.look()] == list(range(20 - NEWEST, 20))
