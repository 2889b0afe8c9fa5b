"""``gothmud bench``: run one of the source tree's benchmarks. An installed package doesn't have them."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from gothmud.errors import ConfigError, nearest

ROOT = Path(__file__).resolve().parents[2]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(bench)


def bench(
    name: Annotated[str, typer.Argument(help="Which one, as docs/benchmarks.md names it; 'table' writes that page.")],
) -> None:
    """Run a benchmark of the source tree; keep its result and write docs/benchmarks.md."""
    known = [*_names(), "table"]
    if name not in known:
        raise ConfigError(f"bench '{name}': no such benchmark{nearest(name, known)}; there are {', '.join(known)}")
    raise typer.Exit(subprocess.call([sys.executable, "-m", "bench", name], cwd=ROOT))


def _names() -> list[str]:
    """Return the benchmarks of this source tree. Raises ConfigError where there is none."""
    if not (ROOT / "bench" / "table.py").is_file():
        raise ConfigError(
            "bench: found no folder 'bench' beside the packages; expected the source tree; run it in a clone"
        )
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    return list(importlib.import_module("bench.table").NAMES)
