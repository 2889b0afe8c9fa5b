"""``gothmud agent why``, ``diff`` and ``notes`` on a turn that was really taken: what they say is what happened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from agents.memory.note import Draft
from agents.memory.vault import Vault
from agents.view import Occasion
from gothmud import record
from gothmud.cli import build_app
from gothmud.errors import ConfigError
from gothmud.events import Call, Turn
from gothmud.replay.sealing import seal
from tests.agents.fakes import NOON, FakeBody, FakeModel, percept, senses, someone
from tests.agents.lives import SAY, life

KNOWN = Draft("p2", "person", "Mira", ("the tinker",), {"What I think": "She owes me a lamp."})


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which Ada met Mira, of whom she has a note, and followed a thought."""
    folder = tmp_path / "minds" / "ada"
    folder.mkdir(parents=True)
    Vault(folder / "vault").write(KNOWN, at=NOON, why="night")
    lived = life(folder, FakeModel(SAY), FakeBody(senses([someone(2, "Mira", human=True)])))
    await lived.turns.perceive([percept("", kind="arrived", seq=4)])
    await lived.turns.take(Occasion("nudge", nudge="It is time.", key="plan 2026-03-07 08:00"))
    lived.session.close()
    (folder / "record").rename(tmp_path / "record")
    monkeypatch.setenv("GOTHMUD_HOME", str(tmp_path))
    return tmp_path


def said(*arguments: str) -> str:
    done = CliRunner().invoke(build_app(), ["agent", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


async def test_why_names_the_percept_the_note_with_its_rule_and_the_thought(home: Path) -> None:
    text = said("why", "ada")
    assert "perceived world-1: Mira comes in." in text
    assert "note 'p2' came to mind by rule 'arrived': Mira came in" in text
    assert "inner thought 'plan 2026-03-07 08:00': [inner thought] It is time." in text
    assert "it did: say Good day." in text
    told = json.loads(said("why", "ada", "1", "--json"))
    assert told["act"]["verb"] == "say"
    assert told["outcome"]["ok"] is True


async def test_diff_shows_what_a_turn_added(home: Path) -> None:
    text = said("diff", "ada", "-1")
    assert "turn 1" in text
    assert "+ [What you remember of Mira: She owes me a lamp.]" in text


async def test_diff_shows_what_a_turn_cost_once_its_day_is_sealed(home: Path) -> None:
    (path,) = (home / "record").iterdir()
    turn = next(each for each in record.read(home / "record") if isinstance(each, Turn))
    call = Call(
        id="agents-0", city_time=None, real_time=turn.real_time, source="agents", seq=0, agent="ada", tier="agent",
        purpose="answer", priority="answer", model="m", ok=True, prompt_tokens=1234, cached_tokens=1200, output_tokens=5,
        queue_seconds=0.0, model_seconds=1.0,
    )  # fmt: skip
    shared = path.rename(path.with_name(f"agents-{turn.real_time:%F}.jsonl"))  # a city's minds share one source
    shared.write_text(call.model_dump_json() + "\n" + shared.read_text(encoding="utf-8"), encoding="utf-8")
    open_day = said("diff", "ada", "-1")
    assert "answer: 1,234 tokens asked, 1,200 of them cached" in open_day
    assert seal(shared).trouble == ""
    assert said("diff", "ada", "-1") == open_day


async def test_a_change_of_the_notes_is_shown_and_taken_back(home: Path) -> None:
    living = Vault(home / "minds" / "ada" / "vault")  # the mind's own, open meanwhile
    assert "She owes me a lamp." in said("notes", "ada", "the tinker")
    assert "+She owes me a lamp." in said("notes", "ada", "--history")
    assert "-She owes me a lamp." in said("notes", "ada", "--revert", "1")
    assert living.refresh()
    assert living.notes == {}
    living.write(KNOWN, at=NOON, why="night")
    assert [each.number for each in living.history()] == [1, 2, 3]


async def test_who_is_no_mind_is_said(home: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean 'ada'"):
        said("why", "adda")
