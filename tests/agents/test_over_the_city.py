"""What reaches a mind from afar, and what it sends there: the channel, letters, a board."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agents.actions import chosen, legal
from agents.digest import telling
from agents.prompt import full_percept, narrow_percept, surroundings
from agents.recollection import as_percept, stored
from agents.senses import MET, Senses
from gothmud import wire
from gothmud.wire import Item
from tests.agents.fakes import ME, NOON, TOWN, FakeBody, FakeModel, digest, percept, senses, session, someone
from tests.agents.lives import life
from tests.agents.test_actions import fields_of, reply
from tests.agents.test_shortmind import answered

BOARD = Item(id=5, name="notice board", verbs=["pin"])
BOX = Item(id=6, name="pillar box", verbs=["write"])
MIRA = someone(2, "Mira", human=True)
CALL = '{"thought":"","act":"channel","to":"","where":"","thing":"","text":"Here!"}'


def called(seq: int = 1, **fields: Any) -> wire.ChannelText:
    given = {"channel": "city", "talker": "Mira", "text": "Ada, where are you?", "who": 2, "human": True, **fields}
    return wire.ChannelText(seq=seq, event=f"world-{seq}", at=NOON, **given)


def synced() -> Senses:
    made = senses()
    made.last_seq = 0
    return made


@pytest.mark.parametrize(
    ("fields", "asks"), [({"turn": ME}, True), ({}, False), ({"turn": 3}, False), ({"turn": ME, "human": False}, False)]
)
def test_a_call_asks_whom_a_human_names(fields: dict[str, Any], asks: bool) -> None:
    mind = synced()
    (heard,) = mind.take(called(**fields))
    assert mind.asks_me(heard) is asks


def test_a_call_to_me_says_how_it_is_answered_and_a_small_mind_hears_no_other() -> None:
    mind = synced()
    (mine,) = mind.take(called(turn=ME))
    (other,) = mind.take(called(2))
    assert "to you (your answer to it is the act channel)" in full_percept(mine, mind)
    assert full_percept(other, mind) == 'Mira calls over the city: "Ada, where are you?"\n'
    assert narrow_percept(mine) == "Mira: Ada, where are you?\n"
    assert narrow_percept(other) == ""


async def test_a_full_mind_answers_where_it_was_called(tmp_path: Path) -> None:
    body = FakeBody(senses())
    body.coming = [[percept("Ada, where are you?", kind="channel", turn=ME, to=ME)]]
    await life(tmp_path, FakeModel(CALL), body).live()
    assert [(each.verb, each.text, each.cause) for each in body.acts] == [("channel", "Here!", "world-1")]


async def test_a_small_mind_answers_a_call_and_makes_none(tmp_path: Path) -> None:
    body = FakeBody(senses([MIRA]))
    body.coming = [[percept("Ada, where are you?", kind="channel", turn=ME, to=ME)]]
    body.ends = NOON + timedelta(hours=3)
    model = FakeModel("I am at the square with the cog.")
    await life(tmp_path, model, body, full=False, topics=["the cog"], sample=["The cog is gone."]).live()
    calls = [each for each in body.acts if each.verb == "channel"]
    assert len(calls) <= 1
    assert all(each.cause == "world-1" for each in calls)
    assert body.acts[0].verb in ("channel", "wait")


async def test_a_short_memory_answers_over_the_city_and_never_by_dice(tmp_path: Path) -> None:
    call = percept("Ada, is there soup?", kind="channel", turn=ME, to=ME)
    body = await answered(tmp_path, FakeModel("Soup is soup."), call)
    assert [(each.verb, each.text) for each in body.acts] == [("channel", "Soup is soup.")]
    body = await answered(tmp_path, FakeModel(""), call)
    assert [each.verb for each in body.acts] == ["wait"]


def test_a_letter_is_perceived_and_kept_with_its_date(tmp_path: Path) -> None:
    mind = synced()
    letter = wire.Letter(
        seq=1,
        event="world-1",
        at=NOON,
        who=2,
        called="Mira",
        text="Come at nine.",
        written=NOON,
        letter="world-0",
        human=True,
    )
    (read,) = mind.take(letter)
    assert not mind.asks_me(read)
    assert full_percept(read, mind) == 'A letter from Mira, written on Saturday at 12:00: "Come at nine."\n'
    assert narrow_percept(read) == "(Mira wrote: Come at nine.)\n"
    made = session(tmp_path)
    entry = made.add("percept", "", city_time=NOON, data={"percept": stored(read)})
    assert as_percept(entry) == read
    (met,) = telling(digest([entry], "Ada"))
    assert (met.name, met.lines) == ("Mira", ['Mira: "Come at nine."'])


def test_at_a_post_box_those_who_were_met_can_be_written_to() -> None:
    away = synced()
    assert "write" not in legal(away)["act"]
    away.here = [BOX]
    assert "write" not in legal(away)["act"], "nobody was met yet"
    away.take(called())
    assert legal(away)["act"][-1] == "write"
    assert legal(away)["to"] == ["Mira", "yourself"]
    wrote = chosen(reply("write", to="Mira", text="Come at nine."), away, "a1", "")
    assert fields_of(wrote.act) == {"verb": "write", "person": 2, "text": "Come at nine."}
    assert chosen(reply("whisper", to="Mira", text="psst"), away, "a2", "").act is None


def test_of_too_many_people_the_first_are_forgotten() -> None:
    mind = synced()
    for number in range(MET + 5):
        mind.take(called(number + 1, talker=f"P{number}", who=number + 2))
    assert len(mind.met) == MET
    assert "P0" not in mind.met and f"P{MET + 4}" in mind.met


def test_a_full_mind_is_told_what_board_and_box_are_for() -> None:
    there = senses(here=[BOARD, BOX, Item(id=7, name="bell", verbs=["use"])])
    assert there.room is not None
    told = surroundings(there.room, [], there.here, None, TOWN)
    assert "notice board (look reads it, pin adds a notice), pillar box (write leaves a letter" in told
    assert ", bell." in told


def test_a_notice_is_pinned_to_a_board_that_is_here() -> None:
    there = senses(here=[BOARD])
    pinned = chosen(reply("pin", thing="notice board", text="Lost: one cog."), there, "a1", "")
    assert fields_of(pinned.act) == {"verb": "pin", "thing": 5, "text": "Lost: one cog."}
    assert "pin" not in legal(senses())["act"]
