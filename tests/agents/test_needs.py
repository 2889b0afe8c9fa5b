"""What one wants: met by places, talks and what is new, counted in waking hours, the same after a restart."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from agents.memory.note import Draft
from agents.memory.unfinished import unfinished
from agents.memory.vault import Vault
from agents.needs import Want, wants
from agents.recollection import Recollection, stored
from agents.schedule import awake
from agents.trail import Trail
from agents.wayfinding import Town
from gothmud.needs import needs
from tests.agents.fakes import percept, persona, session
from tests.base.strategies import QUICK

TOWN = Town(
    name="Tiny", primer="", places={"inn": "The Inn", "cafe": "The Cafe", "quay": "The Quay"},
    ways={"inn": ["cafe"], "cafe": ["inn", "quay"], "quay": ["cafe"]}, meets={"cafe": {"coffee": "a coffee"}},
)  # fmt: skip


def at(hour: float, day: int = 7) -> datetime:
    return datetime(2026, 3, day) + timedelta(hours=hour)


def trail(*stays: tuple[str, datetime]) -> Trail:
    made = Trail(began=stays[0][1])
    for place, since in stays:
        made.stood(place, since)
    return made


def want(need: str, told: Trail, now: datetime, **fields: Any) -> Want | None:
    found = wants(persona(**fields), TOWN, told, now)
    return next((each for each in found if each.need == need), None)


def test_a_coffee_is_had_where_there_is_one_and_not_in_passing() -> None:
    told = trail(("inn", at(7)), ("cafe", at(9)), ("quay", at(9.1)), ("cafe", at(11)), ("inn", at(11.5)))
    found = want("coffee", told, at(14))
    assert found == Want("coffee", at(11.5), timedelta(hours=3.5), 2.5 / 6)
    told.stood("cafe", at(14))
    assert not getattr(want("coffee", told, at(20)), "felt", None)  # one sits there all the time


def test_what_was_never_met_is_missed_since_the_first_hour() -> None:
    told = trail(("inn", at(7)))
    assert [want("coffee", told, at(hour)).felt for hour in (12.9, 13)] == [False, True]
    assert want("coffee", Trail(), at(13)) is None


def test_hours_asleep_make_no_want() -> None:
    told = trail(("cafe", at(21)), ("inn", at(22)))
    found = want("coffee", told, at(7, day=8), bed="22:30", wake="06:30")
    assert found is not None
    assert found.left == timedelta(hours=5)


def test_ones_own_hours_count_and_none_is_never() -> None:
    told = trail(("inn", at(7)))
    own = {"needs": {"coffee": 0, "company": 1}}
    assert want("coffee", told, at(20), **own) is None
    assert wants(persona(**own), TOWN, told, at(8.5))[0].need == "company"


def test_a_talk_is_company_and_somebody_new_is_new() -> None:
    told = trail(("inn", at(7, day=1)))
    for day in (1, 2, 3):
        told.talked(2, at(9, day))
    found = want("curiosity", told, at(10, day=3))
    assert found is not None
    assert found.met == at(9, 1)
    told.talked(3, at(10, day=3))
    told.talked(3, at(10.5, day=3))
    assert [want(need, told, at(11, day=3)).met for need in ("curiosity", "company")] == [at(10, 3), at(10.5, 3)]
    assert len(told.talks) == 4


@QUICK
@given(st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 20_000))
def test_waking_time_adds_up_and_is_never_more_than_time(start: int, one: int, other: int) -> None:
    since = at(0) + timedelta(minutes=start)
    middle = since + timedelta(minutes=one)
    end = middle + timedelta(minutes=other)
    who = persona(bed="23:30", wake="07:10")
    assert awake(who, since, middle) + awake(who, middle, end) == awake(who, since, end)
    assert timedelta() <= awake(who, since, end) <= end - since


def test_the_trail_is_read_out_of_the_session_file_again(tmp_path: Path) -> None:
    past = Recollection()
    made = session(tmp_path, watch=past.take)
    for seq, (place, fields) in enumerate([
        ("inn", {}), ("cafe", {"who": 3, "called": "Otto", "human": False}),
        ("cafe", {"kind": "channel", "text": "To the quay!"}), ("cafe", {"kind": "left", "who": 3, "called": "Otto"}),
    ]):  # fmt: skip
        felt = percept(seq=seq + 1, at=at(9 + seq), **fields)
        made.add("percept", "x\n", city_time=felt.at, data={"seq": felt.seq, "percept": stored(felt), "place": place})
    made.add("thought", "x\n", city_time=at(13), data={"key": "need coffee 2026-03-07 07:00 cafe"})
    made.add("reply", "x\n", city_time=at(13), data={"act": {"verb": "wait"}, "place": "cafe"})
    made.close()
    again = Recollection()
    session(tmp_path, watch=again.take).close()
    assert again.trail == past.trail
    assert [each.of for each in again.trail.stays] == ["inn", "cafe"]
    assert [each.of for each in again.trail.talks] == [2, 3]
    assert (again.trail.seen["Mira"].place, again.trail.seen["Otto"].place) == ("inn", "")
    assert again.trail.sent_out == at(13)


def test_what_is_open_with_somebody_until_one_talked_with_them(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.write(
        Draft("p2", "person", "Mira", sections={"What I promised": "To mend [[the-lamp|the lamp]].\n"}),
        at=at(22),
        why="night",
    )
    vault.write(Draft("p3", "person", "Otto Brand", sections={"What I think": "Loud."}), at=at(22), why="night")
    vault.write(
        Draft("2026-03-07", "day", "Saturday", sections={"Open": "Rain.\nOtto Brand owes me a screw."}),
        at=at(23),
        why="night",
    )
    assert unfinished(vault, lambda _body: datetime.min) == {
        "Otto Brand": "Otto Brand owes me a screw",
        "Mira": "To mend the lamp",
    }
    assert unfinished(vault, {2: at(8, day=8), 3: at(9)}.__getitem__) == {"Otto Brand": "Otto Brand owes me a screw"}


def test_the_needs_of_the_file() -> None:
    assert {"company", "coffee", "curiosity"} <= set(needs())
    assert all("{since}" in each.says and each.says[-1] == "." for each in needs().values())
    assert all(each.minutes for each in needs().values() if each.by == "place")
