"""The clockwork on a real database: tests/plays/ticking.py, run once in a copy of a home."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.plays.test_plays import run


def test_every_check_holds(inside_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(inside_home, tmp_path / "home")
    done = run(home, "tests.plays.ticking")
    assert (done.returncode, done.stdout.count(": holds")) == (0, 3), done.stdout + done.stderr[-4000:]
