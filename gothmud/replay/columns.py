"""The record as one wide table: a column for every field that any kind of event has, derived from their classes."""

from __future__ import annotations

import json
import types
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from gothmud import events
from gothmud.events import Event

PLAIN = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", str: "VARCHAR", datetime: "TIMESTAMP"}


@cache
def columns() -> dict[str, str]:
    """Return the DuckDB type of every column, the envelope's first.

    Where two kinds of event disagree it is text. Raises TypeError where one of them has a list.
    """
    found: dict[str, str] = {}
    for model in (Event, *events.CLASSES):
        for name, info in model.model_fields.items():
            kind = sql_type(info.annotation)
            if found.setdefault(name, kind) != kind:
                if "[]" in kind + found[name]:
                    raise TypeError(f"{model.__name__}.{name} is {kind}, elsewhere {found[name]}: one word, one type")
                found[name] = "VARCHAR"
    return found


def sql_type(annotation: Any) -> str:
    """Return the type of a column that holds such a field; what is no plain value or list of them is JSON."""
    if annotation in PLAIN:
        return PLAIN[annotation]
    origin, parts = get_origin(annotation), [each for each in get_args(annotation) if each is not type(None)]
    if origin is Literal:
        return PLAIN.get(type(parts[0]), "JSON")
    if origin in (Union, types.UnionType) and len(parts) == 1:
        return sql_type(parts[0])
    if origin in (list, tuple) and sql_type(parts[0]) != "JSON":
        return sql_type(parts[0]) + "[]"
    return "JSON"


def event_of(names: Iterable[str], row: Iterable[Any]) -> Event:
    """Return the event that a row of the wide table holds. Raises KeyError or ValidationError for one of no known kind."""
    line = dict(zip(names, row, strict=True))
    model = events.KINDS[line["kind"]]
    line["real_time"] = line["real_time"].replace(tzinfo=UTC)
    return model.model_validate({
        name: _value(name, line[name]) for name, info in model.model_fields.items()
        if line[name] is not None or info.is_required()
    })  # fmt: skip


def _value(name: str, value: Any) -> Any:
    """Return a field's value; DuckDB gives JSON as text."""
    return json.loads(value) if columns()[name] == "JSON" and isinstance(value, str) else value
