"""An interview leaves no trace: files, context and the next turn's request are what they would be without it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from agents.household import Household
from agents.memory.vault import Vault
from agents.model import Request
from agents.probe import Findings
from agents.session import Session, transcript_of
from gothmud.config import Minds, Settings
from gothmud.config import Model as ModelSettings
from gothmud.persona import Persona
from tests.agents.fakes import FakeModel
from tests.agents.lives import SAY
from tests.agents.memory.vaults import draft, written
from tests.crash.city import TOWN, City, Cue
from tests.crash.day import ADA, MIRA, at
from tests.crash.link import link_to
from tests.crash.points import Points

HEARD = Cue(at(0.1), MIRA, "Ada, have you nails?")
AGAIN = Cue(at(0.6), MIRA, "Ada, have you a hammer?")
WITHOUT_PLAN = Persona(**{**ADA.model_dump(), "plan": [], "nudges": {"idle": 0}})
QUESTION = "What do you think of Mira?"


@pytest.fixture(params=["full", "narrow"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Household, FakeModel]:
    """A home with one mind, and the model that it asks."""
    (tmp_path / "minds" / "ada").mkdir(parents=True)
    (tmp_path / "minds" / "city.json").write_text(TOWN.model_dump_json(), encoding="utf-8")
    (tmp_path / "minds" / "ada" / "persona.json").write_text(WITHOUT_PLAN.model_dump_json(), encoding="utf-8")
    written(Vault(tmp_path / "minds" / "ada" / "vault"), draft(Between_us="She wants nails."))
    findings = Findings(url="", dialect="", model="fake", chat=True, completions=True, context=100_000)
    settings = Settings(model=ModelSettings(freedom=request.param), minds=Minds(fast_musing_seconds=90_000))
    model = FakeModel(SAY if request.param == "full" else " Indeed, I have them right here.")
    return Household(tmp_path, settings, findings, model, "token"), model


def files(home: Path) -> dict[str, bytes]:
    """Return all that a home holds of its minds."""
    return {str(each): each.read_bytes() for each in (home / "minds").rglob("*") if each.is_file()}


def shown(request: Request) -> str:
    """Return what the model gets, as one text."""
    return request.prompt or "".join(f"<{each['role']}>{each['content']}" for each in request.messages)


def context_of(session: Session, *, narrow: bool) -> str:
    """Return a mind's context as ``shown`` shows a request."""
    if narrow:
        return transcript_of(session.entries)
    return "".join(f"<{each['role']}>{each['content']}" for each in session.messages)


async def test_an_interview_leaves_no_trace(
    house: tuple[Household, FakeModel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minds, model = house
    city = City(at(0), [HEARD], at(0.5))
    monkeypatch.setattr("agents.body.Connection", link_to(city, Points()))
    living = asyncio.create_task(minds.run())
    await asyncio.wait_for(city.over.wait(), 10)
    session, asked = minds.sessions["ada"], model.asked
    before, known, entries = files(tmp_path), session.known_tokens, list(session.entries)
    context = context_of(session, narrow=minds.narrow)

    told = await minds.interview({"name": "ada", "question": QUESTION})
    assert told["answer"] and QUESTION in shown(asked[-1])
    assert shown(asked[-1]).startswith(context), "the interview is asked on the context as it is"
    assert files(tmp_path) == before
    assert (session.known_tokens, session.entries) == (known, entries)

    city.cues.append(AGAIN)
    city.over.clear()
    city.ends = at(0.9)
    city.advance(AGAIN.at)
    await asyncio.wait_for(city.over.wait(), 10)
    assert "hammer" in shown(asked[-1]) and "She wants nails." in context
    assert shown(asked[-1]).startswith(context)
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)
