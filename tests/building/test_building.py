"""The builder on a real database: tests/building/inside.py, run once in a copy of a home."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.plays.test_plays import run

INSIDE = Path(__file__).with_name("inside.py")


def test_every_check_holds(inside_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(inside_home, tmp_path / "home")
    done = run(home, "tests.building.inside")
    checks = INSIDE.read_text(encoding="utf-8").count("\ndef check_")
    assert (done.returncode, done.stdout.count(": holds")) == (0, checks), done.stdout + done.stderr[-4000:]
