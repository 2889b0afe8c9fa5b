"""What a user can mend is one line on the command line, and a defect isn't."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from gothmud.cli import main
from gothmud.config import HOME_VARIABLE


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run ``gothmud`` to its refusal; return the line that it said."""
    monkeypatch.setenv(HOME_VARIABLE, "")  # --home sets it for the whole process
    monkeypatch.setattr(sys, "argv", ["gothmud", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    line = capsys.readouterr().err.strip()
    assert "\n" not in line
    return line


def test_a_folder_that_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "album"
    file.write_text("")
    shown = said(monkeypatch, capsys, "photos", "export", str(file), "--home", str(tmp_path))
    assert shown == f"{file}: File exists"


def test_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        shown = said(monkeypatch, capsys, "replay", "watch", "sample", "--web", "--port", port)
    assert shown == f"replay watch: --port {port}: Address already in use; without --port a free one is taken"


@pytest.mark.parametrize("command", [["ledger"], ["tower", "digest"]])
def test_a_period_longer_than_time(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "audit").mkdir()
    shown = said(monkeypatch, capsys, *command, "--since", "800000d", "--home", str(tmp_path))
    assert shown.startswith("--since: found '800000d'; expected a period such as 24h")


def test_a_defect_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError(5, "not about a file")

    monkeypatch.setattr("gothmud.cli.build_app", lambda: broken)
    with pytest.raises(OSError, match="not about a file"):
        main()
