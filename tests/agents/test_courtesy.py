"""Nobody is walked out on in the middle of a talk, nor left without an answer because somebody writes their notes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from agents.model import Request
from agents.session import transcript_of
from gothmud.config import Minds
from gothmud.wire import Act, ActResult
from tests.agents import fakes
from tests.agents.fakes import FakeModel
from tests.agents.lives import Life, life
from tests.agents.small_town import TOWN, SmallTown, follows

EIGHT, NINE_PM = datetime(2026, 3, 7, 8), datetime(2026, 3, 7, 21)
DAY = {"plan": [{"at": "08:00", "place": "shop", "doing": "mending"}], "bed": "22:00", "wake": "06:30", "late": 60}


@pytest.fixture(autouse=True)
def _town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakes, "TOWN", TOWN)


def timed(body: SmallTown) -> list[tuple[str, datetime]]:
    """Return the list that what a body does is put on, with the hour."""
    done: list[tuple[str, datetime]] = []
    does = body.result

    def noted(act: Act) -> ActResult:
        done.append((act.verb, body.senses.clock.now()))
        return does(act)

    body.result = noted
    return done


def ada(folder: Path, body: SmallTown, model: FakeModel) -> Life:
    return life(folder, model, body, rules=Minds(answer_pause=0.6), **DAY)


@pytest.mark.parametrize(("spoken", "least", "most"), [(True, 20, 60), (False, 6, 12)])
async def test_on_the_way_one_waits_for_what_is_said_to_an_answer(
    tmp_path: Path, spoken: bool, least: int, most: int
) -> None:
    body = SmallTown(EIGHT - timedelta(minutes=1))
    body.guests = {"square": [fakes.someone(2, "Mira", human=True)]}
    if spoken:
        body.says(EIGHT + timedelta(seconds=3), "Wait, Ada! Which way is the hospital?")
    body.ends = EIGHT + timedelta(minutes=10)
    done = timed(body)
    await ada(tmp_path, body, FakeModel(follows)).live()
    walks = [when for verb, when in done if verb == "go"]
    since = next((when for verb, when in done if verb == "say"), walks[0])
    assert body.here == "shop" and least <= (walks[1] - since).total_seconds() <= most


async def test_who_speaks_while_notes_are_written_is_answered_before_sleep(tmp_path: Path) -> None:
    body = SmallTown(NINE_PM)
    body.visited("inn")
    body.says(NINE_PM + timedelta(minutes=5), "Good evening, Ada.")
    body.ends = NINE_PM + timedelta(hours=3)

    unsaid = ["Ada, the key is under the mat."]

    def answer(request: Request) -> str:
        if request.purpose == "notes" and unsaid:
            body.says(body.senses.clock.now(), unsaid.pop())
        return follows(request)

    done = timed(body)
    living = ada(tmp_path, body, FakeModel(answer))
    await living.live()
    assert [verb for verb, _ in done if verb != "wait"] == ["say", "say", "sleep"]
    assert living.past.asleep and "the key is under the mat" in transcript_of(living.session.entries)
