"""Generated pages are up to date; every setting, command, event and message is documented; links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from gothmud import events, wire
from gothmud.cli import build_app
from gothmud.config import known_fields

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_generated_pages_are_up_to_date(tmp_path: Path) -> None:
    environment = {**os.environ, "GOTHMUD_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [".".join(pair) for pair in known_fields()])
def test_each_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in text("docs/operations.md")


@pytest.mark.parametrize("kind", sorted(events.KINDS))
def test_each_kind_of_event_is_documented(kind: str) -> None:
    assert f"## `{kind}`" in text("docs/record.md")


@pytest.mark.parametrize("package", sorted({*wire.CLIENT, *wire.WORLD}))
def test_each_message_is_documented(package: str) -> None:
    assert f"### `{package}`" in text("docs/wire.md")


def test_the_commands_that_the_readme_shows_exist() -> None:
    import typer

    known = set(typer.main.get_command(build_app()).commands)  # pyright: ignore[reportAttributeAccessIssue]
    shown = set(re.findall(r"uv run gothmud ([a-z]+)", text("README.md")))
    assert shown
    assert shown <= known


@pytest.mark.parametrize("line", re.findall(r"uv run gothmud ([^#;\n]+)", text("README.md")), ids=str.strip)
def test_a_command_that_the_readme_shows_is_whole(line: str) -> None:
    import typer

    command, words, above = typer.main.get_command(build_app()), shlex.split(line), None
    while words and hasattr(command, "commands"):
        above = command.make_context("gothmud", [], resilient_parsing=True)
        _, command, words = command.resolve_command(above, words)  # pyright: ignore[reportAttributeAccessIssue]
    command.make_context(command.name, words, parent=above)  # raises for an option that is missing or unknown


def test_the_settings_pages_name_all_sections() -> None:
    listed = re.search(r"In `gothmud.toml` \((.+?)\)", text("docs/operations.md"))
    assert listed
    assert re.findall(r"`\[(\w+)\]`", listed[1]) == list(dict.fromkeys(section for section, _ in known_fields()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [each for each in targets if not (page.parent / each).exists()] == []
