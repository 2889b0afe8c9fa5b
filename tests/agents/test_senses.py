"""Each event is perceived once and in order, however live frames and catch-ups are interleaved."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.actions import schema
from agents.senses import HEARSAY, Percept, Senses
from gothmud import wire
from tests.agents.fakes import ME, NOON, senses, someone
from tests.base.strategies import QUICK


def heard(seq: int, **fields: Any) -> wire.SayEvent:
    values = {"who": 2, "called": "Mira", "mode": "say", "text": f"line {seq}", **fields}
    return wire.SayEvent(seq=seq, event=f"world-{seq}", at=NOON, **values)


def welcome(seq: int = 0) -> wire.Welcome:
    return wire.Welcome(body=1, person="ada", called="Ada", seq=seq, boot="b")


def link(mind: Senses, happened: int, total: int, data: st.DataObject, *, last: bool) -> tuple[list[Percept], int]:
    """Live one link to the world: a welcome, what was missed among live frames, and perhaps a cut somewhere."""
    mind.take(welcome(happened))
    missed = list(range(mind.last_seq + 1, happened + 1))
    during = total if last else data.draw(st.integers(happened, total))
    live = list(range(happened + 1, during + 1))
    early = data.draw(st.integers(0, len(live)))
    once = missed + live[:early]
    doubled = data.draw(st.lists(st.sampled_from(once), max_size=3)) if once else []
    before = data.draw(st.permutations(once + doubled))
    frames: list[wire.Message] = [*map(heard, before), wire.Synced(seq=happened), *map(heard, live[early:])]
    if not last:
        frames = frames[: data.draw(st.integers(0, len(frames)))]
    return [each for frame in frames for each in mind.take(frame)], during


@QUICK.__class__(QUICK, max_examples=150)
@given(st.integers(0, 12), st.integers(0, 3), st.data())
def test_each_event_once_and_in_order(total: int, cuts: int, data: st.DataObject) -> None:
    mind, perceived, happened = Senses(), [], data.draw(st.integers(0, total))
    for number in range(cuts + 1):
        new, happened = link(mind, happened, total, data, last=number == cuts)
        perceived += new
    assert [each.seq for each in perceived] == list(range(1, total + 1))
    assert [each.seq for each in mind.recent] == list(range(1, total + 1))
    assert mind.last_seq == total


def test_what_comes_before_the_catch_up_is_held() -> None:
    mind = Senses()
    mind.take(welcome())
    assert mind.take(heard(2)) == []
    assert mind.take(heard(1)) == []
    assert [each.seq for each in mind.take(wire.Synced(seq=2))] == [1, 2]
    assert [each.seq for each in mind.take(heard(3))] == [3]
    assert mind.take(heard(3)) == []


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        (heard(1, mode="say", to=1, to_called="Ada", human=True), {"kind": "said", "to": 1, "to_called": "Ada", "human": True, "mine": False}),
        (heard(1, mode="whisper"), {"kind": "whispered", "text": "line 1"}),
        (heard(1, mode="emote", who=1), {"kind": "posed", "mine": True}),
        (wire.ChannelText(seq=1, event="e", at=NOON, channel="city", talker="Moll", text="Fire!", who=4), {"kind": "channel", "called": "Moll", "text": "Fire!"}),
        (wire.Arrive(seq=1, event="e", at=NOON, who=2, called="Mira", origin="the quay", human=True), {"kind": "arrived", "text": "the quay", "human": True}),
        (wire.Leave(seq=1, event="e", at=NOON, who=2, called="Mira", to="the inn"), {"kind": "left", "text": "the inn"}),
        (wire.Seen(seq=1, event="e", at=NOON, text="A bell."), {"kind": "seen", "who": 0, "called": "", "text": "A bell.", "mine": False}),
    ],
)  # fmt: skip
def test_a_message_becomes_a_percept(message: wire.Message, fields: dict[str, Any]) -> None:
    mind = Senses(synced=True, body=1)
    (percept,) = mind.take(message)
    assert {name: getattr(percept, name) for name in fields} == fields


def test_the_surroundings_are_as_told() -> None:
    mind = Senses(synced=True)
    mina, otto = wire.Someone(id=2, name="Mina"), wire.Someone(id=3, name="Otto", awake=False)
    mind.take(wire.RoomInfo(num=7, name="The Square", area="middle"))
    mind.take(wire.RoomPlayers(root=[mina]))
    mind.take(wire.AddPlayer(**otto.model_dump()))
    assert mind.people == {2: mina, 3: otto}
    mind.take(wire.RemovePlayer(id=2, who="Mina"))
    mind.take(wire.RemovePlayer(id=99, who="nobody"))
    assert list(mind.people) == [3]
    mind.take(wire.Items(location="room", items=[wire.Item(id=5, name="bell")]))
    mind.take(wire.Items(location="inv", items=[wire.Item(id=6, name="cog")]))
    assert ([each.name for each in mind.here], [each.name for each in mind.carried]) == (["bell"], ["cog"])
    mind.take(wire.RoomPlayers(root=[]))
    assert mind.people == {}
    assert mind.room is not None and mind.room.num == 7


def test_time_and_weather_are_followed() -> None:
    mind = Senses()
    assert not mind.told_time
    mind.take(wire.Time(city=NOON, real=datetime(2026, 1, 1, tzinfo=UTC), rate=60, paused=True, part="noon", humans=2))
    mind.take(wire.Weather(sky="rain", celsius=3.0, text="It rains."))
    assert (mind.clock.now(), mind.clock.rate, mind.part, mind.humans, mind.told_time) == (NOON, 60, "noon", 2, True)
    assert mind.weather == "It rains."


def test_only_so_many_lines_are_held_for_a_look_back() -> None:
    mind = Senses(synced=True)
    for seq in range(1, HEARSAY + 11):
        mind.take(heard(seq))
    assert [mind.recent[0].seq, mind.recent[-1].seq, len(mind.recent)] == [11, HEARSAY + 10, HEARSAY]


def test_a_talk_that_rests_is_not_offered_again_but_a_human_may_be_spoken_to() -> None:
    otto, mira = someone(3, "Otto"), someone(2, "Mira", human=True)
    for people, floor, offered in (
        ([otto], wire.Floor(resting=[ME, 3]), False),
        ([otto], wire.Floor(resting=[3]), True),
        ([otto, mira], wire.Floor(resting=[ME, 3]), True),
        ([otto], wire.Floor(), True),
    ):
        felt = senses(people)
        felt.floor = floor
        assert ("say" in schema(felt)["properties"]["act"]["enum"]) is offered


def test_words_that_the_floor_forbids_are_not_offered_until_it_is_open() -> None:
    felt = Senses(body=ME, synced=True)
    felt.take(wire.Floor(turn=3, asked=[3], why="Otto was asked.", open_in=20.0))
    assert "say" not in schema(felt)["properties"]["act"]["enum"]
    felt.take(wire.Floor(turn=ME, asked=[ME], why="Ada was asked.", open_in=20.0))
    assert felt.held_back() == ""
    felt.take(wire.Floor(turn=3, asked=[3], why="Otto was asked.", open_in=0.0))
    assert felt.held_back() == ""


def test_what_is_broken_is_remembered_until_it_is_seen_whole() -> None:
    mind = Senses()
    shed = wire.RoomInfo(num=3, name="The Shed", key="shed", area="")
    mind.take(shed)
    mind.take(wire.Items(location="room", items=[wire.Item(id=5, name="porter", state="stuck", broken=True)]))
    mind.take(wire.RoomInfo(num=1, name="The Square", key="square", area=""))
    mind.take(wire.Items(location="room", items=[]))
    assert mind.broken == {"shed": "porter"}
    mind.take(shed)
    mind.take(wire.Items(location="room", items=[wire.Item(id=5, name="porter")]))
    assert mind.broken == {}
