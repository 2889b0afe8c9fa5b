"""The wire: what is encoded is decoded the same, and nothing that comes in raises anything but WireError."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gothmud import wire
from gothmud.wire import CLIENT, FIELDS, MAX_FRAME, VERBS, WORLD, Act, Message, WireError, decode, misfit
from tests.base.strategies import QUICK, of_model

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
SIDES = [*((CLIENT, each) for each in CLIENT.values()), *((WORLD, each) for each in WORLD.values())]
MARK = "ZQXJ"


@pytest.mark.parametrize(("side", "model"), SIDES, ids=lambda each: getattr(each, "__name__", ""))
@QUICK.__class__(QUICK, max_examples=25)
@given(data=st.data())
def test_every_message_is_decoded_as_it_was_encoded(
    side: dict[str, type[Message]], model: type[Message], data: st.DataObject
) -> None:
    message = data.draw(of_model(model))
    frame = message.encode()
    assert frame.partition(" ")[0] == model.package
    assert "\n" not in frame
    back = decode(frame, side)
    assert type(back) is model
    assert back.model_dump(mode="json") == message.model_dump(mode="json")
    assert back.encode() == frame


@QUICK.__class__(QUICK, max_examples=200)
@given(st.text() | st.tuples(st.sampled_from([*CLIENT, *WORLD, "X"]), st.text() | JSON.map(json.dumps)).map(" ".join))
@example("Gothmud.Act " + "[" * 8000)
@example('Gothmud.Act {"id":"\\ud800","verb":"look"}')
@example('Gothmud.Act {"id":"x","verb":"look","\\ud800":1}')
@example('Gothmud.Sync {"seq":1e999}')
@example('Gothmud.Sync {"seq":' + "9" * 5000 + "}")
@example("Core.Ping NaN")
def test_decode_raises_nothing_but_wire_error(frame: str) -> None:
    for side in (CLIENT, WORLD):
        try:
            assert isinstance(decode(frame, side), Message)
        except WireError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ("", "no message of that name"),
        ("Gothmud.Act", "Gothmud.Act: id: Field required"),
        ("Gothmud.Act {", "what follows the name is no JSON"),
        ("Gothmud.Act []", "Gothmud.Act: payload:"),
        ('Gothmud.Act {"id":"a","verb":"fly"}', "Gothmud.Act: verb:"),
        ('Gothmud.Act {"id":"","verb":"wait"}', "Gothmud.Act: id:"),
        ('Gothmud.Sync {"seq":-1}', "Gothmud.Sync: seq:"),
        ("Room.Info {}", "no message of that name"),
        ("core.ping {}", "no message of that name"),
    ],
)
def test_a_bad_frame_of_a_client_is_named_by_its_first_wrong_field(frame: str, said: str) -> None:
    with pytest.raises(WireError) as caught:
        decode(frame, CLIENT)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "frame",
    [
        f"{MARK} {{}}",
        f"Gothmud.Act {MARK}",
        f'Gothmud.Act {{"id":"a","verb":"{MARK}"}}',
        f'Gothmud.Act {{"id":"a","verb":"wait","exit":"{MARK}"}}',
        f'Gothmud.Act {{"id":"a","verb":"wait","{MARK}":1}}',
        f'Gothmud.Act {{"id":"{MARK * 30}","verb":"wait"}}',
    ],
)
def test_an_error_never_repeats_what_the_frame_held(frame: str) -> None:
    with pytest.raises(WireError) as caught:
        decode(frame, CLIENT)
    assert MARK not in str(caught.value)


def frame_of(filling: str, size: int) -> str:
    head, tail = 'Core.Hello {"client":"', '"}'
    room = size - len((head + tail).encode())
    return head + filling * (room // len(filling.encode())) + tail


@pytest.mark.parametrize("filling", ["x", "é"])
def test_a_frame_of_more_bytes_than_the_limit_is_not_parsed(filling: str) -> None:
    with pytest.raises(WireError, match=f"at most {MAX_FRAME}"):
        decode(frame_of(filling, MAX_FRAME + 20), CLIENT)
    with pytest.raises(WireError, match=r"client"):  # read, and too long a name
        decode(frame_of(filling, MAX_FRAME - 20), CLIENT)


def test_the_world_may_send_long_frames() -> None:
    room = wire.RoomInfo(num=1, name="x", area="y", desc="z" * 3 * MAX_FRAME)
    assert decode(room.encode(), WORLD) == room


def test_a_bare_name_is_an_empty_payload() -> None:
    assert decode("Core.Ping", CLIENT) == wire.Ping()
    assert decode("Room.Players []", WORLD).encode() == "Room.Players []"


def test_verbs_and_their_fields_are_one_list() -> None:
    assert get_args(wire.Verb) == VERBS == tuple(FIELDS)
    known = {"exit", "person", "thing", "how", "text"}
    assert {field for needed, allowed in FIELDS.values() for field in (*needed, *allowed)} <= known


@pytest.mark.parametrize("side", [CLIENT, WORLD])
def test_every_message_knows_its_package_and_is_documented(side: dict[str, type[Message]]) -> None:
    assert {model.sender for model in side.values()} == {"client" if side is CLIENT else "world"}
    assert [name for name, model in side.items() if not model.__dict__.get("__doc__")] == []


FIELD_VALUES = {"text": "words", "how": "mend", "person": 1, "thing": 2, "exit": 3}


@pytest.mark.parametrize("verb", VERBS)
def test_an_act_fits_with_what_its_verb_needs_and_may_have(verb: str) -> None:
    needed, allowed = FIELDS[verb]
    given_ = {field: FIELD_VALUES[field] for field in needed}
    assert misfit(Act(id="a", verb=verb, **given_)) == ""
    assert misfit(Act(id="a", verb=verb, **given_, **{field: FIELD_VALUES[field] for field in allowed})) == ""
    for field in needed:
        less = {key: value for key, value in given_.items() if key != field}
        assert misfit(Act(id="a", verb=verb, **less)).startswith(f"{verb} needs {field}")
    for field in set(FIELD_VALUES) - {*needed, *allowed}:
        assert misfit(Act(id="a", verb=verb, **given_, **{field: FIELD_VALUES[field]})) == f"{verb} takes no {field}"


def test_misfit_names_all_of_it_and_blank_text_is_none() -> None:
    assert misfit(Act(id="a", verb="whisper", text="  ")) == "whisper needs text and person"
    assert misfit(Act(id="a", verb="wait", exit=1, text="x")) == "wait takes no exit and no text"
