"""The tutorial notebook's cells run, from first to last, on a small city."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gothmud.config import HOME_VARIABLE
from tests.replay.days import Days

NOTEBOOK = json.loads((Path(__file__).parents[2] / "docs" / "replay.ipynb").read_text(encoding="utf-8"))
CODE = ["".join(each["source"]) for each in NOTEBOOK["cells"] if each["cell_type"] == "code"]


def test_every_cell_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    Days(tmp_path / "city")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "city"))
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for number, source in enumerate(CODE, 1):
        exec(compile(source, f"cell {number}", "exec"), names)
    said = capsys.readouterr().out
    assert "Marlow hid the ward keys under the third bridge. - 2 tellings, 2 mouths at the most" in said
    assert "reciprocity" in said
    assert (tmp_path / "report.html").stat().st_size > 20_000


def test_it_holds_no_output_of_anybodys_machine() -> None:
    assert all(
        each["outputs"] == [] and each["execution_count"] is None for each in NOTEBOOK["cells"] if "outputs" in each
    )
