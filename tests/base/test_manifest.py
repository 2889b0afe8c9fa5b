"""The manifest: what a record was made with, a start after the other, without secrets."""

from __future__ import annotations

import json
from pathlib import Path

from gothmud import manifest
from gothmud.config import City, Model, Settings


def home(folder: Path, city: str = "Tiny") -> Path:
    (folder / "minds" / "ada").mkdir(parents=True, exist_ok=True)
    (folder / "run").mkdir(exist_ok=True)
    (folder / "minds" / "city.json").write_text(json.dumps({"name": city}))
    (folder / "minds" / "ada" / "persona.json").write_text("{}")
    (folder / "run" / "endpoint.json").write_text(json.dumps({"model": "m", "url": "http://me:secret@127.0.0.1:9/v1"}))
    return folder


def starts(folder: Path) -> list[manifest.Start]:
    return manifest.read(folder / "record" / manifest.FILE_NAME).starts


def test_it_says_what_was_started_and_adds_only_what_changed(tmp_path: Path) -> None:
    settings = Settings(city=City(seed=7), model=Model(endpoint="http://me:secret@127.0.0.1:9/v1"))
    manifest.write(home(tmp_path), settings)
    manifest.write(tmp_path, settings)
    manifest.write(tmp_path, Settings(city=City(seed=8)))
    first, second = starts(tmp_path)
    assert (first.city, first.seed, first.model, first.endpoint) == ("Tiny", 7, "m", "http://127.0.0.1:9/v1")
    assert second.seed == 8
    assert set(first.prompts) == {"all minds", "ada"}
    assert "secret" not in (tmp_path / "record" / manifest.FILE_NAME).read_text()


def test_another_persona_is_another_start(tmp_path: Path) -> None:
    manifest.write(home(tmp_path), Settings())
    (tmp_path / "minds" / "ada" / "persona.json").write_text('{"name": "Ada"}')
    manifest.write(tmp_path, Settings())
    one, other = starts(tmp_path)
    assert [name for name in one.prompts if one.prompts[name] != other.prompts[name]] == ["ada"]


def test_a_broken_one_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text("{")
    assert manifest.read(tmp_path / "m.json").starts == []
