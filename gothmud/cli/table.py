"""Rows as people and programs read them: a plain table, CSV, JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table


def printed(rows: list[dict[str, Any]]) -> str:
    """Return rows as a table in plain text; every cell on one line."""
    if not rows:
        return "nothing"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in rows[0]:
        table.add_column(name, overflow="fold", justify="right" if _number(rows[0][name]) else "left")
    for row in rows:
        table.add_row(*(cell(each) for each in row.values()))
    console = Console(file=io.StringIO(), width=200, markup=False, highlight=False)
    console.print(table)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()).strip("\n")  # pyright: ignore[reportAttributeAccessIssue]


def cell(value: Any) -> str:
    """Return a value as one short line."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%F %T}"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:,.3f}".rstrip("0").rstrip(".")
    return " ".join(str(value).split())


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Return rows as CSV with a head."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().rstrip("\n")


def as_json_text(rows: Any) -> str:
    """Return rows as JSON."""
    return json.dumps(rows, indent=1, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
