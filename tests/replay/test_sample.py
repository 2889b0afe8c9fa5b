"""The sample day that ships: sound, small, and it answers docs/replay.md's questions as that page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gothmud import manifest
from gothmud.cli import build_app
from gothmud.replay.files import SAMPLE
from tests.live.town import ROOT

LARGEST = 6_000_000  # bytes
SECTION = re.compile(r"## The sample, step by step\n(.*?)\n## ", re.DOTALL)
BLOCK = re.compile(r"    \$ gothmud (.+)\n((?:    .*\n)*)")
PAGE = (ROOT / "docs" / "replay.md").read_text(encoding="utf-8")
STEPS = BLOCK.findall(SECTION.findall(PAGE)[0]) if SECTION.search(PAGE) else []


def typed(command: str) -> str:
    """Return what a command prints; $(gothmud replay sample --path) is the sample's folder, as in a shell."""
    arguments = shlex.split(command.replace("$(gothmud replay sample --path)", str(SAMPLE)))
    done = CliRunner(env={"COLUMNS": "120"}).invoke(build_app(), arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def squeezed(text: str) -> list[str]:
    """Return the lines of a text that say something, each with single spaces."""
    return [line for each in text.splitlines() if (line := " ".join(each.split())) not in ("", "...")]


def test_it_is_small_and_says_how_it_was_made() -> None:
    files = [each for each in SAMPLE.rglob("*") if each.is_file()]
    assert sum(each.stat().st_size for each in files) < LARGEST
    (made,) = manifest.read(SAMPLE / "record" / manifest.FILE_NAME).starts
    assert "python -m bench.sample_day" in made.note
    assert {each.suffix for each in (SAMPLE / "record").iterdir()} == {".parquet", ".json"}


def test_it_is_sound() -> None:
    assert typed("replay check sample") == "all is in order\n"


def test_the_page_has_the_four_questions() -> None:
    assert len(STEPS) >= 6


@pytest.mark.parametrize(("command", "shown"), STEPS, ids=[each for each, _ in STEPS])
def test_what_the_page_shows_is_what_one_gets(command: str, shown: str) -> None:
    lines, at = squeezed(typed(command)), 0
    for each in squeezed(shown):
        assert each in lines[at:], f"not found after line {at}: {each}\n" + "\n".join(lines)
        at = lines.index(each, at) + 1


def test_the_sample_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = typed("replay sample")
    assert "the nurse's day" in told
    assert "12:" in typed("replay watch sample --follow hester --from 12:00")
    assert "- system\n" in typed(f"replay why {_said_by_a_mind()} sample --prompt")


def _said_by_a_mind() -> str:
    query = "SELECT event FROM turns WHERE agent = 'hester' AND verb = 'say' AND ok AND reply_entry <> '' ORDER BY seq LIMIT 1"
    return typed(f'replay sql "{query}" sample --csv').split()[1]
