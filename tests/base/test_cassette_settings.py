"""A cassette that is put in says of seed and first hour; one of another city, or none to replay, is refused."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from agents.cassette import Label
from agents.probe import Findings
from gothmud import config
from gothmud.cli.cassette import inserted, path_of, replayed, same_model
from gothmud.errors import ConfigError
from tests.live.town import TINY

TAPED = Label(
    city="Tiny", seed=7, begins=datetime(2026, 11, 24, 9), findings=Findings(url="http://x/v1", dialect="x", model="m")
)


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GOTHMUD_")}
    monkeypatch.setattr(os, "environ", kept)


def settings(home: Path, mode: str = "auto", city: Path = TINY) -> config.Settings:
    os.environ |= {
        "GOTHMUD_MODEL__CASSETTE": path_of(str(home / "a.cassette")), "GOTHMUD_MODEL__CASSETTE_MODE": mode, "GOTHMUD_CITY__NAME": str(city),
    }  # fmt: skip
    return config.load(home)


def recorded(home: Path) -> None:
    (home / "a.cassette").write_text(TAPED.model_dump_json() + "\n")


def test_a_recorded_one_says_seed_and_first_hour(tmp_path: Path) -> None:
    recorded(tmp_path)
    found = inserted(tmp_path, settings(tmp_path, "replay"))
    assert (found.city.seed, found.city.begins) == (7, TAPED.begins)
    assert replayed(found) == TAPED
    assert replayed(inserted(tmp_path, settings(tmp_path))) is None


def test_a_new_one_fixes_the_first_hour_of_a_new_home_only(tmp_path: Path) -> None:
    assert inserted(tmp_path, settings(tmp_path)).city.begins is not None
    del os.environ["GOTHMUD_CITY__BEGINS"]
    (tmp_path / "city.db3").touch()
    assert inserted(tmp_path, settings(tmp_path)).city.begins is None


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="found no such file; it is recorded by a run with --cassette alone"):
        inserted(tmp_path, settings(tmp_path, "replay"))
    recorded(tmp_path)
    same_model(settings(tmp_path), "m")
    with pytest.raises(ConfigError, match="it is of model 'm', expected 'other'"):
        same_model(settings(tmp_path), "other")
    with pytest.raises(ConfigError, match="it is of city 'Tiny', expected 'Gothmud'"):
        inserted(tmp_path, settings(tmp_path, city=Path("gothmud")))
    with pytest.raises(ConfigError, match=r"model\.cassette_mode: found 'loop'"):
        settings(tmp_path, "loop")
