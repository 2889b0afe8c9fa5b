"""The audit log's writer: in order, a file a day, nothing deleted in silence, nothing lost in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gothmud import audit
from gothmud.audit import Audit, Line, fields, old_days
from gothmud.journal import Journal

NOW = datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC)


class Later:
    """Keeps what is to be called later, as a reactor does."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []

    def __call__(self, _seconds: float, function: Callable[[], None]) -> None:
        self.calls.append(function)

    def pass_time(self) -> None:
        calls, self.calls = self.calls, []
        for each in calls:
            each()


def line(text: str, frame: str = "", events: list[str] | None = None) -> Line:
    return Line("in", [fields(connection=3, account="bob")], NOW, datetime(1890, 3, 1), text, frame, events or [])


def written(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(each) for path in sorted(folder.glob("*.jsonl")) for each in path.read_text().splitlines()]


def test_lines_come_in_order_with_numbers_that_go_on(tmp_path: Path) -> None:
    for start in (0, 3):
        later = Later()
        log = Audit(tmp_path, 0, later)
        for number in range(3):
            log.add(line(f"line {start + number}"))
        later.pass_time()
        log.close()
    assert [(each["seq"], each["text"]) for each in written(tmp_path)] == [(n + 1, f"line {n}") for n in range(6)]


def test_a_line_has_times_who_and_what_it_led_to(tmp_path: Path) -> None:
    log = Audit(tmp_path, 0, Later())
    log.add(line("say “hm”", 'Gothmud.Act {"id":"1","verb":"wait"}', ["world-7", "world-8"]))
    log.close()
    assert written(tmp_path) == [{
        "v": 1, "seq": 1, "real": "2026-11-24T23:59:59.000+00:00", "city": "1890-03-01T00:00:00", "direction": "in",
        "connection": 3, "account": "bob", "text": "say “hm”", "events": ["world-7", "world-8"],
        "package": "Gothmud.Act", "data": {"id": "1", "verb": "wait"},
    }]  # fmt: skip


def test_a_line_can_be_hidden_until_it_is_written(tmp_path: Path) -> None:
    log = Audit(tmp_path, 0, Later())
    log.add(line("sesame", 'Gothmud.Act {"text":"sesame"}')).hide()
    log.close()
    (only,) = written(tmp_path)
    assert (only["text"], only["package"], only["data"]) == ("***", "Gothmud.Act", "***")


def test_a_day_ends_and_old_days_go_with_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [NOW]
    monkeypatch.setattr(audit, "wall", lambda: now[0])
    for day in ("2026-10-26", "2026-10-25"):
        (tmp_path / f"audit-{day}.jsonl").write_text('{"seq":1}\n')
    log = Audit(tmp_path, 30, Later())
    log.add(line("late"))
    log.close()
    now[0] += timedelta(seconds=2)
    log = Audit(tmp_path, 30, Later())
    log.add(line("early"))
    log.close()
    assert [each.name for each in sorted(tmp_path.iterdir())] == [
        "audit-2026-10-26.jsonl", "audit-2026-11-24.jsonl", "audit-2026-11-25.jsonl",
    ]  # fmt: skip
    assert ("dropped", "audit-2026-10-25.jsonl") in [
        (each.get("direction"), each.get("text")) for each in written(tmp_path)
    ]


def test_nothing_is_dropped_where_all_is_kept(tmp_path: Path) -> None:
    (tmp_path / "audit-2001-01-01.jsonl").touch()
    assert (old_days(tmp_path, "2026-11-24", 0), len(old_days(tmp_path, "2026-11-24", 1))) == ([], 1)


def test_a_packed_day_goes_when_its_time_is_over(tmp_path: Path) -> None:
    for name in ("audit-2026-10-24.jsonl.gz", "audit-2026-11-20.jsonl.gz"):
        (tmp_path / name).touch()
    assert [each.name for each in old_days(tmp_path, "2026-11-24", 30)] == ["audit-2026-10-24.jsonl.gz"]


def test_a_full_disk_stops_nobody_and_what_was_lost_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put = Journal.put

    def full(self: Journal, *lines: str, sync: bool = False) -> None:
        if any("lost one" in each for each in lines):
            raise OSError("disk full")
        put(self, *lines, sync=sync)

    monkeypatch.setattr(Journal, "put", full)
    later = Later()
    log = Audit(tmp_path, 0, later)
    for text in ("one", "lost one", "two"):
        log.add(line(text))
        later.pass_time()
    log.close()
    told = [(each["direction"], each["text"]) for each in written(tmp_path)]
    assert told == [("in", "one"), ("lost", "1"), ("in", "two")]
