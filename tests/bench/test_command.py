"""``gothmud bench`` says in one line what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from gothmud.cli import bench
from gothmud.errors import ConfigError


def test_a_name_that_nobody_has() -> None:
    with pytest.raises(ConfigError, match="did you mean 'mind-sleep'"):
        bench.bench("mind-slep")


def test_without_a_source_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    with pytest.raises(ConfigError, match="expected the source tree") as raised:
        bench.bench("prefix")
    assert "\n" not in str(raised.value)
