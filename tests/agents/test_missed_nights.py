"""Nights that didn't go as planned: up before the hour, away over the bedtime, a talk until the morning."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.model import Failure
from agents.session import transcript_of
from gothmud.events import Night
from tests.agents import fakes
from tests.agents.fakes import FakeModel
from tests.agents.small_town import TOWN, SmallTown
from tests.agents.test_living_day import asleep, at, lived, written

LAMP = "Mira brought a broken lamp. I was in the shop."


@pytest.fixture(autouse=True)
def _town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakes, "TOWN", TOWN)


def purposes(model: FakeModel) -> list[str]:
    return [each.purpose for each in model.asked]


async def an_evening(folder: Path, ends: float = 21.5) -> None:
    """Live an evening in which Mira came with her lamp; the process is gone before bedtime."""
    body = SmallTown(at(20))
    body.visited("inn")
    for minute in range(3):
        body.says(at(20 + minute / 10), "My lamp is broken, Ada.")
    body.ends = at(ends)
    living, _ = lived(folder, body)
    await living.live()
    assert not living.past.night
    living.session.close()


@pytest.mark.parametrize(("kind", "first"), [("shaken", ["woken"]), ("said", ["woken", "notes", "notes"])])
async def test_who_was_woken_just_before_the_hour_has_a_morning_too(
    tmp_path: Path, kind: str, first: list[str]
) -> None:
    """And what was said in that night is put down before it."""
    body = await asleep(tmp_path)
    for second in range(2):
        body.says(at(6.45 + second / 1000, day=8), "Ada! Wake up!", kind=kind)
    body.ends = at(7.5, day=8)
    living, model = lived(tmp_path, body)
    await living.live()
    assert purposes(model)[: len(first) + 1] == [*first, "wake"]
    assert "[This morning. Yesterday: Mira brought a broken lamp." in str(model.asked[len(first)].messages)
    assert [each.step for each in written(tmp_path, Night)][-1] == "awake"
    living.session.close()
    again, model = lived(tmp_path, body)
    body.ends = at(9, day=8)
    await again.live()
    assert "wake" not in purposes(model)


async def test_away_over_bedtime_and_back_before_waking_the_night_is_slept(tmp_path: Path) -> None:
    await an_evening(tmp_path)
    body = SmallTown(at(2, day=8))
    body.ends = at(7, day=8)
    living, model = lived(tmp_path, body)
    await living.live()
    assert [each.verb for each in body.acts if each.verb in ("sleep", "wake")] == ["sleep", "wake"]
    assert living.vault.notes["2026-03-07"].sections["What happened"] == LAMP
    assert purposes(model)[:3] == ["notes", "notes", "wake"]


async def test_away_until_the_day_the_notes_are_made_up_without_sleep(tmp_path: Path) -> None:
    await an_evening(tmp_path)
    body = SmallTown(at(9, day=8))
    body.ends = at(9.1, day=8)
    living, model = lived(tmp_path, body)
    await living.live()
    assert {each.verb for each in body.acts}.isdisjoint({"sleep", "wake"})
    assert purposes(model)[:3] == ["notes", "notes", "wake"]
    assert living.vault.notes["2026-03-07"].sections["What happened"] == LAMP
    assert living.vault.notes["p2"].sections["What I promised"] == "To mend the lamp."
    assert "2026-03-08" not in living.vault.notes
    assert "[What you remember]" in transcript_of(living.session.entries)
    assert [each.step for each in written(tmp_path, Night)][-4:] == ["noted", "compacted", "done", "awake"]
    living.session.close()
    again, model = lived(tmp_path, body)
    body.ends = at(23.5, day=8)
    await again.live()
    assert "wake" not in purposes(model)
    assert (again.past.asleep, again.past.night["of"]) == (True, "2026-03-08")


async def test_a_made_up_night_that_is_cut_off_is_finished_without_sleep(tmp_path: Path) -> None:
    await an_evening(tmp_path)
    body = SmallTown(at(9, day=8))
    living, _ = lived(tmp_path, body)
    living.night._begin(at(0).date(), up=True)
    living.session.close()
    body.ends = at(9.1, day=8)
    again, model = lived(tmp_path, body)
    await again.live()
    assert purposes(model)[:3] == ["notes", "notes", "wake"]
    assert {each.verb for each in body.acts}.isdisjoint({"sleep", "wake"})


async def test_a_talk_until_the_morning_is_put_down_when_it_ends(tmp_path: Path) -> None:
    body = SmallTown(at(21.9))
    body.visited("inn")
    for minute in range(0, 540, 2):
        body.says(at(21.9 + minute / 60), "And then, Ada?")
    body.ends = at(8, day=8)
    living, model = lived(tmp_path, body)
    await living.live()
    asked = purposes(model)
    assert asked[asked.index("notes") :][:3] == ["notes", "notes", "wake"]
    assert "answer" in asked[: asked.index("notes")]
    assert living.vault.notes["2026-03-07"].sections["The day"].startswith("Talked with [[mira-p2|Mira]]")


async def test_without_a_day_worth_notes_or_a_night_in_the_plan_nothing_is_made_up(tmp_path: Path) -> None:
    body = SmallTown(at(21))
    body.ends = at(21.1)
    living, _ = lived(tmp_path, body)
    await living.live()
    living.session.close()
    body = SmallTown(at(9, day=8))
    body.ends = at(9.1, day=8)
    again, model = lived(tmp_path, body)
    await again.live()
    assert again.past.night == {} and "wake" not in purposes(model)


async def test_a_made_up_night_stands_though_the_endpoint_is_away(tmp_path: Path) -> None:
    await an_evening(tmp_path)
    body = SmallTown(at(9, day=8))
    body.ends = at(9.1, day=8)
    living, _ = lived(tmp_path, body, model=FakeModel(Failure("unreachable", "gone")))
    await living.live()
    assert living.past.night["step"] == "done"
    assert "Talked with" in living.vault.notes["2026-03-07"].sections["The day"]
