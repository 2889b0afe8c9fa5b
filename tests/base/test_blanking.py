"""Somebody's words go out of the audit log, in place: every line is JSON as before, begins where it did, and nothing else changes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from agents.tower.reading import Marks, gained, sizes
from gothmud.blanking import TEXT, _masked, blank
from tests.agents.fakes import NOON
from tests.agents.tower.logs import Log

WORDS = 'the "brass" cog, näh'


def spoken(folder: Path) -> Log:
    """Return a log in which Wim (4) types and is heard, by frame and by text, and Ada (2) says something of her own."""
    log = Log(folder, NOON)
    log.typed(4, f"say {WORDS}", 4, 5)
    frame = f'Gothmud.Say {{"seq":1,"event":"world-1","cause":"","at":"2026-03-07T12:00:00","who":4,"called":"Wim","text":{json.dumps(WORDS)}}}'
    log.put(2, "out", frame=frame)
    log.say(2, "I heard nothing.", 4)
    log.put(4, "in", frame=f'Gothmud.Act {{"id":"a","verb":"say","text":{json.dumps(WORDS)}}}')
    log.put(4, "in", text="no")
    return log


def lines(folder: Path) -> list[tuple[str, int, bytes]]:
    return [(str(spot), spot.offset, raw) for spot, raw in gained(folder, Marks(), sizes(folder))]


def test_words_go_and_places_stay(tmp_path: Path) -> None:
    log = spoken(tmp_path)
    log.put(5, "out", text="You hear something.", events=["world-1"])
    log.raw('{"v":1,"seq":9')  # is being written
    before = lines(tmp_path)
    assert blank(tmp_path, "wim") == 7
    after = lines(tmp_path)
    assert [each[:2] for each in after] == [each[:2] for each in before]
    told = [json.loads(raw) for _, _, raw in after]
    assert "brass" not in json.dumps(told) and "hear something" not in json.dumps(told)
    assert (told[0]["text"], told[3]["data"]["text"], told[-2]["text"]) == ("***", "***", "**")
    assert sum("I heard nothing." in json.dumps(each) for each in told) == 2
    assert blank(tmp_path, "Wim") == 0
    assert next(tmp_path.glob("*.jsonl")).read_bytes().endswith(b'{"v":1,"seq":9')


def test_a_compressed_day_too(tmp_path: Path) -> None:
    spoken(tmp_path)
    (path,) = tmp_path.glob("*.jsonl")
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    before = lines(tmp_path)
    assert blank(tmp_path, "Wim") == 6
    assert [each[:2] for each in lines(tmp_path)] == [each[:2] for each in before]
    assert not any(b"brass" in raw for _, _, raw in lines(tmp_path))


@given(st.text())
def test_any_text_is_masked_with_as_many_bytes(text: str) -> None:
    raw = json.dumps({"a": 1, "text": text, "b": [2]}, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )
    masked = TEXT.sub(_masked, raw)
    assert len(masked) == len(raw)
    assert json.loads(masked) == {"a": 1, "text": "***"[: len(json.loads(masked)["text"])], "b": [2]}
