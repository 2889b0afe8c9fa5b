"""``gothmud replay export``: the record for other tools."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from gothmud.cli.options import Home
from gothmud.cli.replay import Logs, reading
from gothmud.errors import ConfigError
from gothmud.events import schema as event_schema
from gothmud.replay.spans import documents

Out = Annotated[str, typer.Option("--out", help="The file to write; the standard output unless said.")]


def register(group: typer.Typer) -> None:
    """Add the commands."""
    exporting = typer.Typer(help="The record for other tools.", no_args_is_help=True)
    exporting.command()(otel)
    exporting.command()(schema)
    group.add_typer(exporting, name="export")


def otel(logs: Logs = None, out: Out = "", home: Home = "") -> None:
    """Write turns and model calls as OpenTelemetry spans: OTLP as JSON, a document a line."""
    with reading(logs, home) as record:
        _written((json.dumps(each, ensure_ascii=False) for each in documents(record)), out)


def schema(out: Out = "") -> None:
    """Write the JSON Schema of every kind of event."""
    _written([json.dumps(event_schema(), indent=1, ensure_ascii=False)], out)


def _written(lines: Iterable[str], out: str) -> None:
    if not out:
        sys.stdout.writelines(f"{each}\n" for each in lines)
        return
    try:
        with Path(out).expanduser().open("w", encoding="utf-8") as file:
            file.writelines(f"{each}\n" for each in lines)
    except OSError as error:
        raise ConfigError(f"export: --out {out}: {error.strerror}; expected a file that can be written") from None
