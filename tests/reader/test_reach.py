"""The reader's way to the model: it is closed however the sitting ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.endpoint import Endpoint
from gothmud.config import Model, Settings
from gothmud.reader import model as model_module
from gothmud.reader.model import reach
from tests.live.script import plan
from tests.scripted import Scripted


async def test_the_way_is_closed_where_the_sitting_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Endpoint] = []

    class Seen(Endpoint):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            opened.append(self)

    monkeypatch.setattr(model_module, "Endpoint", Seen)
    with Scripted(plan) as model:
        settings = Settings(model=Model(endpoint=model.url))
        with pytest.raises(ZeroDivisionError):
            async with reach(tmp_path, settings) as found:
                assert found is not None
                assert not opened[0]._client.is_closed()
                raise ZeroDivisionError
    assert opened[0]._client.is_closed()
