"""What a benchmark hands back: a small table and the numbers behind it, kept as JSON without paths or host names."""

from __future__ import annotations

import hashlib
import json
import math
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from gothmud.clock import wall

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "results"
PRODUCT = ("agents", "gothmud", "server", "typeclasses", "world")


class Result(BaseModel):
    """One run of a benchmark. ``rows`` is the table that people read, ``data`` the numbers behind it."""

    name: str
    command: str
    measures: str
    how: list[str]
    caveats: list[str] = []
    columns: list[str]
    rows: list[list[str]]
    bars: list[str] = []
    data: dict[str, Any] = {}
    ran: dict[str, Any] = {}


def save(result: Result) -> None:
    """Write a result to its file and show its table."""
    result = result.model_copy(update={"ran": _circumstances()})
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(result.model_dump(mode="json"), indent=1, ensure_ascii=False)
    (FOLDER / f"{result.name}.json").write_text(text + "\n", encoding="utf-8")
    show(result)


def show(result: Result) -> None:
    """Print the table and the bars."""
    table = Table(title=result.name, box=None, pad_edge=False)
    for column in result.columns:
        table.add_column(column)
    for row in result.rows:
        table.add_row(*row)
    console = Console()
    console.print(table)
    for bar in result.bars:
        console.print(bar, markup=False)


def load(name: str) -> Result | None:
    """Return the kept result of a benchmark, or None where it never ran."""
    path = FOLDER / f"{name}.json"
    return Result.model_validate_json(path.read_text(encoding="utf-8")) if path.exists() else None


def quantile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank quantile; NaN of nothing."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else math.nan


def median(values: Sequence[float]) -> float:
    """Return the nearest-rank median."""
    return quantile(values, 0.5)


def spread(values: Sequence[float], unit: float = 1.0, digits: int = 3) -> dict[str, float | int]:
    """Return n, p50, p95 and the extremes of ``values`` times ``unit``."""
    found = {
        "p50": median(values),
        "p95": quantile(values, 0.95),
        "least": quantile(values, 0),
        "most": quantile(values, 1),
    }
    return {"n": len(values), **{key: round(value * unit, digits) for key, value in found.items() if values}}


def bar(what: str, value: float, limit: float, *, most: bool) -> str:
    """Return a line that says whether ``value`` keeps its bar; with ``most`` it may be at most ``limit``."""
    kept = value <= limit if most else value >= limit
    return f"{what}: {value:.3g} (bar: at {'most' if most else 'least'} {limit:g}) - {'kept' if kept else 'MISSED'}"


def _circumstances() -> dict[str, Any]:
    return {
        "on": f"{wall():%Y-%m-%d}", "product": product_state(), "cores": os.cpu_count(), "machine": platform.machine(),
        "python": platform.python_version(), "evennia": version("evennia"), "load": round(os.getloadavg()[1], 1),
    }  # fmt: skip


def product_state() -> str:
    """Return ten digits that change with any line of the product's Python code."""
    digest = hashlib.sha256()
    for path in sorted(path for package in PRODUCT for path in (ROOT / package).rglob("*.py")):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:10]
