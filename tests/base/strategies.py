"""Strategies that build any pydantic model of ours from its own fields; how often properties are tried."""

from __future__ import annotations

from datetime import UTC, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel, NaiveDatetime

QUICK = settings(max_examples=60, deadline=None, database=None)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))
MOMENTS_UTC = MOMENTS.map(lambda each: each.replace(tzinfo=UTC))
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=30),
    int: st.integers(0, 10**6),
    float: st.floats(0, 10**6),
    bool: st.booleans(),
    datetime: MOMENTS,
    NaiveDatetime: MOMENTS,
    NoneType: st.none(),
}


def of_model(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Return valid values of a model; every field is given."""
    fields = {name: _of_field(field) for name, field in model.model_fields.items()}
    return st.fixed_dictionaries(fields).map(lambda values: model(**values))


def _of_field(field: Any) -> st.SearchStrategy[Any]:
    limits = {
        name: getattr(each, name)
        for each in field.metadata
        for name in ("min_length", "max_length")
        if hasattr(each, name)
    }
    if field.annotation is str and limits:
        return st.text(min_size=limits.get("min_length", 0), max_size=limits.get("max_length", 600))
    return of_type(field.annotation)


def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Return valid values of a field's type."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if origin is Annotated:
        return of_type(inner[0])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (UnionType, Union):
        return st.one_of(*map(of_type, inner))
    if origin is list:
        return st.lists(of_type(inner[0]), max_size=4)
    if origin is dict:
        return st.dictionaries(of_type(inner[0]), of_type(inner[1]), max_size=4)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return of_model(kind)
    raise TypeError(f"no strategy for {kind!r}: add one")
