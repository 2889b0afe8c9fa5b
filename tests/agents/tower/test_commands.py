"""``gothmud tower``: the reports that were filed, one of them, a digest of any stretch; what is wrong is one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gothmud.cli import build_app
from gothmud.errors import ConfigError
from tests.agents.fakes import NOON, persona
from tests.agents.tower.logs import Log
from tests.agents.tower.test_tower import log, night, watcher


def tower(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(build_app(), ["tower", *arguments, "--home", str(home)], catch_exceptions=False)


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a watcher with two reports."""
    monkeypatch.setenv("GOTHMUD_HOME", str(tmp_path))
    night(log(tmp_path))
    await watcher(tmp_path, until=0.4).live()
    made = persona(id="lorenz", name="Lorenz", trade="watcher")
    (tmp_path / "minds" / "lorenz" / "persona.json").write_text(made.model_dump_json())
    return tmp_path


def test_reports_are_listed_and_read(home: Path) -> None:
    listed = tower(home, "reports").output.splitlines()
    assert [each.split()[0] for each in listed] == ["2026-03-07-1200", "2026-03-07-1220"]
    assert "Wim was out after curfew" in tower(home, "report", "2026-03-07-1200").output
    assert tower(home, "report").output.startswith("# The tower, Saturday 07 March 12:00 to 12:20")
    with pytest.raises(ConfigError, match="did you mean '2026-03-07-1220'"):
        tower(home, "report", "2026-03-07-1222")


def test_a_digest_of_any_stretch(home: Path) -> None:
    whole = tower(home, "digest").output
    assert "Wim was out after curfew: The Shed, 23:40 (audit-2026-11-25:3)" in whole
    assert "0 lines of the log" in tower(home, "digest", "--since", "2026-11-26").output
    assert len(tower(home, "digest", "--tokens", "50").output) < 220
    with pytest.raises(ConfigError, match="--since"):
        tower(home, "digest", "--since", "lately")


def test_a_city_without_a_watcher_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOTHMUD_HOME", str(tmp_path))
    with pytest.raises(ConfigError, match=r"nobody in .* has the trade 'watcher'"):
        tower(tmp_path, "reports")


def test_forget_blanks_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOTHMUD_HOME", str(tmp_path))
    Log(tmp_path / "audit", NOON).typed(4, "say it was me", 4)
    told = CliRunner().invoke(build_app(), ["forget", "Wim", "--home", str(tmp_path)], input="y\n")
    assert "2 lines had words of Wim" in told.output
