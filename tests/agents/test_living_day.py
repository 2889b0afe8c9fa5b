"""A whole day and night of one agent in milliseconds: nudged along its plan, asked, home, noted, asleep, a morning."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agents.session import messages_of
from gothmud import record
from gothmud.config import Minds
from gothmud.events import Compacted, Event, Night, Nudge, Recalled
from tests.agents import fakes
from tests.agents.behaving import HEAD, behaviour
from tests.agents.fakes import FakeModel
from tests.agents.lives import Life, life
from tests.agents.small_town import TOWN, SmallTown, follows

PLAN = [
    {"at": "08:00", "place": "shop", "doing": "mending"},
    {"at": "18:00", "place": "square", "doing": "looking about"},
]
DAY = {"plan": PLAN, "bed": "22:00", "wake": "06:30", "late": 60}


BELL = f"""{HEAD}from datetime import datetime
from agents.view import Deed
NINE = datetime(2026, 3, 7, 9)
rung = []


@hookimpl
def due_at(): return None if rung else NINE


@hookimpl
def when_due(mind):
    if mind.now >= NINE and not rung:
        rung.append(1)
        return Deed("bell", "emote", "rings a bell.")
"""


def at(hour: float, day: int = 7) -> datetime:
    return datetime(2026, 3, day) + timedelta(hours=hour)


@pytest.fixture(autouse=True)
def _town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakes, "TOWN", TOWN)


def lived(
    folder: Path, body: SmallTown, *, model: FakeModel | None = None, context: int = 100_000, full: bool = True
) -> tuple[Life, FakeModel]:
    model = model or FakeModel(follows)
    return life(folder, model, body, context=context, full=full, rules=Minds(answer_pause=0.6), **DAY), model


def written(folder: Path, kind: type[Event]) -> list[Any]:
    return [each for each in record.read(folder / "record") if isinstance(each, kind)]


def fates(folder: Path) -> list[tuple[str, str]]:
    return [(each.key, each.fate) for each in written(folder, Nudge) if "03-07" in each.key and each.rule != "idle"]


async def test_a_day_along_its_plan_and_a_night_with_notes(tmp_path: Path) -> None:
    body = SmallTown(at(7))
    body.visited("shop")
    body.says(at(9), "Good day, Ada. My lamp is broken.")
    body.says(at(9.05), "Can you mend it, Ada?")
    body.ends = at(6, day=8)
    living, model = lived(tmp_path, body)
    await living.live()
    assert [(each.verb, each.exit) for each in body.acts if each.verb in ("go", "sleep")] == [
        ("go", 1020), ("go", 1030), ("go", 1020), ("go", 1010), ("sleep", None),
    ]  # fmt: skip
    assert fates(tmp_path) == [
        ("plan 2026-03-07 08:00", "fired"), ("plan 2026-03-07 08:00", "obeyed"),
        ("plan 2026-03-07 18:00", "fired"), ("plan 2026-03-07 18:00", "obeyed"),
        ("bed 2026-03-07", "fired"), ("bed 2026-03-07", "obeyed"),
    ]  # fmt: skip
    assert [each.text for each in body.acts if each.verb == "say"] == ["I will mend it."] * 2
    assert body.senses.asleep
    assert living.past.asleep
    assert living.vault.notes["p2"].sections["What I promised"] == "To mend the lamp."
    assert living.vault.notes["2026-03-07"].sections["Open"] == "Mend the lamp."
    assert {"shop", "square", "inn"} <= set(living.vault.notes)
    steps = [each.step for each in written(tmp_path, Night)]
    assert (steps[0], steps[-4:]) == ("note", ["noted", "compacted", "done", "asleep"])
    (compacted,) = written(tmp_path, Compacted)
    assert (compacted.why, compacted.after < compacted.before) == ("night", True)
    assert {each.purpose for each in model.asked} == {"answer", "muse", "nudge", "notes", "daydream"}


async def test_asleep_it_asks_nothing_and_in_the_morning_it_knows_of_yesterday(tmp_path: Path) -> None:
    body = SmallTown(at(20), "shop")
    body.visited("shop")
    body.says(at(20.1), "My lamp is broken, Ada.")
    body.says(at(2, day=8), "Anybody in?", who=9, called="Otto", human=False)
    body.ends = at(5, day=8)
    living, model = lived(tmp_path, body)
    await living.live()
    assert {each.purpose for each in model.asked[-2:]} == {"notes"}
    living.session.close()
    body.ends = at(6.6, day=8)
    again, model = lived(tmp_path, body)
    await again.live()
    assert [each.purpose for each in model.asked] == ["wake"]
    assert [each.verb for each in body.acts if each.verb != "wait"][-1] == "wake"
    context = model.asked[0].messages
    assert context[0]["content"].startswith("You are Ada.\n")
    assert "[What you remember]" in context[0]["content"]
    assert "Anybody in?" not in str(context)
    assert "[This morning. Yesterday: Mira brought a broken lamp. I promised: Mira: To mend the lamp.]" in str(context)


async def test_somebody_who_was_noted_brings_the_note_once(tmp_path: Path) -> None:
    first = SmallTown(at(20), "inn")
    first.visited("inn")
    first.says(at(20.1), "My lamp is broken, Ada.")
    first.ends = at(23)
    living, _ = lived(tmp_path, first)
    await living.live()
    living.session.close()
    body = SmallTown(at(23), "inn")
    body.comes(at(7, day=8))
    for minute in (2, 4):
        body.says(at(7 + minute / 60, day=8), "Good morning, Ada.")
    body.ends = at(7.2, day=8)
    again, model = lived(tmp_path, body)
    await again.live()
    brought = [each for each in written(tmp_path, Recalled) if each.note == "p2"]
    assert [each.rule for each in brought] == ["arrived"]
    text = "What you remember of Mira: To mend the lamp. She is honest."
    (asked, *_) = [each for each in model.asked if each.purpose == "greet"]
    assert text in asked.messages[-1]["content"]
    assert str(messages_of(again.session.entries)).count(text) == 1


@pytest.mark.parametrize(("lines", "woken"), [(1, False), (2, True)])
async def test_two_lines_wake_and_one_does_not(tmp_path: Path, lines: int, woken: bool) -> None:
    body = await asleep(tmp_path)
    for number in range(lines):
        body.says(at(1 + number / 60, day=8), "Ada! Wake up!")
    living, model = lived(tmp_path, body)
    body.ends = at(1.1, day=8)
    await living.live()
    assert bool(model.asked) is woken
    assert living.past.asleep is not woken
    if woken:
        assert model.asked[0].purpose == "woken"
        assert [each.verb for each in body.acts][:2] == ["wake", "say"]


async def test_who_asks_to_be_forgotten_is_forgotten_by_a_sleeper_too(tmp_path: Path) -> None:
    body = await asleep(tmp_path)
    body.says(at(1, day=8), "", kind="forgotten", turn=None)
    body.ends = at(1.1, day=8)
    living, model = lived(tmp_path, body)
    assert "Mira" in living.vault.notes["p2"].name
    await living.live()
    assert (living.past.asleep, model.asked) == (True, [])
    assert "p2" not in living.vault.notes


async def test_a_shake_wakes_and_sleep_comes_again_without_new_notes(tmp_path: Path) -> None:
    body = await asleep(tmp_path)
    body.says(at(1, day=8), "Mira shakes you.", kind="shaken")
    living, model = lived(tmp_path, body)
    before = living.vault.notes["2026-03-07"]
    body.ends = at(2, day=8)
    await living.live()
    assert [each.verb for each in body.acts if each.verb in ("wake", "sleep")] == ["wake", "sleep"]
    assert living.past.asleep
    assert "Mira shakes you." in model.asked[0].messages[-1]["content"]
    assert "notes" not in {each.purpose for each in model.asked}
    assert living.vault.notes["2026-03-07"] == before


async def test_who_talked_in_the_night_notes_the_whole_day_again(tmp_path: Path) -> None:
    body = await asleep(tmp_path)
    for number in range(2):
        body.says(at(1 + number / 60, day=8), "Ada! Fire!", who=3, called="Otto", human=False)
    living, _ = lived(tmp_path, body)
    body.ends = at(2, day=8)
    await living.live()
    assert living.past.asleep
    facts = living.vault.notes["2026-03-07"].sections["The day"]
    assert "Mira" in facts
    assert "Otto" in facts


async def asleep(folder: Path) -> SmallTown:
    """Return the body of somebody who fell asleep at home after a day."""
    body = SmallTown(at(21), "inn")
    body.visited("inn")
    body.says(at(21.1), "Good evening, Ada.")
    body.ends = at(23)
    living, _ = lived(folder, body)
    await living.live()
    assert living.past.asleep
    living.session.close()
    body.acts.clear()
    return body


async def test_so_late_that_it_sleeps_where_it_is(tmp_path: Path) -> None:
    body = SmallTown(at(21.5), "shop")
    body.ends = at(23.5)
    living, model = lived(tmp_path, body)
    model.answers = ['{"thought":"","act":"wait","to":"","where":"","thing":"","text":""}']
    await living.live()
    assert ("bed 2026-03-07", "ignored") in fates(tmp_path)
    assert (body.here, body.senses.asleep) == ("shop", True)
    slept = next(each for each in written(tmp_path, Night) if each.step == "asleep")
    assert not slept.at_home


async def test_a_busy_mind_gets_its_thought_later(tmp_path: Path) -> None:
    body = SmallTown(at(7.9))
    body.visited("inn")
    for minute in range(-2, 6):
        body.says(at(8 + minute / 60), "And then, Ada?")
    body.ends = at(8.5)
    living, _ = lived(tmp_path, body)
    await living.live()
    key = "plan 2026-03-07 08:00"
    assert fates(tmp_path) == [(key, "delayed"), (key, "fired"), (key, "obeyed")]
    (thought,) = [each for each in living.session.entries if each.kind == "thought" and each.data["key"] == key]
    assert thought.city_time is not None
    assert thought.city_time >= at(8.25)
    assert body.here == "shop"


async def test_a_duty_waits_for_whom_one_talks_with_but_not_for_long(tmp_path: Path) -> None:
    behaviour(tmp_path, "bell", BELL)
    body = SmallTown(at(8))
    body.visited("shop")
    for minute in range(-5, 20):
        body.says(at(9 + minute / 60), "And then, Ada?")
    body.ends = at(9.3)
    living = life(
        tmp_path, FakeModel(follows), body, context=100_000, rules=Minds(answer_pause=0.6), home=tmp_path, **DAY
    )  # fmt: skip
    await living.live()
    (rung,) = [each for each in living.session.entries if each.kind == "reply" and "rings a bell" in each.text]
    assert rung.city_time is not None
    assert at(9) + timedelta(seconds=45) <= rung.city_time <= at(9) + timedelta(minutes=2)


async def test_a_thought_that_was_followed_before_a_restart_has_its_fate(tmp_path: Path) -> None:
    body = SmallTown(at(7.9))
    body.ends = at(8)
    living, _ = lived(tmp_path, body)
    await living.live()
    assert (fates(tmp_path), body.here) == ([("plan 2026-03-07 08:00", "fired")], "square")
    living.session.close()
    body.ends = at(8.5)
    again, _ = lived(tmp_path, body)
    await again.live()
    assert body.here == "shop"
    assert fates(tmp_path) == [("plan 2026-03-07 08:00", "fired"), ("plan 2026-03-07 08:00", "obeyed")]
    assert not again.past.followed.startswith("plan")


async def test_a_context_that_fills_by_day_starts_anew_and_the_day_goes_on(tmp_path: Path) -> None:
    body = SmallTown(at(7))
    body.visited("shop")
    for minute in range(0, 240, 12):
        body.says(at(9 + minute / 60), "Tell me once more of the lamp, Ada.")
    body.ends = at(23)
    living, model = lived(tmp_path, body, context=1500)
    await living.live()
    whys = [each.why for each in written(tmp_path, Compacted)]
    assert len(whys) >= 2
    assert whys == ["full"] * (len(whys) - 1) + ["night"]
    sizes = [sum(len(one["content"]) for one in each.messages) for each in model.asked if each.purpose != "notes"]
    assert max(sizes) < 1500 * 4
    assert "Talked with [[mira-p2|Mira]] (30 lines)" in living.vault.notes["2026-03-07"].sections["The day"]
    assert len(list((tmp_path / "vault" / "people").iterdir())) == 1


async def test_a_small_mind_lives_through_a_day_and_a_night(tmp_path: Path) -> None:
    body = SmallTown(at(7))
    body.visited("shop")
    body.says(at(9), "Good day, Ada. My lamp is broken.")
    body.ends = at(7, day=8)
    living, _ = lived(tmp_path, body, model=FakeModel("I mend lamps on Mondays."), full=False)
    await living.live()
    assert [each.fate for each in written(tmp_path, Nudge) if each.key == "plan 2026-03-07 08:00"] == [
        "fired",
        "obeyed",
    ]
    assert [each.step for each in written(tmp_path, Night)][-2:] == ["asleep", "awake"]
    assert "Mira" in living.vault.notes["2026-03-07"].sections["The day"]
    assert not living.past.asleep


async def test_nobody_is_nudged_while_the_endpoint_is_away(tmp_path: Path) -> None:
    body = SmallTown(at(7.9))
    body.ends = at(8.5)
    living, model = lived(tmp_path, body)
    model.paused = True
    await living.live()
    assert (fates(tmp_path), body.here) == ([], "inn")
