"""Behaviours that fail, in every way that somebody else's code can: nobody falls with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents import plugins
from agents.plugins import Behaviours
from agents.session import transcript_of
from gothmud.clock import stopwatch
from tests.agents.behaving import GOOD, HEAD, MUSE, RAISES, behaviour, lived
from tests.agents.fakes import FakeModel
from tests.agents.lives import NONE_ON, SAY, life

FAILING = {
    "raises": RAISES,
    "raises later": "@hookimpl\nasync def before_turn(): await asyncio.sleep(0); raise RuntimeError('no moon')",
    "never ends": "@hookimpl\nasync def before_turn(): await asyncio.Event().wait()",
    "blocks": "@hookimpl\ndef before_turn(): threading.Event().wait(3)",
    "a number": "@hookimpl\ndef before_turn(): return 7",
    "a text": "@hookimpl\ndef before_turn(): return 'Note'",
    "a list of texts": "@hookimpl\ndef before_turn(): return [Note('[x]'), 'y']",
    "no text": "@hookimpl\ndef before_turn(): return Note(5)",
    "no plain data": "@hookimpl\ndef before_turn(): return Note('[x]', data={'a': {1, 2}})",
    "no data": "@hookimpl\ndef before_turn(): return Note('[x]', data=3)",
}


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "LOOKING", 0.1)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("code", FAILING.values(), ids=FAILING)
async def test_one_that_fails_stops_nobody_and_is_put_aside_after_three_times(tmp_path: Path, code: str) -> None:
    behaviour(tmp_path, "bad", HEAD + code)
    behaviour(tmp_path, "good", GOOD.format("Good"))
    aside: list[tuple[str, str]] = []
    living = lived(tmp_path, "bad", "good")
    living.behaviours._on_aside = lambda name, why: aside.append((name, why))
    started = stopwatch()
    for turn in range(5):
        assert len(aside) == (turn >= 3)
        await living.turns.take(MUSE)
    assert stopwatch() - started < 3
    assert [each.text for each in living.session.entries if each.kind == "note"] == ["[Good]\n"] * 5
    assert len(living.body.acts) == 5
    ((name, why),) = aside
    assert name == "bad"
    assert "before_turn" in why


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize(
    "work",
    ["raise RuntimeError('no')", "await asyncio.Event().wait()", "return None"],
    ids=["raises", "hangs", "nothing"],
)
async def test_an_action_that_fails_is_told_to_the_mind_and_felled_nobody(
    tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(plugins.SECONDS, "do", 0.03)
    code = f"async def spin(mind, text):\n    {work}\n@hookimpl\ndef register_actions(): return [OwnAction('spin', 'spin', spin)]\n"
    behaviour(tmp_path, "bad", HEAD + code)
    answer = SAY.replace('"say"', '"spin"')
    living = life(tmp_path, FakeModel(answer), on=[*NONE_ON, "bad"])
    done = await living.turns.take(MUSE)
    assert (done.verb, done.ok, living.body.acts) == ("spin", False, [])
    assert living.session.pending() is None
    assert transcript_of(living.session.entries).endswith("[You couldn't spin: it came to nothing]\n")


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize(
    "code",
    [
        "def register_actions(): raise RuntimeError('no')",
        "def register_actions(): threading.Event().wait(3)",
        "def register_actions(): return 7",
        "def register_actions(): return ['spin']",
        "def register_actions(): return [OwnAction('say', 'speak', None)]",
    ],
)
def test_actions_that_are_none_offer_nothing(tmp_path: Path, code: str) -> None:
    behaviour(tmp_path, "bad", f"{HEAD}@hookimpl\n{code}\n")
    made = Behaviours(tmp_path, [])
    assert list(made.actions()) == ["remember"]
    assert made._failures["bad"] == 1


async def test_data_of_a_note_is_its_own(tmp_path: Path) -> None:
    """It comes back to who gave it, and can't pass for the harness's."""
    data = "{'seq': 99, 'place': 'moon', 'percept': 1, 'by': 'nudges', 'act': {}}"
    behaviour(tmp_path, "sly", f"{HEAD}@hookimpl\ndef before_turn(mind): return Note('[x]', 'k', {data})\n")
    living = lived(tmp_path, "sly")
    await living.turns.take(MUSE)
    (standing,) = living.past.standing("sly")
    assert (standing.key, standing.data["seq"], living.session.last_seq) == ("k", 99, 0)
    await living.night.lie_down()
    assert living.past.asleep


NO_DUTY = {
    "an hour of another clock": "@hookimpl\ndef due_at(): return datetime(2026, 3, 7, tzinfo=UTC)",
    "no hour": "@hookimpl\ndef due_at(): return 'noon'",
    "a verb of its own": "@hookimpl\ndef when_due(): return Deed('x', 'fly', 'Up!')",
    "a text without an end": "@hookimpl\ndef when_due(): return Deed('x', 'say', 'a' * 5000)",
    "no deed": "@hookimpl\ndef when_due(): return 'say'",
    "a wish for no act": "@hookimpl\ndef when_due(): return Wish('fly', 'Up there it is quiet.', datetime(2026, 3, 7))",
    "a wish of no hour": "@hookimpl\ndef when_due(): return Wish('photo', 'The light is good.', 'noon')",
}


@pytest.mark.parametrize("code", NO_DUTY.values(), ids=NO_DUTY)
async def test_a_duty_that_can_not_be_is_none_and_is_put_aside_too(tmp_path: Path, code: str) -> None:
    behaviour(tmp_path, "bad", f"from datetime import UTC, datetime\nfrom agents.view import Deed, Wish\n{HEAD}{code}")
    aside: list[str] = []
    living = lived(tmp_path, "bad")
    living.behaviours._on_aside = lambda name, _why: aside.append(name)
    for _ in range(4):
        assert await living.turns.due_at() is None
        assert await living.turns.when_due([]) == []
    assert aside == ["bad"]
