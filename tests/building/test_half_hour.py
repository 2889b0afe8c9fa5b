"""The builder's half hour of docs/building.md, done as the page says: its files written, its commands run, in its order."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gothmud.cli import build_app
from tests.world.cards import CARD
from world.load import load_city

PAGE = Path(__file__).resolve().parents[2] / "docs" / "building.md"
PART = re.compile(r"^```\w+\n(.*?)^```$|^    (gothmud [^\n]*)$", re.MULTILINE | re.DOTALL)
WHILE_IT_RUNS = ("up", "down")  # tests/live/test_build.py builds in a city that runs


def parts() -> Iterator[str]:
    """Return the page's blocks and commands, in order."""
    text = PAGE.read_text(encoding="utf-8")
    section = text[text.index("## A builder's half hour") : text.index("## What a build does")]
    yield from (found[1] or found[2] for found in PART.finditer(section))


def write(block: str) -> None:
    """Write a block where its first line says: a new file, '+' to a file's end, 'after' a line of it."""
    first, _, text = block.partition("\n")
    name, _, how = first.strip("#<>!- ").partition(" ")
    path = Path(name)
    present = path.read_text(encoding="utf-8") if path.exists() else ""
    if how.startswith("after"):
        before = f"{json.loads(how.removeprefix('after'))}\n"
        assert before in present
        text = present.replace(before, before + text, 1)
    elif how == "+":
        text = present + text
    path.write_text(text, encoding="utf-8")


def run(line: str) -> str:
    """Run a command in this process; it has to succeed."""
    done = CliRunner().invoke(build_app(), shlex.split(line)[1:])
    assert done.exit_code == 0, f"{line}\n{done.output}\n{done.exception}"
    return done.output


def test_the_page_works_as_it_is_written(blank_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOTHMUD_HOME", str(shutil.copytree(blank_home, tmp_path / "home")))
    monkeypatch.setenv("GOTHMUD_CITY__NAME", "gothmud")
    Path("card.json").write_text(json.dumps(CARD))
    said: list[tuple[str, str]] = []
    for part in parts():
        if not part.startswith("gothmud "):
            write(part)
        elif part.split()[1] not in WHILE_IT_RUNS:
            said.append((part, run(part)))
    built = [text for line, text in said if line == "gothmud build tidewell"]
    assert "created" in built[0] and "nothing to do" in built[1]
    assert any("as the files were" in text for _, text in said)
    first, again = (load_city(Path(name)) for name in ("tidewell", "tidewell-2"))
    assert first == again
    assert (len(first.rooms), sorted(each.id for each in first.cast)) == (5, ["gull", "ines", "pat", "seraphina"])
