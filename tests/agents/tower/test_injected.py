"""Whatever people say, and however gullible the model is: a report is words in a file, and nothing else comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agents.tower.logs import NAMES
from tests.injection.attempts import attempts
from tests.injection.tower import reported

ATTEMPTS = [(each.id, each.text) for each in attempts()] + [("endless", "x" * 600)]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ATTEMPTS])
async def test_words_stay_words(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMES, 4, f"Wim {text[:20]}")
    assert await reported(tmp_path, text) == []
