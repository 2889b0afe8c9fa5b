"""The mind's benchmarks measure what they say: a day that comes out the same, sleepers who cost nothing, notes that come."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from agents.session import messages_of
from bench import lives, mind_sleep, nesting
from bench.lookup import asked_for, nearest
from bench.meetings import meetings
from bench.scripted_day import FIVE, lived_day
from bench.three_days import found_in, lived_days
from bench.ways import append_only, clock_in_front, rebuilt


def test_the_scripted_day_comes_out_the_same(tmp_path: Path) -> None:
    days = [lived_day(tmp_path / folder, 5) for folder in ("one", "two")]
    first, second = ([(each.agent, each.purpose, each.messages) for each in day.asks] for day in days)
    assert first == second
    assert {each.agent for each in days[0].asks} == set(FIVE)


def test_the_ways_tell_the_same_events_with_another_beginning(tmp_path: Path) -> None:
    company = lived_day(tmp_path, 5)
    early, *_, late = [one for one in company.asks if one.agent == "ada" and one.purpose != "daydream"][-4:]
    assert late.messages[0] == early.messages[0]
    assert append_only(late, ()) == late.messages == messages_of(late.entries)
    lived = company.lived["ada"]
    fronts = [clock_in_front(each, lived)[0]["content"] for each in (early, late)]
    assert fronts[0] != fronts[1]
    assert "It is " in fronts[0]
    assert "since your last turn" not in "".join(each["content"] for each in clock_in_front(late, lived))
    assert "What you remember:" in rebuilt(late, lived)[1]["content"]


@pytest.mark.parametrize("wake", [False, True])
def test_who_sleeps_asks_nothing_and_who_is_called_twice_wakes(wake: bool) -> None:
    found = mind_sleep.lived_night(wake=wake)
    assert found["asleep"] == 0
    assert found["woken"] == wake
    assert found["heard"] > 20


def test_there_are_sixty_meetings_each_fact_twice() -> None:
    found = meetings()
    assert len(found) == 60
    assert set(Counter(each.fact for each in found).values()) == {2}
    assert {each.at.day for each in found} == {7, 8, 9}


@pytest.mark.parametrize(("order", "right"), [((), 8), (("-memory",), 0)])
def test_memory_and_nothing_else_brings_the_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...], right: int
) -> None:
    behaviours = lives.Behaviours
    monkeypatch.setattr(lives, "Behaviours", lambda home, _order: behaviours(home, order))
    moments = lived_days(tmp_path, 8).moments
    assert len(moments) == 8
    assert sum(found_in(each.meeting.fact, each.context) for each in moments) == right


def test_a_note_is_found_by_likeness_and_by_name(tmp_path: Path) -> None:
    days = lived_days(tmp_path, 1)
    notes, vault = days.moments[0].notes, days.company.vaults["ada"]
    assert "p110" in nearest(notes, "Ulric comes in.", 3)
    assert asked_for(notes, vault.resolve("the Admiral"), "the Admiral") == ["p110"]
    assert sorted(asked_for(notes, vault.resolve("Tom"), "Tom")) == ["p121", "p122"]
    assert asked_for(notes, vault.resolve(""), "") == []


def test_needs_send_the_six_out_but_not_the_homebodies() -> None:
    day = nesting.lived(1, outings=True)
    at_home = {who: day.of("nesting", who) for who in ("Ada", "Marlow", "Sabine", *nesting.HOMEBODIES)}
    assert max(each for who, each in at_home.items() if who not in nesting.HOMEBODIES) < 0.5
    assert min(each for who, each in at_home.items() if who in nesting.HOMEBODIES) > 0.7
    assert 0 < day.fates["need", "obeyed"] <= day.fates["need", "fired"]
    assert day.of("partners") > 1
