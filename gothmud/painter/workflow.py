"""A ComfyUI workflow in API form, whose inputs are marked: %prompt%, %avoid%, %seed%, %checkpoint%."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gothmud.errors import ConfigError

SHIPPED = Path(__file__).with_name("workflow.json")
NEEDED = ("%prompt%", "%seed%")
MOST_BYTES = 1_000_000


def workflow(path: str) -> dict[str, Any]:
    """Return the workflow of a file, ours for none. Raises ConfigError for what is none or lacks a mark."""
    file = Path(path).expanduser() if path else SHIPPED
    try:
        text = file.read_text(encoding="utf-8")[:MOST_BYTES]
        graph = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: no workflow can be read: {error}") from None
    if not isinstance(graph, dict) or not all(
        isinstance(each, dict) and "class_type" in each for each in graph.values()
    ):
        raise ConfigError(f"{file}: found no workflow in API form; expected what ComfyUI's 'Export (API)' writes")
    if lacking := [mark for mark in NEEDED if f'"{mark}"' not in text]:
        raise ConfigError(
            f"{file}: no input has the value {' or '.join(lacking)}; expected each as the whole value of one"
        )
    return graph


def filled(graph: dict[str, Any], values: dict[str, str | int]) -> dict[str, Any]:
    """Return a workflow with its marks replaced: an input whose whole value is %name% gets that value, as its type."""
    return {
        number: {**node, "inputs": {name: _value(value, values) for name, value in node.get("inputs", {}).items()}}
        for number, node in graph.items()
    }


def _value(value: Any, values: dict[str, str | int]) -> Any:
    return values.get(value[1:-1], value) if isinstance(value, str) and value[:1] == value[-1:] == "%" else value
