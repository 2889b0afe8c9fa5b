"""What a run aims at, and what is counted on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gothmud import goal
from gothmud.errors import ConfigError
from gothmud.events import Call, Turn
from gothmud.goal import Goal
from gothmud.record import Recorder
from gothmud.tally import Tally

START = datetime(1890, 3, 1, 12)
AIM = Goal(start=START, end=START + timedelta(days=3), speed="fast")


def test_how_much_of_it_is_over() -> None:
    assert AIM.days == 3
    assert [AIM.lived(START + timedelta(days=each)) for each in (-1, 0, 1.5, 9)] == [0, 0, 1.5, 3]


def test_it_is_kept_found_and_forgotten(tmp_path: Path) -> None:
    assert goal.unfinished(tmp_path) is None
    goal.keep(tmp_path, AIM)
    assert goal.unfinished(tmp_path) == AIM
    goal.forget(tmp_path)
    goal.forget(tmp_path)
    assert goal.unfinished(tmp_path) is None


def test_a_broken_file_is_a_readable_error(tmp_path: Path) -> None:
    (tmp_path / goal.FILE_NAME).write_text('{"start": 1')
    with pytest.raises(ConfigError, match="'gothmud run --anew' replaces it"):
        goal.unfinished(tmp_path)


def test_the_tally_counts_each_line_once_and_only_what_is_of_the_run(tmp_path: Path) -> None:
    moment = START - timedelta(hours=1)
    recorder = Recorder(tmp_path, "agents", lambda: moment)
    tally = Tally(tmp_path, START)

    def call(prompt: int | None) -> None:
        recorder.write(
            Call, agent="ada", purpose="turn", priority="idle", model="m", ok=True, prompt_tokens=prompt, output_tokens=5,
            queue_seconds=0, model_seconds=0, first_token_seconds=None,
        )  # fmt: skip

    call(1000)
    tally.look()
    moment = START
    call(70)
    call(None)
    recorder.write(Turn, agent="ada", tier="agent")
    with open(next(tmp_path.glob("*.jsonl")), "ab") as file:
        file.write(b'{"half a li')
    tally.look()
    tally.look()
    assert (tally.turns, tally.calls, tally.tokens_in, tally.tokens_out) == (1, 2, 70, 10)
