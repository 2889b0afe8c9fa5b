"""The record as one wide table: a column for every field that any kind of event has, derived from their classes."""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from gothmud import events
from gothmud.events import Event

PLAIN = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", str: "VARCHAR", datetime: "TIMESTAMP"}
_Fields = tuple[type[Event], list[tuple[str, int, bool]], list[str]]


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


def columns_of(kinds: Iterable[str]) -> list[str]:
    """Return the columns that events of these kinds have; all of them where a kind isn't known here."""
    models = [events.KINDS.get(each) for each in kinds]
    if None in models:
        return list(columns())
    return list(dict.fromkeys(name for model in (Event, *models) if model for name in model.model_fields))


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


class Rows:
    """Makes events of rows of the wide table. ``names`` says which columns a row has: all of its kind's, and others."""

    def __init__(self, names: Iterable[str]) -> None:
        self._at = {name: number for number, name in enumerate(names)}
        self._fields: dict[str, _Fields] = {}

    def event(self, row: Sequence[Any]) -> Event:
        """Return a row's event. Raises KeyError or ValidationError for one of no known kind."""
        kind = row[self._at["kind"]]
        model, fields, parsed = self._fields.get(kind) or self._fields_of(kind)
        line = {name: row[at] for name, at, required in fields if required or row[at] is not None}
        for name in parsed:
            if isinstance(value := line.get(name), str):
                line[name] = json.loads(value)
        line["real_time"] = line["real_time"].replace(tzinfo=UTC)
        return model.model_validate(line)

    def _fields_of(self, kind: str) -> _Fields:
        """Return how events of a kind are made: their class, its fields with their places, those that DuckDB has as text."""
        model = events.KINDS[kind]
        fields = [(name, self._at[name], info.is_required()) for name, info in model.model_fields.items()]
        parsed = [name for name in model.model_fields if columns()[name] == "JSON"]
        return self._fields.setdefault(kind, (model, fields, parsed))
