"""The kinds of the record: documented, unique, and read back as they were written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gothmud import events
from gothmud.events import CLASSES, KINDS, Event
from tests.base.strategies import QUICK, of_model


def test_every_class_is_a_kind_of_its_own() -> None:
    assert len(KINDS) == len(CLASSES) == len(set(CLASSES))
    assert set(KINDS.values()) == set(CLASSES)


def test_no_event_is_left_out_of_the_table() -> None:
    assert set(Event.__subclasses__()) <= set(CLASSES)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda each: each.__name__)
def test_every_kind_is_documented_by_its_own_docstring(kind: type[Event]) -> None:
    assert len((kind.__dict__.get("__doc__") or "").strip()) > 10


@QUICK
@given(st.one_of(*map(of_model, CLASSES)))
def test_an_event_is_read_back_as_it_was(event: Event) -> None:
    assert events.parse(json.loads(json.dumps(event.model_dump(mode="json")))) == event


@pytest.mark.parametrize("kind", CLASSES, ids=lambda each: each.__name__)
@QUICK.__class__(QUICK, max_examples=3)
@given(data=st.data())
def test_every_kind_parses_as_itself_and_refuses_an_unknown_field(kind: type[Event], data: st.DataObject) -> None:
    line = data.draw(of_model(kind)).model_dump(mode="json")
    assert type(events.parse(line)) is kind
    with pytest.raises(ValidationError):
        events.parse({**line, "surprise": 1})


def test_an_unknown_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        events.parse({"kind": "dreamed"})
