"""The state of a city out of its events, and every way in which a snapshot can differ from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud.events import Came, Changed, ClockSet, Handled, Moved, Slept, Snapshot, WeatherChanged, Went
from gothmud.events.standing import Lay, Stood
from gothmud.replay.check import STATE, check_of
from gothmud.replay.opening import opened
from gothmud.replay.state import FOLDED, State
from gothmud.replay.stream import events_of
from tests.replay.making import ADA, BRUNO, CAFE, CITY, HUMAN, PEOPLE, SQUARE, Making

COG = 20


def snapshot(made: Making, occasion: str, ada: int = SQUARE, cog: int = SQUARE, **changed: Any) -> None:
    """Add a snapshot: Ada and Bruno are in, the human is away, the cog lies on the square."""
    stood = [
        Stood(id=ADA, name="Ada", tier="agent", room=ada, asleep=False),
        Stood(id=BRUNO, name="Bruno", tier="short", room=CAFE, asleep=False),
    ]
    fields = {
        "bodies": stood, "things": [Lay(id=COG, name="cog", at=cog)], "sky": "clear", "celsius": 3.0, "rate": 1.0,
        "paused": False, "fast": False, **changed,
    }  # fmt: skip
    made.add(Snapshot, occasion=occasion, **fields)


def who(number: int) -> dict[str, Any]:
    return {"who": number, "name": PEOPLE[number][0], "tier": PEOPLE[number][1]}


def handled(made: Making, verb: str, number: int, room: int, to: int | None = None) -> None:
    made.add(Handled, **who(number), room=room, verb=verb, thing=COG, thing_name="cog", to=to)


def differences(home: Path) -> list[str]:
    with opened([home]) as record:
        return [each.text for each in check_of(record) if each.rule == STATE]


def test_what_happened_amounts_to_what_the_database_says(tmp_path: Path) -> None:
    made = Making(tmp_path)
    snapshot(made, "start")
    made.add(Came, **who(HUMAN), room=SQUARE)
    handled(made, "get", ADA, SQUARE)
    made.moved(ADA, SQUARE, CAFE)
    handled(made, "give", ADA, CAFE, to=BRUNO)
    handled(made, "drop", BRUNO, CAFE)
    made.add(Slept, **who(BRUNO), room=CAFE, state="asleep")
    made.add(WeatherChanged, sky="rain", celsius=2.0, text="It rains.")
    made.add(ClockSet, rate=60.0, paused=False)
    made.add(Went, **who(HUMAN), room=SQUARE)
    bodies = [
        Stood(id=ADA, name="Ada", tier="agent", room=CAFE, asleep=False),
        Stood(id=BRUNO, name="Bruno", tier="short", room=CAFE, asleep=True),
    ]
    snapshot(made, "hour", cog=CAFE, bodies=bodies, sky="rain", celsius=2.0, rate=60.0)
    assert differences(tmp_path) == []


def test_what_a_prop_becomes_is_part_of_the_state(tmp_path: Path) -> None:
    made = Making(tmp_path)
    part = Lay(id=21, name="spring", at=SQUARE)
    snapshot(made, "start", things=[Lay(id=COG, name="cog", at=SQUARE, now={"jobs": 2}), part])
    worn = Lay(id=COG, name="cog", at=SQUARE, now={"jobs": 0})
    made.add(Handled, **who(ADA), room=SQUARE, verb="use", how="send", thing=COG, thing_name="cog", things=[worn])
    snapshot(made, "hour", things=[worn, part])
    made.add(
        Changed, room=SQUARE, thing=COG, thing_name="cog", text="Ping.", things=[part.model_copy(update={"at": COG})]
    )
    snapshot(made, "hour", things=[worn.model_copy(update={"now": {"jobs": 1}}), part])
    assert differences(tmp_path) == [
        "cog (20): the record says (10, {'jobs': 0}), the database (10, {'jobs': 1})",
        "spring (21): the record says 20, the database 10",
    ]


BROKEN: dict[str, Callable[[Making], None]] = {
    "Ada (1): the record says (10, False), the database (11, False)": lambda made: snapshot(made, "hour", ada=CAFE),
    "cog (20): the record says 10, the database 1": lambda made: snapshot(made, "hour", cog=ADA),
    "the weather (0): the record says ('clear', 3.0), the database ('rain', 3.0)": lambda made: snapshot(made, "hour", sky="rain"),
    "the clock (1): the record says (1.0, False, False), the database (1.0, False, True)": lambda made: snapshot(made, "stop", fast=True),
    "cog (20): the record says 10, the database None": lambda made: snapshot(made, "hour", things=[]),
}  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_a_difference_is_told(text: str, tmp_path: Path) -> None:
    made = Making(tmp_path)
    snapshot(made, "start")
    BROKEN[text](made)
    assert differences(tmp_path) == [text]


def test_at_a_start_what_is_new_is_taken_in_and_the_rest_has_to_agree(tmp_path: Path) -> None:
    made = Making(tmp_path)
    snapshot(made, "start")
    snapshot(made, "start", things=[Lay(id=COG, name="cog", at=SQUARE), Lay(id=21, name="hat", at=CAFE)], sky="fog")
    snapshot(made, "start", ada=CAFE)
    assert differences(tmp_path) == ["Ada (1): the record says (10, False), the database (11, False)"]


@given(st.lists(st.tuples(st.sampled_from([ADA, BRUNO, HUMAN]), st.sampled_from([SQUARE, CAFE])), max_size=30))
def test_whoever_walked_last_somewhere_is_there(walks: list[tuple[int, int]]) -> None:
    state, rooms = State(), {}
    for number, (walker, room) in enumerate(walks, 1):
        rooms[walker] = room
        state.take(Moved(id=f"world-{number}", city_time=CITY, real_time=CITY, source="world", seq=number, origin=None, room=room, **who(walker)))  # fmt: skip
    assert {number: each.room for number, each in state.people.items()} == rooms
    assert all(set(state.here(room)) == {one for one, at in rooms.items() if at == room} for room in (SQUARE, CAFE))


def test_a_stream_has_the_events_of_some_kinds_in_their_order(tmp_path: Path) -> None:
    made = Making(tmp_path)
    for number in range(5):
        made.said(ADA, f"Line {number}.", minutes=1)
        made.add(ClockSet, rate=1.0, paused=False)
    with opened([tmp_path]) as record:
        city = tmp_path.name
        assert [each.seq for each in events_of(record, city, (ClockSet,), after=4)] == [6, 8, 10]
        assert [each.seq for each in events_of(record, city, FOLDED)] == list(range(1, 11))
